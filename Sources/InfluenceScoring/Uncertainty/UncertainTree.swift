internal import InfluenceModel

/// What all replications have in common: the tree, and the indicators' scores of every option at one period.
struct UncertainTree: Sendable {
    /// An aggregate as the replications see it.
    struct Branch: Sendable {
        /// Position in the model.
        let node: Int
        let method: Aggregation
        /// Positions in ``UncertainTree/edges``, in the order of summation.
        let edges: Range<Int>
        /// The node's own normalisation with the parameters that the table found.
        let map: ScoreMap
        /// By dyad: whether it has a score in the table. What has none is told of in no replication.
        let isScored: [Bool]
        /// By dyad: whether it may have one in a replication: the same, and what has the data for one that the node's own
        /// mean refuses.
        let mayScore: [Bool]
        /// What may stand in for its aggregation, and by which draw.
        let alternatives: [AlternativeAggregation]
        /// Position among the nodes that have alternatives of their own; `nil`: it goes with the other nodes.
        let named: Int?
    }

    /// What is added up in a branch: a child of positive weight; where missing weight goes to the whole tree, an indicator
    /// beneath it.
    struct Edge: Sendable {
        enum Child: Hashable, Sendable {
            /// Position among the indicators.
            case leaf(Int)
            /// Position among the branches, behind its parent's.
            case branch(Int)
        }

        let child: Child
        /// Position among ``UncertainTree/elements``.
        let element: Int
        /// Positions in ``UncertainTree/links``, from the branch down. One: the link's weight is the edge's. Several: the
        /// product of their shares of their siblings' weight is.
        let path: [Int]
    }

    /// A child of positive weight among its siblings: what a weight is drawn for.
    struct Link: Sendable {
        /// What the draws are centred on: as the table found it, where it comes from the data. In units of the power of two
        /// below the largest of its siblings', so that no sum of weights leaves the numbers.
        let weight: Double
        /// Position among ``UncertainTree/elements``.
        let element: Int
        /// It and its siblings: positions in ``UncertainTree/links``.
        let family: Range<Int>
    }

    /// The edges of a branch whose children have a value, by dyad.
    struct Presence: Sendable {
        /// Position in ``patterns``, one a dyad; `nil` where the branch can have no score.
        let pattern: [Int?]
        let patterns: [Pattern]
    }

    /// Edges of one branch that are added up: the indicators, then the branches.
    struct Pattern: Sendable {
        /// The edge's position in ``UncertainTree/edges``, the child's among the indicators or the branches.
        typealias Term = (edge: Int, child: Int)

        let leaves: [Term]
        let branches: [Term]

        init(_ numbers: [Int], _ edges: [Edge]) {
            var (leaves, branches): ([Term], [Term]) = ([], [])
            for number in numbers {
                switch edges[number].child {
                case .leaf(let leaf): leaves.append((number, leaf))
                case .branch(let branch): branches.append((number, branch))
                }
            }
            (self.leaves, self.branches) = (leaves, branches)
        }
    }

    let model: Model
    let plan: UncertaintyPlan
    /// Whether any aggregation, own or alternative, compares the dyads of all countries with each other.
    let comparesDyads: Bool
    /// Positions in the model of those that are wanted, ascending.
    let countries: [Int]
    /// Positions in the table: by wanted country, then power.
    let dyads: [Int]
    /// In the model's order: the root first.
    let branches: [Branch]
    let edges: [Edge]
    let links: [Link]
    /// What numbers are drawn for: the hashes of their definitions. One that stands in two places is one element.
    let elements: [UInt64]
    /// Of each indicator, its first place: positions in the model.
    let leafNodes: [Int]
    let leaves: UncertainLeaves
    /// The branches that have alternatives of their own.
    let named: [Int]
    /// The draws of the nodes named: by their definitions.
    private let namedElements: [UInt64]
    let aggregationCount: Int
    /// By option of the leaves, and branch.
    private let presences: [[Presence]]

