package import InfluenceModel

// Whether a figure is made of the same indicators as the one that it is compared with.

extension Evidence {
    /// As far back as the last figure before a gap is looked for: ten years of months.
    private static let mostPeriodsBack = 120

    /// How much of the weight beneath a node has a value at one of two ends and not at the other, 0...1. Where as much has
    /// come as has gone, coverage is the same and the figure is of something else. What cannot exist at one of them counts
    /// for nothing, as in coverage.
    ///
    /// - Parameters: As those of ``brokenChange(of:_:from:in:to:)``. Where nothing was known at the earlier period, the last
    ///   one before at which something was.
    /// - Returns: 0 of a single indicator, and where nothing was ever known before.
    package func exchanged(
        of node: NodeID,
        _ dyad: Dyad,
        from earlier: Period,
        in other: Evidence? = nil,
        to period: Period
    ) -> Double {
        let weights = leafWeights(of: node, at: period)
        guard weights.count > 1 else { return 0 }
        let old = other ?? self
        let now = known(weights.keys, dyad, at: period)
        var before = old.known(weights.keys, dyad, at: earlier)
        for last in old.periods(through: earlier.end).suffix(Self.mostPeriodsBack).reversed() where before.with.isEmpty
        {
            before = old.known(weights.keys, dyad, at: last)
        }
        if before.with.isEmpty { return 0 }
        let exchanged = now.with.symmetricDifference(before.with).subtracting(now.cannot).subtracting(before.cannot)
        return exchanged.reduce(0) { $0 + (weights[$1] ?? 0) }
    }

    /// Those of some leaves that have a value, and those of which none can exist.
    private func known(
        _ leaves: some Sequence<NodeID>,
        _ dyad: Dyad,
        at period: Period
    ) -> (with: Set<NodeID>, cannot: Set<NodeID>) {
        var (with, cannot): (Set<NodeID>, Set<NodeID>) = ([], [])
        for leaf in leaves {
            guard let details = details(of: leaf, dyad, at: period) else { continue }
            if details.value != nil { with.insert(leaf) }
            if details.freshness == .notApplicable { cannot.insert(leaf) }
        }
        return (with, cannot)
    }

    /// The shares of a node's weight that the leaves beneath it have; those of weight 0 left out.
    private func leafWeights(of node: NodeID, at period: Period) -> [NodeID: Double] {
        guard let top = model.nodes.firstIndex(where: { $0.id == node }) else { return [:] }
        var weights: [NodeID: Double] = [:]
        var open = [(position: top, share: 1.0)]
        while let next = open.popLast() {
            let children = model.nodes[next.position].children
            if model.nodes[next.position].indicator != nil {
                weights[model.nodes[next.position].id, default: 0] += next.share
            }
            let sum = children.reduce(0) { $0 + model.nodes[$1].weight(at: period) }
            guard sum > 0 else { continue }
            for child in children where model.nodes[child].weight(at: period) > 0 {
                open.append((child, next.share * model.nodes[child].weight(at: period) / sum))
            }
        }
        return weights
    }
}
