package import InfluenceModel
import InfluenceText

/// Silences, to be found by what they may cover: most name a rule, a country, a node or a power outright, and an alert need
/// not be held against those that name another.
package struct SilenceIndex: Sendable {
    /// In the order in which they were made.
    package let all: [Silence]
    private var named: [Name: [Int]] = [:]
    /// Those that name nothing outright.
    private var others: [Int] = []

    private enum Name: Hashable {
        case rule(String)
        case country(String)
        case node(String)
        /// Either power of a comparison.
        case power(String)
    }

    init(_ silences: [Silence] = []) {
        all = silences
        for (place, silence) in silences.enumerated() {
            if let name = Self.name(silence.matcher) {
                named[name, default: []].append(place)
            } else {
                others.append(place)
            }
        }
    }

    private static func name(_ matcher: AlertMatcher) -> Name? {
        func literal(_ list: PatternList?) -> String? {
            guard let patterns = list?.patterns, patterns.count == 1, let only = patterns.first else { return nil }
            return only.isLiteral ? only.text : nil
        }
        // What tells most alerts apart first.
        return literal(matcher.rule).map(Name.rule) ?? literal(matcher.power).map(Name.power)
            ?? literal(matcher.node).map(Name.node) ?? literal(matcher.country).map(Name.country)
    }

    /// The active one that covers an alert the longest, of those the first; `nil` where none does.
    package func covering(_ key: AlertKey, severity: AlertSeverity, labels: [AlertLabel], at now: Instant) -> Silence? {
        if all.isEmpty { return nil }
        var found: Int?
        func look(at places: [Int]?) {
            for place in places ?? [] {
                let silence = all[place]
                guard silence.isActive(at: now) else { continue }
                if let found, (all[found].end, -found) >= (silence.end, -place) { continue }
                if silence.matcher.matches(key, severity: severity, labels: labels) { found = place }
            }
        }
        let subject = key.subject
        look(at: named[.rule(key.rule)])
        if let power = subject.power { look(at: named[.power(power.text)]) }
        if let other = subject.counterpart { look(at: named[.power(other.text)]) }
        for name in subject.nodeNames { look(at: named[.node(name)]) }
        if let country = subject.country { look(at: named[.country(country.text)]) }
        look(at: others)
        return found.map { all[$0] }
    }
}
