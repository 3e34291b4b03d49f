internal import InfluenceModel

/// The parts that nodes have in the scores of their ancestors, for one cell.
struct Shares {
    private let links: [Link]
    /// Among its siblings: 0 without a score, `nil` where weights don't matter.
    private let weights: [Double?]

    /// What the shares of a node depend on.
    struct Link {
        let parent: Int?
        /// Among its siblings.
        let weight: Double
        let value: Double?
        /// Whether its children's weights matter.
        let isWeighted: Bool
        /// Whether its score is the weighted sum of its children's.
        let isSum: Bool
    }

    /// - Parameter links: One a node; a parent before its children.
    init(_ links: [Link]) {
        self.links = links
        var present = links.map { _ in 0.0 }
        for link in links where link.value != nil {
            if let parent = link.parent { present[parent] += link.weight }
        }
        weights = links.map { link -> Double? in
            guard let parent = link.parent else { return link.value == nil ? 0 : 1 }
            guard link.value != nil, links[parent].value != nil else { return 0 }
            if !links[parent].isWeighted { return nil }
            return link.weight > 0 ? link.weight / present[parent] : 0
        }
    }

    /// - Parameter weights: Of each node among its siblings.
    init(_ model: Model, scores: [Score], weights: [Double]) {
        self.init(
            model.nodes.indices.map { position in
                let node = model.nodes[position]
                return Link(
                    parent: node.parent,
                    weight: weights[position],
                    value: scores[position].value,
                    isWeighted: node.aggregate?.method.isWeighted ?? true,
                    isSum: node.aggregate?.isSum ?? false
                )
            }
        )
    }

    /// Among its siblings: 0 without a score, `nil` in a product.
    func weight(of node: Int) -> Double? { weights[node] }

    /// The product of the weights on the way to the ancestor, who has 1 where it has a score; `nil` where a product is on
    /// the way, or the other node is no ancestor.
    func weight(of node: Int, in ancestor: Int) -> Double? {
        var weight: Double? = links[ancestor].value == nil ? 0 : 1
        var isAbsent = false
        var node = node
        while node != ancestor {
            guard let parent = links[node].parent else { return nil }
            guard let share = weights[node] else {
                weight = nil
                node = parent
                continue
            }
            if share == 0 { isAbsent = true }
            weight = weight.map { $0 * share }
            node = parent
        }
        return isAbsent ? 0 : weight
    }

    /// - Returns: `nil` where either has no score, or the ancestor's is no sum over the nodes on the way.
    func contribution(of node: Int, to ancestor: Int) -> Double? {
        guard let value = links[node].value, links[ancestor].value != nil, let weight = weight(of: node, in: ancestor)
        else { return nil }
        var parent = node
        while parent != ancestor, let next = links[parent].parent {
            guard links[next].isSum else { return nil }
            parent = next
        }
        return value * weight + 0
    }
}

extension Aggregate {
    /// Whether its score is the weighted sum of its children's.
    fileprivate var isSum: Bool {
        method.isAdditive && (normalisation ?? .none).method == .none
    }
}
