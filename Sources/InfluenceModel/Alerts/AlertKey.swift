/// What one alert is about: each series that a rule matches has its own.
package struct AlertKey: Sendable {
    /// Kept once: records are copied, and looked up by their keys, at every evaluation.
    private final class Content: Sendable {
        let rule: String
        let subject: AlertSubject
        let hash: Int

        init(_ rule: String, _ subject: AlertSubject) {
            self.rule = rule
            self.subject = subject
            var hasher = Hasher()
            hasher.combine(rule)
            hasher.combine(subject)
            hash = hasher.finalize()
        }
    }

    private let content: Content

    package var rule: String { content.rule }
    package var subject: AlertSubject { content.subject }

    package init(rule: String, subject: AlertSubject) {
        content = Content(rule, subject)
    }
}

extension AlertKey: Hashable {
    package static func == (first: AlertKey, second: AlertKey) -> Bool {
        if first.content === second.content { return true }
        return first.content.hash == second.content.hash && first.rule == second.rule
            && first.subject == second.subject
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(content.hash) }
}

/// The series, or the feed, that a rule watches. Absent parts do not apply.
package struct AlertSubject: Hashable, Sendable {
    package var country: CountryID?
    /// The power; of an overtaking the one that passes; of a measure what its series is of: a power, `RUS+CHN`, `WLD`.
    package var power: PowerID?
    /// The power that is passed, or compared with.
    package var counterpart: PowerID?
    /// A node, a measure's node or an indicator.
    package var node: NodeID?
    /// The name of a feed, as the configuration gives it.
    package var feed: String?

    package init(
        country: CountryID? = nil,
        power: PowerID? = nil,
        counterpart: PowerID? = nil,
        node: NodeID? = nil,
        feed: String? = nil
    ) {
        self.country = country
        self.power = power
        self.counterpart = counterpart
        self.node = node
        self.feed = feed
    }
}

extension AlertSubject {
    /// What its node is called where it is named: of a measure also the name that rules give it, `dependency`.
    package var nodeNames: [String] { node.map { Self.names(of: $0) } ?? [] }

    package static func names(of node: NodeID) -> [String] {
        Measure.isMeasure(node) ? [node.text, Measure.short(node.text)] : [node.text]
    }
}

extension AlertSubject: CustomStringConvertible {
    /// `KAZ CHN>RUS trade_share`: unique among the subjects of one rule.
    package var description: String {
        let powers = power.map { power in counterpart.map { "\(power)>\($0)" } ?? power.text }
        return [country?.text, powers, node?.text, feed].compactMap { $0 }.joined(separator: " ")
    }
}

extension AlertKey: CustomStringConvertible {
    package var description: String { "\(rule) \(subject)" }
}
