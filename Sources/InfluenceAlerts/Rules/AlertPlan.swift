/// Everything that a rule file says.
package struct AlertPlan: Sendable {
    /// In the order of the file, disabled ones included.
    package let rules: [Rule]
    /// In the order of the file, without the journal, which every event goes to.
    package let hooks: [Hook]
    /// Of how many events of a run it is told what the change behind them is made of; 0...1,000.
    package var explainLimit = AlertPlan.usualExplainLimit

    package static let usualExplainLimit = 50

    package static let none = AlertPlan(rules: [], hooks: [])
}
