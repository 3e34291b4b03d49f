package import InfluenceModel

extension Explanation {
    /// The weight of a node in an ancestor's score (of 1), after the weights of missing siblings were shared among those
    /// present; 1 in itself, 0 where one on the way has no score.
    ///
    /// - Returns: `nil` beneath a method without weights (product, ratio, min, max, median); for a node that the explanation
    ///   does not have; and where the other one is not its ancestor.
    package func effectiveWeight(of node: NodeID, in ancestor: NodeID) -> Double? {
        guard let node = position(of: node), let ancestor = position(of: ancestor) else { return nil }
        return shares.weight(of: node, in: ancestor)
    }

    /// What a node adds to an ancestor's score: its score x its effective weight, mirrored once for each mirrored node on
    /// the way. The contributions of the indicators beneath a node sum to its score.
    ///
    /// - Returns: `nil` where either has no score, where an aggregate on the way (the ancestor included) is no weighted sum,
    ///   is normalised again, rounded or at its floor, and as in ``effectiveWeight(of:in:)``.
    package func contribution(of node: NodeID, to ancestor: NodeID) -> Double? {
        guard let node = position(of: node), let ancestor = position(of: ancestor) else { return nil }
        return shares.contribution(of: node, to: ancestor)
    }

    package func position(of node: NodeID) -> Int? {
        nodes.firstIndex { $0.id == node }
    }

    var shares: Shares { Shares(nodes.map(\.link), missing: missing) }
}

extension ExplainedNode {
    var aggregate: AggregateBasis? {
        if case .aggregate(let basis) = basis { basis } else { nil }
    }

    var indicator: IndicatorBasis? {
        if case .indicator(let basis) = basis { basis } else { nil }
    }

    /// Whether its score is the weighted sum of its children's, or of their mirror images.
    var isSum: Bool { link.isSum }

    /// Where the node is mirrored: what a score and its mirror image add up to.
    var mirror: Double? { link.mirror }

    var link: Shares.Link {
        var isUnweighed = false
        if case .weights = absence { isUnweighed = true }
        return Shares.Link(
            parent: parent,
            weight: weight,
            value: score.value,
            method: aggregate?.method,
            normalisation,
            line,
            isUnweighed: isUnweighed
        )
    }
}
