internal import InfluenceModel

/// Computes the aggregates of a batch.
struct BatchAggregator {
    typealias Block = BatchDraws.Block

    /// Which of its values a branch gets, and from which of its children's.
    enum State: Int, CaseIterable {
        /// With all indicators.
        case full
        /// Without the one that is left out beneath it.
        case reduced
    }

    /// Valid places of all blocks but the last one.
    let count: Int
    let draws: BatchDraws
    let options: Options
    let tree: UncertainTree
    /// By state, then branch.
    private let sums: [[WeightSums]]

    init(count: Int, _ draws: BatchDraws, _ options: Options, of tree: UncertainTree) {
        self.count = count
        self.draws = draws
        self.options = options
        self.tree = tree
        let presences = tree.presences(options)
        sums = State.allCases.map { state in
            let weights = draws.weights(state)
            guard !weights.isEmpty else { return [] }
            return tree.branches.indices.map { branch in
                tree.aggregation(of: tree.branches[branch], options).method.arithmetic.quasiArithmetic == nil
                    ? WeightSums() : WeightSums(of: presences[branch].patterns, weights, draws.blocks, count: count)
            }
        }
    }

    /// The values of all branches for some dyads: positions among the tree's.
    func values(of dyads: Range<Int>) -> BatchValues {
        var values = BatchValues(of: tree, draws, dyads)
        // Children come after their parent.
        for branch in tree.branches.indices.reversed() {
            // Nobody else asks the root.
            if branch > 0 || !draws.leavesOut { aggregate(branch, .full, in: &values) }
            if draws.leavesOut { aggregate(branch, .reduced, in: &values) }
        }
        return values
    }

    private func aggregate(_ branch: Int, _ state: State, in values: inout BatchValues) {
        let aggregation = tree.aggregation(of: tree.branches[branch], options)
        if let mean = aggregation.method.arithmetic.quasiArithmetic {
            add(branch, mean, floor: aggregation.floor, state, in: &values)
        } else {
            combine(branch, aggregation, state, in: &values)
        }
    }

    // MARK: Means of the form g^-1(sum w g(x) / sum w)

    /// What an indicator with that score adds to a sum, but for its weight. NaN: the mean refuses it.
    private struct LeafTerm {
        let edge: Int
        let term: Double
    }

    private struct BranchTerm {
        let edge: Int
        let start: Int
    }

    private func add(
        _ branch: Int,
        _ mean: QuasiArithmetic,
        floor: Double?,
        _ state: State,
        in values: inout BatchValues
    ) {
        let blocks = draws.blocks
        let map = tree.branches[branch].map
        let presence = tree.presences(options)[branch]
        let scores = tree.values(options)
        let sums = sums[state.rawValue][branch]
        let isSelective = mean.isSelective && !(floor.map { $0 > 0 } ?? false)
        let isLinear = mean == .arithmetic && floor == nil
        let isUnmapped = map == .identity
        let weights = draws.weights(state).span
        let inverses = sums.inverses.span
        var leaves: [LeafTerm] = []
        var below: [BranchTerm] = []
        for dyad in values.dyads {
            guard let pattern = presence.pattern[dyad] else { continue }
            leaves.removeAll(keepingCapacity: true)
            below.removeAll(keepingCapacity: true)
            var (isGappy, refuses) = (false, false)
            for edge in presence.patterns[pattern] {
                switch tree.edges[edge].child {
                case .leaf(let leaf):
                    let score = floor.map { max($0, scores[leaf][dyad]) } ?? scores[leaf][dyad]
                    let isRefused = mean.refuses(score)
                    refuses = refuses || isRefused
                    leaves.append(LeafTerm(edge: edge * blocks, term: isRefused ? .nan : mean.inner(score)))
                case .branch(let child):
                    isGappy = isGappy || values.mayLack(child, dyad)
                    refuses = refuses || isSelective
                    below.append(BranchTerm(edge: edge * blocks, start: values.start(child, dyad)))
                }
            }
            let place = values.start(branch, dyad)
            if isGappy || refuses {
                for block in 0..<blocks {
                    var (sum, total) = (Block(repeating: 0), Block(repeating: 0))
                    for leaf in leaves {
                        let weight = weights[leaf.edge + block]
                        let term = weight * leaf.term
                        // What is left out is not refused.
                        sum += leaf.term == leaf.term ? term : term.replacing(with: 0, where: weight .== 0)
                        total += weight
                    }
                    for child in below {
                        let weight = weights[child.edge + block]
                        let score = values.value(child.start + block, pick: child.edge + block, draws, state)
                        // One without a score is not there; one that is refused takes the score.
                        let isAbsent = score .!= score
                        sum += (weight * mean.inner(score, floor: floor)).replacing(with: 0, where: isAbsent)
                        total += weight.replacing(with: 0, where: isAbsent)
                    }
                    let inverse = isGappy ? 1 / total : inverses[pattern * blocks + block]
                    values.store(Self.finite(map(mean.outer(sum * inverse))), place + block, state)
                }
            } else {
                let (least, greatest) = leaves.reduce((Double.infinity, -Double.infinity)) {
                    (min($0.0, $1.term), max($0.1, $1.term))
                }
                @inline(__always)
                func finish(_ block: Int, _ leafSum: Block) {
                    var (sum, low, high) = (leafSum, Block(repeating: least), Block(repeating: greatest))
                    for child in below {
                        let score = values.value(child.start + block, pick: child.edge + block, draws, state)
                        // Most trees are of plain means: no call for each block.
                        let term = isLinear ? score : mean.inner(score, floor: floor)
                        sum += weights[child.edge + block] * term
                        low.replace(with: term, where: term .< low)
                        high.replace(with: term, where: term .> high)
                    }
                    // 0 / 0, where nothing is present, is NaN.
                    var average = sum * inverses[pattern * blocks + block]
                    // Rounding takes no mean beyond what it is of: that of one, or of equal ones, is exactly that.
                    average.replace(with: low, where: average .< low)
                    average.replace(with: high, where: average .> high)
                    let value = isLinear ? average : mean.outer(average)
                    values.store(Self.finite(isUnmapped ? value : map(value)), place + block, state)
                }
                let leaves = leaves.span
                // Two blocks at a time: what a loop costs is paid half as often.
                for block in stride(from: 0, to: blocks, by: 2) {
                    let next = min(block + 1, blocks - 1)
                    var (sum, nextSum) = (Block(repeating: 0), Block(repeating: 0))
                    for number in leaves.indices {
                        let leaf = leaves[number]
                        sum += weights[leaf.edge &+ block] * leaf.term
                        nextSum += weights[leaf.edge &+ next] * leaf.term
                    }
                    finish(block, sum)
                    if next > block { finish(next, nextSum) }
                }
            }
            if isGappy || refuses || sums.lacks[pattern] { values.setLack(branch, dyad) }
        }
    }

