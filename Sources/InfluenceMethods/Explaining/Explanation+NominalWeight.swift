import InfluenceScoring

extension Explanation {
    /// A node's share among its siblings, 0...1, as the model gives it or as its parent's weighting found it, whichever of
    /// them have a score.
    func siblingShare(of position: Int) -> Double {
        guard let parent = nodes[position].parent else { return 1 }
        var sum = 0.0
        for node in nodes where node.parent == parent { sum += node.weight }
        return sum > 0 ? nodes[position].weight / sum : 0
    }

    /// A node's share of the root's weight, likewise.
    func nominalWeight(of position: Int) -> Double {
        var share = 1.0
        var position = position
        while let parent = nodes[position].parent {
            share *= siblingShare(of: position)
            position = parent
        }
        return share
    }
}
