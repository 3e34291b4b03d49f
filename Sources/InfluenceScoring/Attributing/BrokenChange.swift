package import InfluenceModel

extension BrokenChange {
    /// What of the change of a node's score between two explanations of one dyad came about at breaks.
    /// - Returns: `nil` where no leaf with a value at both ends breaks in between.
    package init?(of node: NodeID, from old: Explanation, to new: Explanation) {
        guard let top = new.position(of: node), old.nodes.count == new.nodes.count else { return nil }
        var breaks: [SeriesBreak] = []
        for (position, (before, now)) in zip(old.nodes, new.nodes).enumerated() where new.isBeneath(position, top) {
            guard let old = before.indicator, let found = now.indicator, before.score.value != nil,
                now.score.value != nil
            else { continue }
            breaks += found.breaks(after: old, since: new.period)
        }
        guard !breaks.isEmpty else { return nil }
        let attribution = try? Attribution(of: node, from: old, to: new)
        self.init(
            breaks: breaks,
            effect: attribution.map { $0.items.reduce(0) { $1.breaks.isEmpty ? $0 : $0 + $1.effect } }
        )
    }
}