    /// NaN for what leaves the range of numbers; never -0: the two zeros print differently.
    @inline(__always)
    private static func finite(_ values: Block) -> Block {
        let values = values + 0
        return values.replacing(with: .nan, where: (values - values) .!= Block(repeating: 0))
    }

    // MARK: Other aggregations

    /// By the kernel of the table: a replication at a time, many times slower.
    private func combine(
        _ branch: Int,
        _ aggregation: AlternativeAggregation,
        _ state: State,
        in values: inout BatchValues
    ) {
        let shape = tree.branches[branch]
        let scores = tree.values(options)
        let weights = draws.weights(state)
        let blocks = draws.blocks
        let dyads = values.dyads
        let needsAllChildren = type(of: aggregation.method.arithmetic).needsAllChildren
        for replication in 0..<count {
            let (block, lane) = replication.quotientAndRemainder(dividingBy: 8)
            let children = shape.edges.compactMap { edge -> Child? in
                let weight = weights[edge * blocks + block][lane]
                guard weight > 0 else { return nil }
                let column = dyads.map { dyad -> Double in
                    // A comparison is with those too whose own score a gate keeps back.
                    guard shape.isScored[dyad] || aggregation.method.isComparison else { return .nan }
                    let score =
                        switch tree.edges[edge].child {
                        case .leaf(let leaf): scores[leaf][dyad]
                        case .branch(let child):
                            values.value(
                                values.start(child, dyad) + block,
                                pick: edge * blocks + block,
                                draws,
                                state
                            )[lane]
                        }
                    return aggregation.floor.map { score < $0 ? $0 : score } ?? score
                }
                return Child(weight: weight, values: column)
            }
            // What is left out is missing, which some methods do not bear.
            let isComplete = children.count == shape.edges.count || !needsAllChildren
            let found =
                children.isEmpty || !isComplete ? nil : aggregation.method.values(of: children, count: dyads.count)
            for (place, dyad) in dyads.enumerated() where shape.isScored[dyad] {
                let value = found.map { shape.map($0[place]) } ?? .nan
                values.store(
                    value.isFinite ? value + 0 : .nan,
                    values.start(branch, dyad) + block,
                    lane: lane,
                    state
                )
                if !value.isFinite { values.setLack(branch, dyad) }
            }
        }
    }
}

/// The sums of weights of the patterns of one branch.
private struct WeightSums {
    /// 1 / sum, by pattern and block.
    private(set) var inverses: [SIMD8<Double>] = []
    /// By pattern: whether one of the sums is 0.
    private(set) var lacks: [Bool] = []

    init() {}

    init(of patterns: [[Int]], _ weights: [SIMD8<Double>], _ blocks: Int, count: Int) {
        inverses.reserveCapacity(patterns.count * blocks)
        for pattern in patterns {
            var isLacking = false
            for block in 0..<blocks {
                var total = SIMD8<Double>(repeating: 0)
                for edge in pattern { total += weights[edge * blocks + block] }
                inverses.append(1 / total)
                for lane in 0..<min(8, count - block * 8) where total[lane] == 0 { isLacking = true }
            }
            lacks.append(isLacking)
        }
    }
}

extension Child {
    /// Of values on the node scale.
    fileprivate init(weight: Double, values: [Double]) {
        self.init(
            id: "",
            weight: weight,
            values: values,
            run: values.indices,
            fit: .identity,
            periods: 1,
            coverage: nil,
            confidence: nil
        )
    }
}

extension Aggregation {
    /// What the method makes of some children, a cell a dyad. NaN where it has no value: no child, one that it refuses, or
    /// a result that is no number.
    fileprivate func values(of children: [Child], count: Int) -> [Double] {
        let compared = isComparison ? arithmetic.compare(children.map(\.values), weights: children.map(\.weight)) : nil
        // No gates: those of the table hold.
        return AggregateRun(Aggregate(method: self), of: children, count: count, compared: compared).values
    }
}
