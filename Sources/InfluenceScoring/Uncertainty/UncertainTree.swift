internal import InfluenceModel

/// What all replications have in common: the tree, and the indicators' scores of every option at one period.
///
/// An indicator's score depends on no weight, so the normalised values of each option are found once. Panel-wide
/// parameters come from all periods of the table.
struct UncertainTree: Sendable {
    /// An aggregate as the replications see it.
    struct Branch: Sendable {
        /// Position in the model.
        let node: Int
        let aggregate: Aggregate
        /// Positions in the model, those of weight 0 left out.
        let children: [Int]
        /// The node's own normalisation with the parameters that the table found.
        let map: ScoreMap
        /// By dyad: whether it has a score in the table. What has none has none in any replication.
        let isScored: [Bool]
    }

    /// The children of a branch that have a value, by dyad.
    struct Presence: Sendable {
        /// Position in ``patterns``, one a dyad; `nil` where the branch has no score.
        let pattern: [Int?]
        /// Positions in the model, in the order of summation.
        let patterns: [[Int]]
    }

    let model: Model
    let plan: UncertaintyPlan
    /// One a node: what the draws are centred on. Those that the table found, where they come from the data.
    let weights: [Double]
    let dyads: [Dyad]
    /// In the model's order: the root first.
    let branches: [Branch]
    /// By node: position in ``branches``, `nil` for an indicator.
    let branchOf: [Int?]
    /// By node: position among the indicators, `nil` for an aggregate.
    let leafOf: [Int?]
    /// The indicators that a replication may leave out: positions in the model.
    let droppable: [Int]
    let normalisationCount: Int
    let treatmentCount: Int
    let aggregationCount: Int
    /// By option of normalisation and treatment, indicator and dyad. NaN: none.
    private let values: [[[Double]]]
    /// By option of normalisation and treatment, and branch.
    private let presences: [[Presence]]

    /// - Parameters:
    ///   - period: Position in the table.
    ///   - columns: Those that the table was scored from; `nil`: those that it has.
    init(
        _ table: ScoreTable,
        of model: Model,
        at period: Int,
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
        if model.missing == .tree, let root = model.nodes.first { throw .connectedBranches(node: root.id) }
        if let node = model.nodes.first(where: { $0.repeats != nil }) { throw .connectedBranches(node: node.id) }
        self.model = model
        self.plan = plan
        let weights = table.weights.at(period)
        self.weights = weights
        dyads = table.dyads
        let leaves = model.nodes.indices.filter { model.nodes[$0].indicator != nil }
        let dyadCount = table.dyads.count
        branches = model.nodes.indices.compactMap { node in
            guard let aggregate = model.nodes[node].aggregate else { return nil }
            return Branch(
                node: node,
                aggregate: aggregate,
                children: model.nodes[node].children.filter { weights[$0] > 0 },
                map: table.fits[node].map(at: period),
                isScored: (0..<dyadCount).map { table.score(node: node, dyad: $0, period: period).value != nil }
            )
        }
        branchOf = Self.positions(of: branches.map(\.node), among: model.nodes.count)
        leafOf = Self.positions(of: leaves, among: model.nodes.count)
        var counts = weights.map { $0 > 0 }
        for node in model.nodes.indices {
            if let parent = model.nodes[node].parent, !counts[parent] { counts[node] = false }
        }
        droppable = plan.leaveOneOut ? leaves.filter { counts[$0] } : []

        let nominal = leaves.map { leaf in
            (0..<dyadCount).map { table.score(node: leaf, dyad: $0, period: period).value ?? .nan }
        }
        let columns = columns ?? UncertainColumns(of: table, leaves)
        let prepared =
            [Preparation(name: "", columns: columns.treated)]
            + plan.treatments.enumerated().map { number, treatment in
                Preparation(
                    name: "alternative treatment \(number + 1)",
                    columns: columns.untreated.map { column in
                        treatment?.apply(to: column, periods: table.periods.count).column ?? column
                    }
                )
            }
        var values: [[[Double]]] = []
        for normalisation in 0...plan.normalisations.count {
            for (number, preparation) in prepared.enumerated() {
                if normalisation == 0, number == 0 {
                    values.append(nominal)
                    continue
                }
                let flat = Self.flat(
                    model,
                    leaves,
                    normalisation == 0 ? nil : plan.normalisations[normalisation - 1]
                )
                let scores: ScoreTable
                do {
                    scores = try ScoreTable(
                        scoring: preparation.columns,
                        of: flat,
                        for: table.periods,
                        threads: threads
                    )
                } catch {
                    throw number == 0
                        ? .normalisation(alternative: "alternative normalisation \(normalisation)", error)
                        : .preparationDoesNotFit(name: preparation.name, error)
                }
                values.append(
                    leaves.indices.map { leaf in
                        (0..<dyadCount).map { dyad in
                            nominal[leaf][dyad].isNaN
                                ? .nan : scores.score(node: leaf + 1, dyad: dyad, period: period).value ?? .nan
                        }
                    }
                )
            }
        }
        self.values = values
        normalisationCount = plan.normalisations.count + 1
        treatmentCount = prepared.count
        aggregationCount = branches.contains { $0.aggregate.method == .arithmetic } ? plan.aggregations.count + 1 : 1
        let (branches, branchOf, leafOf) = (branches, branchOf, leafOf)
        presences = values.map { values in
            branches.map { branch in
                Self.presence(branch, dyadCount: dyadCount) { child, dyad in
                    if let leaf = leafOf[child] { return !values[leaf][dyad].isNaN }
                    return branchOf[child].map { branches[$0].isScored[dyad] } ?? false
                }
            }
        }
    }

