internal import InfluenceModel

/// Computes the aggregates of a batch, children first.
struct BatchAggregator {
    typealias Block = BatchDraws.Block

    /// Which of its values a branch gets, and from which of its children's.
    enum State {
        /// With all indicators.
        case full
        /// Without the one that is left out beneath it.
        case reduced
    }

    /// Valid places of all blocks but the last one.
    let count: Int
    let blocks: Int
    let draws: BatchDraws
    let options: Options
    let tree: UncertainTree
    let dyads: Range<Int>
    /// By indicator and dyad of the tree.
    let scores: [[Double]]
    /// By branch, dyad, block.
    var full: [Block]
    /// Empty where no indicator is ever left out.
    var reduced: [Block]
    /// By branch and dyad: whether a replication may have no score where the table has one.
    private var mayLack: [Bool]

    init(count: Int, _ draws: BatchDraws, _ options: Options, of tree: UncertainTree, dyads: Range<Int>) {
        self.count = count
        self.draws = draws
        self.options = options
        self.tree = tree
        self.dyads = dyads
        blocks = draws.blocks
        scores = tree.values(options)
        full = Array(repeating: Block(repeating: .nan), count: tree.branches.count * dyads.count * draws.blocks)
        reduced = draws.leavesOut ? full : []
        mayLack = Array(repeating: false, count: tree.branches.count * dyads.count)
    }

    mutating func aggregate(_ branch: Int, _ state: State) {
        let aggregation = tree.aggregation(of: tree.branches[branch], options)
        if let mean = QuasiArithmetic(aggregation.method) {
            add(branch, mean, floor: aggregation.floor, state)
        } else {
            combine(branch, aggregation, state)
        }
    }

    func start(_ branch: Int, _ dyad: Int) -> Int { (branch * dyads.count + dyad - dyads.lowerBound) * blocks }

    private func flag(_ branch: Int, _ dyad: Int) -> Int { branch * dyads.count + dyad - dyads.lowerBound }

    func weights(_ state: State) -> [Block] { state == .full ? draws.full : draws.reduced }

    /// A branch's value as its parent's state needs it.
    @inline(__always)
    func value(_ below: Int, pick: Int, _ state: State) -> Block {
        switch state {
        case .full: full[below]
        case .reduced: full[below].replacing(with: reduced[below], where: draws.picks[pick])
        }
    }

