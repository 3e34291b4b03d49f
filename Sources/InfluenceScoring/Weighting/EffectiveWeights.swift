package import InfluenceModel

extension Model {
    /// The weight of each node among its siblings in a period of the grid, in the order of ``Model/nodes``: as given; 1
    /// where those that have one are to be equal.
    package func weights(at period: Period) -> [Double] {
        var weights = nodes.map { $0.weight(at: period) }
        for node in nodes where node.aggregate?.weighting == .equal {
            for child in node.children where weights[child] > 0 { weights[child] = 1 }
        }
        return weights
    }

    /// The weight of each node in the root, 1 in all for the children of any node whose weight they share: the product of
    /// the shares among siblings on the way up. In the order of ``Model/nodes``; the root has 1.
    /// Source: COINr `get_eff_wts`. What missing values leave of it in a cell is told by an explanation.
    ///
    /// - Parameter weights: One a node, as ``ScoreTable/weights`` and ``weights(at:)`` have them.
    package func effectiveWeights(_ weights: [Double]) -> [Double] {
        var effective = [Double](repeating: 1, count: nodes.count)
        // A parent stands before its children.
        for (position, node) in nodes.enumerated() {
            let sum = node.children.reduce(0) { $0 + weights[$1] }
            for child in node.children { effective[child] = effective[position] * weights[child] / sum }
        }
        return effective
    }
}
