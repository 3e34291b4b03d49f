package import InfluenceModel

extension Explanation {
    /// The weight of a node in an ancestor's score (of 1), after the weights of missing siblings were shared among those
    /// present; 1 in itself, 0 where one on the way has no score.
    ///
    /// - Returns: `nil` beneath a method without weights (product, min, max, median); for a node that the explanation does not have; and where
    ///   the other one is not its ancestor.
    package func effectiveWeight(of node: NodeID, in ancestor: NodeID) -> Double? {
        guard let node = position(of: node), let ancestor = position(of: ancestor) else { return nil }
        return shares.weight(of: node, in: ancestor)
    }

    /// What a node adds to an ancestor's score: its score x its effective weight. The contributions of the indicators
    /// beneath a node sum to its score.
    ///
    /// - Returns: `nil` where either has no score, where an aggregate on the way (the ancestor included) is no weighted sum
    ///   or is normalised again, and as in ``effectiveWeight(of:in:)``.
    package func contribution(of node: NodeID, to ancestor: NodeID) -> Double? {
        guard let node = position(of: node), let ancestor = position(of: ancestor) else { return nil }
        return shares.contribution(of: node, to: ancestor)
    }

    package func position(of node: NodeID) -> Int? {
        nodes.firstIndex { $0.id == node }
    }

    var shares: Shares {
        Shares(
            nodes.map { node in
                Shares.Link(
                    parent: node.parent,
                    weight: node.weight,
                    value: node.score.value,
                    isWeighted: node.aggregate?.method.isWeighted ?? true,
                    isSum: node.isSum
                )
            }
        )
    }
}

extension ExplainedNode {
    var aggregate: AggregateBasis? {
        if case .aggregate(let basis) = basis { basis } else { nil }
    }

    var indicator: IndicatorBasis? {
        if case .indicator(let basis) = basis { basis } else { nil }
    }

    /// Whether its score is the weighted sum of its children's.
    var isSum: Bool {
        (aggregate?.method.isAdditive ?? false) && normalisation == .none
    }
}
