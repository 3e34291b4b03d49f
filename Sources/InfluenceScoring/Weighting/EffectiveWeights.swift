package import InfluenceModel

extension Model {
    /// The weight of each node in the root, 1 in all for the children of any node whose weight they share: the product of
    /// the shares among siblings on the way up. In the order of ``Model/nodes``; the root has 1.
    /// Source: COINr `get_eff_wts`. What missing values leave of it in a cell is told by an explanation.
    ///
    /// - Parameter weights: One a node, as ``ScoreTable/weights`` has them; `nil`: the model's own.
    package func effectiveWeights(_ weights: [Double]? = nil) -> [Double] {
        let weights = weights?.count == nodes.count ? weights ?? [] : nodes.map(\.weight)
        var effective = [Double](repeating: 1, count: nodes.count)
        // A parent stands before its children.
        for (position, node) in nodes.enumerated() {
            let sum = node.children.reduce(0) { $0 + weights[$1] }
            for child in node.children { effective[child] = effective[position] * weights[child] / sum }
        }
        return effective
    }
}
