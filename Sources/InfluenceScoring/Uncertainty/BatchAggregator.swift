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
    /// By branch: the aggregation of these options, and where it is a mean that is computed many at a time, that. Looked up
    /// once: what all threads share is not to be counted by each of them for every dyad.
    private let methods: [(aggregation: AlternativeAggregation, mean: QuasiArithmetic?)]
    private let presences: [UncertainTree.Presence]
    /// By state, then branch.
    private let sums: [[WeightSums]]

    init(count: Int, _ draws: BatchDraws, _ options: Options, of tree: UncertainTree) {
        self.count = count
        self.draws = draws
        self.options = options
        self.tree = tree
        let methods = tree.branches.map { branch in
            let aggregation = tree.aggregation(of: branch, options)
            return (aggregation: aggregation, mean: aggregation.method.arithmetic.quasiArithmetic)
        }
        let presences = tree.presences(options)
        (self.methods, self.presences) = (methods, presences)
        sums = State.allCases.map { state in
            let weights = draws.weights(state)
            guard !weights.isEmpty else { return [] }
            return tree.branches.indices.map { branch in
                methods[branch].mean == nil
                    ? WeightSums() : WeightSums(of: presences[branch].patterns, weights, draws.blocks, count: count)
            }
        }
    }

    /// Computes the values of all branches for some dyads: positions among the tree's.
    func compute(_ values: inout BatchValues, of dyads: Range<Int>) {
        values.begin(dyads)
        // By indicator and dyad of these.
        let scores = tree.values(options).flatMap { $0[dyads] }
        // Children come after their parent.
        for branch in tree.branches.indices.reversed() {
            if Abandonment.isDue { break }
            // Nobody else asks the root.
            if branch > 0 || !draws.leavesOut { aggregate(branch, .full, of: scores, in: &values) }
            if draws.leavesOut { aggregate(branch, .reduced, of: scores, in: &values) }
        }
    }

    /// - Parameter scores: the indicators', by indicator and dyad of `values`.
    private func aggregate(_ branch: Int, _ state: State, of scores: [Double], in values: inout BatchValues) {
        let (aggregation, mean) = methods[branch]
        if let mean {
            add(branch, mean, floor: aggregation.floor, state, of: scores, in: &values)
        } else {
            combine(branch, aggregation, state, of: scores, in: &values)
        }
    }

    // MARK: Means of the form g^-1(sum w g(x) / sum w)

    private func add(
        _ branch: Int,
        _ mean: QuasiArithmetic,
        floor: Double?,
        _ state: State,
        of scores: [Double],
        in values: inout BatchValues
    ) {
        let blocks = draws.blocks
        let presence = presences[branch]
        let sums = sums[state.rawValue][branch]
        let isSelective = mean.isSelective && !(floor.map { $0 > 0 } ?? false)
        var own = values.take(state)
        let batchMean = BatchMean(
            mean: mean,
            floor: floor,
            map: tree.branches[branch].map,
            blocks: blocks,
            weights: draws.weights(state),
            picks: state == .full ? [] : draws.picks,
            whole: values.whole
        )
        var leaves = [BatchMean.Leaf](
            repeating: BatchMean.Leaf(weights: 0, value: 0, term: 0),
            count: presence.patterns.reduce(0) { max($0, $1.leaves.count) }
        )
        var below = [BatchMean.Below](
            repeating: BatchMean.Below(weights: 0, values: 0),
            count: presence.patterns.reduce(0) { max($0, $1.branches.count) }
        )
        // Most dyads have the same indicators.
        var (known, pattern) = (-1, UncertainTree.Pattern([], []))
        for (position, dyad) in values.dyads.enumerated() {
            let place = values.start(branch, dyad)
            guard let number = presence.pattern[dyad] else {
                for block in 0..<blocks { own[place + block] = Block(repeating: .nan) }
                continue
            }
            if number != known { (known, pattern) = (number, presence.patterns[number]) }
            var (isGappy, refuses) = (false, isSelective && !pattern.branches.isEmpty)
            for (place, leaf) in pattern.leaves.enumerated() {
                let given = scores[leaf.child * values.dyads.count + position]
                let score = floor.map { max($0, given) } ?? given
                let isRefused = mean.refuses(score)
                refuses = refuses || isRefused
                leaves[place] = BatchMean.Leaf(
                    weights: leaf.edge * blocks,
                    value: score,
                    term: isRefused ? .nan : mean.inner(score)
                )
            }
            for (place, child) in pattern.branches.enumerated() {
                isGappy = isGappy || values.mayLack(child.child, dyad)
                below[place] = BatchMean.Below(
                    weights: child.edge * blocks,
                    values: values.start(child.child, dyad)
                )
            }
            let inverses = sums.inverses.span.extracting((number * blocks)..<((number + 1) * blocks))
            let isPlain = !isGappy && !refuses
            if isPlain {
                batchMean.store(
                    leaves.span.extracting(first: pattern.leaves.count),
                    below.span.extracting(first: pattern.branches.count),
                    inverses: inverses,
                    share: sums.shares[number],
                    in: &own,
                    at: place
                )
            } else {
                batchMean.storeDoubtful(
                    leaves.span.extracting(first: pattern.leaves.count),
                    below.span.extracting(first: pattern.branches.count),
                    inverses: inverses,
                    isGappy: isGappy,
                    in: &own,
                    at: place
                )
            }
            if !isPlain || sums.lacks[number] { values.setLack(branch, dyad) }
        }
        values.put(own, state)
    }

    // MARK: Other aggregations

    /// By the kernel of the table: a replication at a time, many times slower.
    private func combine(
        _ branch: Int,
        _ aggregation: AlternativeAggregation,
        _ state: State,
        of scores: [Double],
        in values: inout BatchValues
    ) {
        let shape = tree.branches[branch]
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
                    guard shape.mayScore[dyad] || aggregation.method.isComparison else { return .nan }
                    let score =
                        switch tree.edges[edge].child {
                        case .leaf(let leaf): scores[leaf * dyads.count + dyad - dyads.lowerBound]
                        case .branch(let child):
                            values.value(
                                values.start(child, dyad) + block,
                                pick: edge * blocks + block,
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
            for (place, dyad) in dyads.enumerated() {
                guard shape.mayScore[dyad] else {
                    values.store(.nan, values.start(branch, dyad) + block, lane: lane, state)
                    continue
                }
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
    /// By pattern: the least part of the sum that a weight above 0 is; 0 where several weights are 0 at once.
    private(set) var shares: [Double] = []

    init() {}

    init(of patterns: [UncertainTree.Pattern], _ weights: [SIMD8<Double>], _ blocks: Int, count: Int) {
        inverses.reserveCapacity(patterns.count * blocks)
        for pattern in patterns {
            let edges = pattern.leaves.map(\.edge) + pattern.branches.map(\.edge)
            var isLacking = false
            var share = Double.infinity
            for block in 0..<blocks {
                var total = SIMD8<Double>(repeating: 0)
                var least = SIMD8<Double>(repeating: .infinity)
                var without = SIMD8<Double>(repeating: 0)
                for edge in edges {
                    let weight = weights[edge * blocks + block]
                    let isOut = weight .== 0
                    total += weight
                    least.replace(with: weight, where: weight .< least .& .!isOut)
                    without.replace(with: without + 1, where: isOut)
                }
                inverses.append(1 / total)
                for lane in 0..<min(8, count - block * 8) {
                    if total[lane] == 0 { isLacking = true }
                    share = without[lane] > 1 ? 0 : min(share, least[lane] / total[lane])
                }
            }
            lacks.append(isLacking)
            shares.append(share)
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