    mutating func store(_ value: Block, _ place: Int, _ state: State) {
        switch state {
        case .full: full[place] = value
        case .reduced: reduced[place] = value
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

    private mutating func add(_ branch: Int, _ mean: QuasiArithmetic, floor: Double?, _ state: State) {
        let shape = tree.branches[branch]
        let presence = tree.presences(options)[branch]
        let weights = weights(state)
        let isSelective = mean.isSelective && !(floor.map { $0 > 0 } ?? false)
        let (totals, lacks) = totals(of: presence, weights)
        for dyad in dyads {
            guard let pattern = presence.pattern[dyad] else { continue }
            var leaves: [LeafTerm] = []
            var below: [BranchTerm] = []
            var (isGappy, refuses) = (false, false)
            for edge in presence.patterns[pattern] {
                switch tree.edges[edge].child {
                case .leaf(let leaf):
                    let score = floor.map { max($0, scores[leaf][dyad]) } ?? scores[leaf][dyad]
                    let isRefused = mean.refuses(score)
                    refuses = refuses || isRefused
                    leaves.append(LeafTerm(edge: edge * blocks, term: isRefused ? .nan : mean.inner(score)))
                case .branch(let child):
                    isGappy = isGappy || mayLack[flag(child, dyad)]
                    refuses = refuses || isSelective
                    below.append(BranchTerm(edge: edge * blocks, start: start(child, dyad)))
                }
            }
            let place = start(branch, dyad)
            for block in 0..<blocks {
                var sum = Block(repeating: 0)
                var total = sum
                for leaf in leaves {
                    let weight = weights[leaf.edge + block]
                    let term = weight * leaf.term
                    // What is left out is not refused.
                    sum += leaf.term == leaf.term ? term : term.replacing(with: 0, where: weight .== 0)
                    if isGappy { total += weight }
                }
                for child in below {
                    let weight = weights[child.edge + block]
                    let score = value(child.start + block, pick: child.edge + block, state)
                    let term = weight * mean.inner(score, floor: floor)
                    if isGappy {
                        let isAbsent = score .!= score
                        sum += term.replacing(with: 0, where: isAbsent)
                        total += weight.replacing(with: 0, where: isAbsent)
                    } else {
                        sum += term
                    }
                }
                if !isGappy { total = totals[pattern * blocks + block] }
                // 0 / 0, where nothing is present, is NaN.
                store(Self.finite(shape.map(mean.outer(sum / total))), place + block, state)
            }
            if isGappy || refuses || lacks[pattern] { mayLack[flag(branch, dyad)] = true }
        }
    }

    /// The sums of weights of each pattern, and whether one of them is 0.
    private func totals(of presence: UncertainTree.Presence, _ weights: [Block]) -> (totals: [Block], lacks: [Bool]) {
        var totals: [Block] = []
        var lacks: [Bool] = []
        for pattern in presence.patterns {
            var isLacking = false
            for block in 0..<blocks {
                var total = Block(repeating: 0)
                for edge in pattern { total += weights[edge * blocks + block] }
                totals.append(total)
                for lane in 0..<min(8, count - block * 8) where total[lane] == 0 { isLacking = true }
            }
            lacks.append(isLacking)
        }
        return (totals, lacks)
    }

    /// NaN for what leaves the range of numbers; never -0: the two zeros print differently.
    private static func finite(_ values: Block) -> Block {
        let values = values + 0
        return values.replacing(with: .nan, where: (values - values) .!= Block(repeating: 0))
    }

    // MARK: Other aggregations

    /// By the kernel of the table: a replication at a time, many times slower.
    private mutating func combine(_ branch: Int, _ aggregation: AlternativeAggregation, _ state: State) {
        let shape = tree.branches[branch]
        let weights = weights(state)
        for replication in 0..<count {
            let (block, lane) = replication.quotientAndRemainder(dividingBy: 8)
            let children = shape.edges.compactMap { edge -> Child? in
                let weight = weights[edge * blocks + block][lane]
                guard weight > 0 else { return nil }
                let values = dyads.map { dyad -> Double in
                    // A comparison is with those too whose own score a gate keeps back.
                    guard shape.isScored[dyad] || aggregation.method.isComparison else { return .nan }
                    let score =
                        switch tree.edges[edge].child {
                        case .leaf(let leaf): scores[leaf][dyad]
                        case .branch(let child):
                            value(start(child, dyad) + block, pick: edge * blocks + block, state)[lane]
                        }
                    return aggregation.floor.map { score < $0 ? $0 : score } ?? score
                }
                return Child(weight: weight, values: values)
            }
            // What is left out is missing, which some methods do not bear.
            let isComplete = children.count == shape.edges.count || !aggregation.method.needsAllChildren
            let found =
                children.isEmpty || !isComplete ? nil : aggregation.method.values(of: children, count: dyads.count)
            for (place, dyad) in dyads.enumerated() where shape.isScored[dyad] {
                let value = found.map { shape.map($0[place]) } ?? .nan
                let position = start(branch, dyad) + block
                var block = state == .full ? full[position] : reduced[position]
                block[lane] = value.isFinite ? value + 0 : .nan
                store(block, position, state)
                if !value.isFinite { mayLack[flag(branch, dyad)] = true }
            }
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
        let compared = isComparison ? compare(children.map(\.values), weights: children.map(\.weight)) : nil
        // No gates: those of the table hold.
        return AggregateRun(Aggregate(method: self), of: children, count: count, compared: compared).values
    }
}

extension ScoreMap {
    @inline(__always)
    func callAsFunction(_ values: SIMD8<Double>) -> SIMD8<Double> {
        var scores = line(values)
        if let digits {
            for lane in 0..<8 { scores[lane] = decimallyRounded(scores[lane], digits: digits) }
        }
        return scores
    }
}

extension LinearMap {
    @inline(__always)
    fileprivate func callAsFunction(_ values: SIMD8<Double>) -> SIMD8<Double> {
        if self == .identity { return values }
        var scores = base + (values - origin) * slope
        // NaN is neither.
        scores.replace(with: lower, where: scores .< lower)
        scores.replace(with: upper, where: scores .> upper)
        return scores
    }
}