    /// The branches at which powers are compared in pairs: the root, and the dimensions beneath it.
    var compared: [Int] {
        branches.indices.filter { branch in
            let parent = model.nodes[branches[branch].node].parent
            return parent == nil || parent == branches[0].node
        }
    }

    func values(_ options: Options) -> [[Double]] {
        values[options.normalisation * treatmentCount + options.treatment]
    }

    func presences(_ options: Options) -> [Presence] {
        presences[options.normalisation * treatmentCount + options.treatment]
    }

    func method(of branch: Branch, _ options: Options) -> Aggregation {
        options.aggregation > 0 && branch.aggregate.method == .arithmetic
            ? plan.aggregations[options.aggregation - 1] : branch.aggregate.method
    }

    /// All combinations of options, in order.
    var combinations: [Options] {
        (0..<normalisationCount).flatMap { normalisation in
            (0..<treatmentCount).flatMap { treatment in
                (0..<aggregationCount).map {
                    Options(normalisation: normalisation, treatment: treatment, aggregation: $0)
                }
            }
        }
    }

    /// How an error names a combination.
    func name(_ options: Options) -> String {
        var parts: [String] = []
        if options.aggregation > 0 { parts.append("aggregation \(plan.aggregations[options.aggregation - 1])") }
        if options.normalisation > 0 { parts.append("alternative normalisation \(options.normalisation)") }
        if options.treatment > 0 { parts.append("alternative treatment \(options.treatment)") }
        return parts.isEmpty ? "the model's own method" : parts.joined(separator: " with ")
    }

    /// The choices that have more than one option.
    var choices: [UncertainChoice] {
        UncertainChoice.allCases.filter { choice in
            switch choice {
            case .weights: plan.weights > 0
            case .normalisation: normalisationCount > 1
            case .aggregation: aggregationCount > 1
            case .treatment: treatmentCount > 1
            case .dropping: !droppable.isEmpty
            }
        }
    }

    /// A replication from its points, one a choice.
    func replication(_ draws: (UncertainChoice) -> Draws) -> Replication {
        let dropped = droppable.isEmpty ? 0 : draws(.dropping).option(of: droppable.count + 1)
        return Replication(
            options: Options(
                normalisation: normalisationCount > 1 ? draws(.normalisation).option(of: normalisationCount) : 0,
                treatment: treatmentCount > 1 ? draws(.treatment).option(of: treatmentCount) : 0,
                aggregation: aggregationCount > 1 ? draws(.aggregation).option(of: aggregationCount) : 0
            ),
            dropped: dropped == 0 ? nil : dropped - 1,
            weights: plan.weights > 0 ? draws(.weights) : nil
        )
    }

    private static func positions(of nodes: [Int], among count: Int) -> [Int?] {
        var positions: [Int?] = Array(repeating: nil, count: count)
        for (position, node) in nodes.enumerated() { positions[node] = position }
        return positions
    }

    /// The indicators beneath a root of no gates, with another normalisation: only their scores are wanted.
    private static func flat(_ model: Model, _ leaves: [Int], _ normalisation: Normalisation?) -> Model {
        let root = Node(
            id: model.nodes[0].id,
            title: "",
            parent: nil,
            children: leaves.isEmpty ? [] : Array(1...leaves.count),
            weight: 1,
            content: .aggregate(Aggregate(method: .arithmetic))
        )
        let nodes = leaves.compactMap { leaf -> Node? in
            guard let indicator = model.nodes[leaf].indicator else { return nil }
            let replaced = indicator.normalisation.method == .none ? nil : normalisation
            return Node(
                id: indicator.id,
                title: "",
                parent: 0,
                children: [],
                weight: 0,
                content: .indicator(replaced.map(indicator.normalised) ?? indicator)
            )
        }
        return Model(
            id: model.id,
            title: "",
            definition: "",
            scale: model.scale,
            grid: model.grid,
            powers: model.powers,
            countries: model.countries,
            nodes: [root] + nodes,
            tracked: []
        )
    }

    private static func presence(
        _ branch: Branch,
        dyadCount: Int,
        _ isPresent: (_ child: Int, _ dyad: Int) -> Bool
    ) -> Presence {
        var numbers: [[Int]: Int] = [:]
        var patterns: [[Int]] = []
        let pattern = (0..<dyadCount).map { dyad -> Int? in
            guard branch.isScored[dyad] else { return nil }
            let present = branch.children.filter { isPresent($0, dyad) }
            if let number = numbers[present] { return number }
            numbers[present] = patterns.count
            patterns.append(present)
            return patterns.count - 1
        }
        return Presence(pattern: pattern, patterns: patterns)
    }
}

extension Indicator {
    /// The same by another normalisation.
    func normalised(by normalisation: Normalisation) -> Indicator {
        var copy = self
        copy.normalisation = normalisation
        return copy
    }
}