    /// - Parameters:
    ///   - period: Position in the table.
    ///   - countries: Those whose scores are wanted; `nil`: all. There are more where their scores take that.
    ///   - columns: Those that the table was scored from; `nil`: those that it has.
    init(
        _ table: ScoreTable,
        of model: Model,
        at period: Int,
        countries wanted: [CountryID]?,
        plan: UncertaintyPlan,
        columns: UncertainColumns?,
        threads: Int
    ) throws(UncertaintyError) {
        guard table.nodes == model.nodes.map(\.id), table.cells.periods.indices.contains(period),
            table.dyads.count == model.countries.count * model.powers.count
        else { throw .tableDoesNotFit }
        if let node = model.nodes.first(where: { $0.aggregate?.normalisation?.replacesValues == true }) {
            throw .replacedAggregate(node: node.id)
        }
        self.model = model
        self.plan = plan
        let powerCount = model.powers.count
        // Where dyads are compared with each other none can be left out.
        comparesDyads = Self.comparesDyads(model, plan)
        let wanted = comparesDyads ? nil : wanted
        let countries = model.countries.indices.filter { wanted?.contains(model.countries[$0].id) ?? true }
        self.countries = countries
        let dyads = countries.flatMap { ($0 * powerCount)..<(($0 + 1) * powerCount) }
        self.dyads = dyads
        leafNodes = model.leaves
        let elements = Scorer.definitions(of: model).map(\.hash64)
        let graph = UncertainLinks(model, table, at: period, elements)
        links = graph.links
        self.elements = graph.elements
        edges = graph.edges
        let mayScore = graph.mayScore(model, table, dyads: dyads, at: period)
        var branches: [Branch] = []
        var named: [Int] = []
        for (branch, node) in graph.branchNodes.enumerated() {
            guard let aggregate = model.nodes[node].aggregate else { continue }
            let id = model.nodes[model.nodes[node].repeats ?? node].id
            let own = plan.nodeAggregations[id]
            if own != nil { named.append(branch) }
            branches.append(
                Branch(
                    node: node,
                    method: aggregate.method,
                    edges: graph.ranges[branch],
                    map: table.fits[node].map(at: period),
                    isScored: dyads.map { table.score(node: node, dyad: $0, period: period).value != nil },
                    mayScore: mayScore[branch],
                    alternatives: own ?? (aggregate.method == .arithmetic ? plan.aggregations : []),
                    named: own == nil ? nil : named.count - 1
                )
            )
        }
        guard named.count <= UncertaintyPlan.maximumNodes,
            branches.allSatisfy({ $0.alternatives.count <= UncertaintyPlan.maximumAlternatives })
        else { throw .tooManyAlternatives }
        self.branches = branches
        self.named = named
        namedElements = named.map { elements[branches[$0].node] }
        aggregationCount =
            branches.contains { $0.named == nil && !$0.alternatives.isEmpty } ? plan.aggregations.count + 1 : 1
        let leaves = try UncertainLeaves(
            table,
            of: model,
            at: period,
            countries: countries,
            plan: plan,
            columns: columns,
            threads: threads
        )
        self.leaves = leaves
        let edges = graph.edges
        presences = leaves.values.map { values in
            branches.map { branch in
                Presence(branch, edges) { child, dyad in
                    switch child {
                    case .leaf(let leaf): !values[leaf][dyad].isNaN
                    case .branch(let below): branches[below].mayScore[dyad]
                    }
                }
            }
        }
    }

    /// The branches at which powers are compared in pairs: the root, and the dimensions beneath it.
    var compared: [Int] {
        guard let root = branches.first else { return [] }
        let dimensions = root.edges.compactMap { edge -> Int? in
            if case .branch(let branch) = edges[edge].child { branch } else { nil }
        }
        // Those of weight 0 too.
        let others = branches.indices.filter { model.nodes[branches[$0].node].parent == root.node }
        return [0] + Set(dimensions + others).sorted()
    }

    func values(_ options: Options) -> [[Double]] { leaves.values[options.leaves] }

    func presences(_ options: Options) -> [Presence] { presences[options.leaves] }

    /// How the branch is aggregated under some options.
    func aggregation(of branch: Branch, _ options: Options) -> AlternativeAggregation {
        let option = branch.named.map(options.option(ofNamed:)) ?? options.aggregation
        return option > 0 && option <= branch.alternatives.count
            ? branch.alternatives[option - 1] : AlternativeAggregation(branch.method)
    }

    private static func comparesDyads(_ model: Model, _ plan: UncertaintyPlan) -> Bool {
        let alternatives = plan.aggregations + plan.nodeAggregations.values.flatMap { $0 }
        return model.nodes.contains { $0.aggregate?.method.isComparison ?? false }
            || alternatives.contains { $0.method.isComparison }
    }

    /// The choices that have more than one option.
    var choices: [UncertainChoice] {
        UncertainChoice.allCases.filter { choice in
            switch choice {
            case .weights: plan.weights > 0
            case .dropping: plan.leaveOneOut
            case .goalposts: leaves.goalpostsCount > 1
            case .normalisation: leaves.normalisationCount > 1
            case .aggregation: aggregationCount > 1 || !named.isEmpty
            case .treatment: leaves.treatmentCount > 1
            }
        }
    }

    /// A replication from its points.
    func replication(_ number: Int, _ samples: Replication.Samples, _ random: Philox) -> Replication {
        let bare = Replication(options: Options(), number: number, samples: samples)
        func option(_ choice: UncertainChoice, of count: Int, element: UInt64 = 0) -> Int {
            count > 1 ? bare.draws(choice, random).option(of: count, element: element) : 0
        }
        var options = Options()
        options.leaves = leaves.option(
            goalposts: option(.goalposts, of: leaves.goalpostsCount),
            normalisation: option(.normalisation, of: leaves.normalisationCount),
            treatment: option(.treatment, of: leaves.treatmentCount)
        )
        options.aggregation = option(.aggregation, of: aggregationCount)
        for (place, branch) in named.enumerated() {
            let count = branches[branch].alternatives.count + 1
            options.setOption(
                ofNamed: place,
                to: option(.aggregation, of: count, element: namedElements[place])
            )
        }
        return Replication(options: options, number: number, samples: samples)
    }
}

extension UncertainTree.Presence {
    fileprivate init(
        _ branch: UncertainTree.Branch,
        _ edges: [UncertainTree.Edge],
        _ isPresent: (_ child: UncertainTree.Edge.Child, _ dyad: Int) -> Bool
    ) {
        var numbers: [[Int]: Int] = [:]
        var patterns: [UncertainTree.Pattern] = []
        pattern = branch.mayScore.indices.map { dyad in
            guard branch.mayScore[dyad] else { return nil }
            let present = branch.edges.filter { isPresent(edges[$0].child, dyad) }
            if let number = numbers[present] { return number }
            numbers[present] = patterns.count
            // Sums of weights take them in this order whether or not some score is missing in a replication: the same bits.
            patterns.append(UncertainTree.Pattern(present, edges))
            return patterns.count - 1
        }
        self.patterns = patterns
    }
}
