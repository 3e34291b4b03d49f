package import InfluenceModel

/// A condition, the series that it watches, and what is to be done. Each matching series has its own alert.
package struct Rule: Sendable {
    /// Unique among the rules; letters, digits, `-`, `_`, `.`
    package let id: String
    /// One sentence for people; empty where the file gives none.
    package let description: String
    package let condition: any Condition
    package var timing: AlertTiming
    package let severity: AlertSeverity
    /// By name.
    package let labels: [AlertLabel]
    /// The names of configured hooks; the journal gets every event besides.
    package var hooks: [String]
    package var isEnabled: Bool
    /// Whether hooks get `held` too: those that know of the incident, where one is open, else the rule's.
    package let tellsHeld: Bool

    package init(
        id: String,
        description: String = "",
        condition: any Condition,
        timing: AlertTiming = AlertTiming(),
        severity: AlertSeverity = .warning,
        labels: [AlertLabel] = [],
        hooks: [String] = [],
        isEnabled: Bool = true,
        tellsHeld: Bool = false
    ) {
        self.id = id
        self.description = description
        self.condition = condition
        self.timing = timing
        self.severity = severity
        self.labels = labels
        self.hooks = hooks
        self.isEnabled = isEnabled
        self.tellsHeld = tellsHeld
    }
}
