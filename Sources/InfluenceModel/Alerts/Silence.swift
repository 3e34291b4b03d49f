package import InfluenceText

/// Who did something through the control socket, as the kernel vouches for it.
package struct Author: Hashable, Sendable {
    package let user: UInt32
    /// The user's name at that time; the number where it has none.
    package let name: String

    package init(user: UInt32, name: String) {
        self.user = user
        self.name = name
    }
}

/// Keeps events of matching alerts from being delivered, until it ends. State and events go on.
package struct Silence: Hashable, Sendable {
    package let id: Int64
    package let matcher: AlertMatcher
    package let createdAt: Instant
    package let until: Instant
    /// When it was ended by hand; `nil` where it was not.
    package let endedAt: Instant?
    package let author: Author
    package let comment: String

    package init(
        id: Int64,
        matcher: AlertMatcher,
        createdAt: Instant,
        until: Instant,
        endedAt: Instant?,
        author: Author,
        comment: String
    ) {
        self.id = id
        self.matcher = matcher
        self.createdAt = createdAt
        self.until = until
        self.endedAt = endedAt
        self.author = author
        self.comment = comment
    }

    package var end: Instant { min(until, endedAt ?? until) }

    /// From when it was made; where that lies in the future, the clock was wrong then.
    package func isActive(at now: Instant) -> Bool { now < end }
}

/// Which alerts: those that match every part that is there; of a part with several patterns any. Parsed once, here.
package struct AlertMatcher: Hashable, Sendable {
    package var rule: PatternList?
    package var country: PatternList?
    package var power: PatternList?
    package var node: PatternList?
    package var severity: AlertSeverity?
    package var labels: [AlertLabel]

    package init(
        rule: String? = nil,
        country: String? = nil,
        power: String? = nil,
        node: String? = nil,
        severity: AlertSeverity? = nil,
        labels: [AlertLabel] = []
    ) {
        self.rule = rule.map { PatternList($0) }
        self.country = country.map { PatternList($0) }
        self.power = power.map { PatternList($0) }
        self.node = node.map { PatternList($0) }
        self.severity = severity
        self.labels = labels
    }

    /// `power` matches either power of a comparison.
    package func matches(_ key: AlertKey, severity: AlertSeverity, labels: [AlertLabel]) -> Bool {
        func part(_ pattern: PatternList?, _ text: String?) -> Bool {
            pattern.map { pattern in text.map(pattern.matches) ?? false } ?? true
        }
        let subject = key.subject
        // What costs nothing first.
        return (self.severity.map { $0 == severity } ?? true) && part(rule, key.rule)
            && part(country, subject.country?.text) && part(node, subject.node?.text)
            && (part(power, subject.power?.text) || part(power, subject.counterpart?.text))
            && self.labels.allSatisfy { labels.contains($0) }
    }
}

/// Ends the reminders of one incident, and its weight in the verdict on the daemon. State and events go on.
package struct Acknowledgement: Hashable, Sendable {
    package let incident: String
    package let key: AlertKey
    package let createdAt: Instant
    /// `nil`: until the incident ends.
    package let until: Instant?
    package let author: Author
    package let comment: String

    package init(
        incident: String,
        key: AlertKey,
        createdAt: Instant,
        until: Instant?,
        author: Author,
        comment: String
    ) {
        self.incident = incident
        self.key = key
        self.createdAt = createdAt
        self.until = until
        self.author = author
        self.comment = comment
    }

    package func isActive(at now: Instant) -> Bool { until.map { now < $0 } ?? true }
}
