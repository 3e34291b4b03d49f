internal import InfluenceModel

/// The parts that nodes have in the scores of their ancestors, for one cell.
struct Shares {
    private let model: Model
    private let scores: [Score]
    /// Among its siblings: 0 without a score, `nil` where weights don't matter.
    private let weights: [Double?]

    /// - Parameter given: The weight of each node among its siblings.
    init(_ model: Model, scores: [Score], weights given: [Double]) {
        self.model = model
        self.scores = scores
        weights = model.nodes.indices.map { node -> Double? in
            guard let parent = model.nodes[node].parent else { return scores[node].value == nil ? 0 : 1 }
            guard scores[node].value != nil, scores[parent].value != nil else { return 0 }
            if model.nodes[parent].aggregate?.method.isWeighted == false { return nil }
            var present = 0.0
            for sibling in model.nodes[parent].children where scores[sibling].value != nil {
                present += given[sibling]
            }
            return given[node] > 0 ? given[node] / present : 0
        }
    }

    /// The product of the weights on the way to the ancestor, who has 1 where it has a score.
    func weight(of node: Int, in ancestor: Int) -> Double? {
        var weight: Double? = scores[ancestor].value == nil ? 0 : 1
        var node = node
        while node != ancestor, let parent = model.nodes[node].parent {
            guard let share = weights[node] else {
                weight = nil
                node = parent
                continue
            }
            if share == 0 { return 0 }
            weight = weight.map { $0 * share }
            node = parent
        }
        return weight
    }

    /// - Returns: `nil` where either has no score, or the ancestor's is no sum over the nodes on the way.
    func contribution(of node: Int, to ancestor: Int) -> Double? {
        guard let value = scores[node].value, scores[ancestor].value != nil, let weight = weight(of: node, in: ancestor)
        else { return nil }
        var parent = node
        while parent != ancestor, let next = model.nodes[parent].parent {
            guard let aggregate = model.nodes[next].aggregate, aggregate.isSum else { return nil }
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
