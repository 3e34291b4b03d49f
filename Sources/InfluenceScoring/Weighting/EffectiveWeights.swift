package import InfluenceModel

extension Model {
    /// The weight of each node among its siblings in a period of the grid, in the order of ``Model/nodes``: as given, or as
    /// a way makes them that looks at no values.
    package func weights(at period: Period) -> [Double] {
        var weights = nodes.map { $0.weight(at: period) }
        for node in nodes {
            guard let weighting = node.aggregate?.weighting, weighting != .given, weighting.scope == nil else {
                continue
            }
            let children = node.children.filter { weights[$0] > 0 }
            // Without values there is nothing to fail.
            let found = try? weighting.arithmetic.weights(children.map { weights[$0] }, of: { [] })
            for (child, weight) in zip(children, found ?? []) { weights[child] = weight }
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
