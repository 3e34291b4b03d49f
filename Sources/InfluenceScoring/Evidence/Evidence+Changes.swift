package import InfluenceModel

// What of a change of a figure came about at breaks: between two periods as known now, or between what was known then and
// what is known now.

extension Evidence {
    /// What of the change of a node's score came about at breaks of series.
    ///
    /// - Parameters:
    ///   - earlier: The period of the figure that is compared with.
    ///   - other: What it was computed from; `nil`: from the same observations.
    /// - Returns: `nil` where nothing broke.
    package func brokenChange(
        of node: NodeID,
        _ dyad: Dyad,
        from earlier: Period,
        in other: Evidence? = nil,
        to period: Period
    ) -> BrokenChange? {
        let old = other ?? self
        // Most of the time nothing broke, which costs a reading a leaf.
        let breaks = leaves(of: node).flatMap { leaf -> [SeriesBreak] in
            guard let before = old.stretch(of: leaf, dyad, at: earlier), let now = stretch(of: leaf, dyad, at: period)
            else { return [] }
            return now.breaks(after: before, since: period)
        }
        guard !breaks.isEmpty else { return nil }
        guard let before = old.explanation(of: dyad, at: earlier), let now = explanation(of: dyad, at: period),
            before[node]?.score.value != nil, now[node]?.score.value != nil
        else { return BrokenChange(breaks: breaks, effect: nil) }
        return BrokenChange(of: node, from: before, to: now)
    }

    private func explanation(of dyad: Dyad, at period: Period) -> Explanation? {
        // A model that cannot be scored has failed the run already.
        try? scorer().explain(dyad, at: period, among: Array(periods(through: period.end)))
    }
}
