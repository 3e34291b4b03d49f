internal import InfluenceModel

/// How the aggregates of a model hang together in one period: what a weight is drawn for, and what each adds up.
struct UncertainLinks {
    /// Positions in the model, in its order: the root first.
    let branchNodes: [Int]
    /// Each once.
    let elements: [UInt64]
    /// By branch: the children of positive weight, in the model's order.
    private(set) var links: [UncertainTree.Link] = []
    private(set) var edges: [UncertainTree.Edge] = []
    /// Of the edges, one a branch.
    private(set) var ranges: [Range<Int>] = []

    /// - Parameters:
    ///   - period: Position in the table.
    ///   - hashes: Of each node's definition.
    init(_ model: Model, _ table: ScoreTable, at period: Int, _ hashes: [UInt64]) {
        var numbers: [UInt64: Int] = [:]
        let weights = table.weights.at(period)
        for node in model.nodes.indices where model.nodes[node].parent != nil && weights[node] > 0 {
            if numbers[hashes[node]] == nil { numbers[hashes[node]] = numbers.count }
        }
        elements = numbers.sorted { $0.value < $1.value }.map(\.key)
        let elementOf = hashes.map { numbers[$0] ?? 0 }
        let branchNodes = model.nodes.indices.filter { model.nodes[$0].indicator == nil }
        self.branchNodes = branchNodes
        // A leaf in a further place is the one in its first.
        let leaves = Dictionary(zip(model.leaves, 0...)) { first, _ in first }
        let leafOf = model.nodes.indices.map { leaves[model.nodes[$0].repeats ?? $0] }
        let branchOf = Dictionary(zip(branchNodes, 0...)) { first, _ in first }
        var children: [[(link: Int, node: Int)]] = []
        for node in branchNodes {
            let weighed = model.nodes[node].children.filter { weights[$0] > 0 }
            let unit = weighed.map { weights[$0] }.max().map {
                Double(sign: .plus, exponent: $0.exponent, significand: 1)
            }
            let family = links.count..<(links.count + weighed.count)
            children.append(Array(zip(family, weighed)))
            links += weighed.map {
                UncertainTree.Link(weight: weights[$0] / (unit ?? 1), element: elementOf[$0], family: family)
            }
        }

        /// Of the indicators beneath a branch. Nothing is known of those whose weight on the way was not found.
        func beneath(_ branch: Int, _ path: [Int]) -> [UncertainTree.Edge] {
            children[branch].flatMap { link, node -> [UncertainTree.Edge] in
                let path = path + [link]
                if let leaf = leafOf[node] {
                    return [UncertainTree.Edge(child: .leaf(leaf), element: elementOf[node], path: path)]
                }
                guard let below = branchOf[node], !table.isUnweighed(node: node, period: period) else { return [] }
                return beneath(below, path)
            }
        }

        for branch in branchNodes.indices {
            let first = edges.count
            switch model.missing {
            case .siblings:
                edges += children[branch].compactMap { link, node in
                    (leafOf[node].map(UncertainTree.Edge.Child.leaf)
                        ?? branchOf[node].map(UncertainTree.Edge.Child.branch))
                        .map { UncertainTree.Edge(child: $0, element: elementOf[node], path: [link]) }
                }
            case .tree: edges += beneath(branch, [])
            }
            ranges.append(first..<edges.count)
        }
    }
}

extension UncertainLinks {
    /// By branch and dyad: whether there is a score in the table, or only the node's own mean keeps it from being one.
    /// - Parameter period: Position in the table.
    func mayScore(_ model: Model, _ table: ScoreTable, dyads: [Int], at period: Int) -> [[Bool]] {
        var found = [[Bool]](repeating: dyads.map { _ in false }, count: branchNodes.count)
        // Children come after their parent.
        for (branch, node) in branchNodes.enumerated().reversed() {
            guard let aggregate = model.nodes[node].aggregate else { continue }
            let below = edges[ranges[branch]].compactMap { edge -> Int? in
                if case .branch(let below) = edge.child { below } else { nil }
            }
            found[branch] = dyads.enumerated().map { place, dyad in
                switch table.absence(node: node, dyad: dyad, period: period, of: model) {
                case nil: return true
                case .refused?, .divisorZero?, .notFinite?: return true
                case .noChild?:
                    // Its parts are refused theirs. Gates are those of the table.
                    return aggregate.minCoverage <= 0 && aggregate.minChildren <= 1
                        && below.contains { found[$0][place] }
                default: return false
                }
            }
        }
        return found
    }
}

extension ScoreTable {
    /// Whether the weights of a node's children are not to be found in a period.
    fileprivate func isUnweighed(node: Int, period: Int) -> Bool {
        guard let problems = unweighed[node] else { return false }
        return problems[problems.count == 1 ? 0 : period] != nil
    }
}
