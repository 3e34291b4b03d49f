package import InfluenceModel

/// What of the change of a score came about at breaks of series.
package struct BrokenChange: Hashable, Sendable {
    /// Of the leaves beneath the node, in the model's order.
    package let breaks: [SeriesBreak]
    /// What the broken leaves add to the change, in points of the node's score; `nil` where it cannot be told apart.
    package let effect: Double?

    init(breaks: [SeriesBreak], effect: Double?) {
        self.breaks = breaks
        self.effect = effect
    }

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
        self.breaks = breaks
        effect = (try? Attribution(of: node, from: old, to: new)).map { attribution in
            attribution.items.reduce(0) { $1.breaks.isEmpty ? $0 : $0 + $1.effect }
        }
    }
}
