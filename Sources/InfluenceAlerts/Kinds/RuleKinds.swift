/// The kinds of rules that there are, a row each, in the order of the documentation.
package struct RuleKinds: Sendable {
    package let all: [any Condition.Type]

    package init(_ all: [any Condition.Type]) {
        self.all = all
    }

    package static let standard = RuleKinds([
        Threshold.self,
        WindowedChange.self,
        Overtake.self,
        RankChange.self,
        Probability.self,
        MeasureTarget.self,
        Stale.self,
        CoverageLapse.self,
        BrokenSeries.self,
    ])

    /// By the names in the rule file.
    var named: [(name: String, value: any Condition.Type)] { all.map { ($0.kind, $0) } }
}
