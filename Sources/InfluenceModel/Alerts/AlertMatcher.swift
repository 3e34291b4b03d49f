package import InfluenceText

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
            && part(country, subject.country?.text)
            && (node.map { subject.nodeNames.contains(where: $0.matches) } ?? true)
            && (part(power, subject.power?.text) || part(power, subject.counterpart?.text))
            && self.labels.allSatisfy { labels.contains($0) }
    }
}
