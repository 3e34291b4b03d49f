internal import InfluenceModel

/// The scores of all aggregates in some replications that share their options, and differ by weights and by the indicator
/// left out.
///
/// The values of one (aggregate, dyad) over the replications lie together. An indicator's score is one number for the
/// whole batch, so the weighted sums run over the replications, several at a time, and nothing is looked up inside.
struct Batch: Sendable {
    /// Few enough that a row of every node's weights stays in the processor's cache.
    static let size = 128

    let count: Int
    /// Places for each (branch, dyad): ``count``, rounded up to a multiple of 8. What is over is NaN.
    let width: Int
    /// By branch, dyad, replication. NaN: no score.
    private(set) var values: [Double]
    /// By branch and dyad: whether a replication may have no score where the table has one.
    private(set) var mayLack: [Bool]
    private let dyadCount: Int

    func run(branch: Int, dyad: Int) -> Range<Int> {
        let start = (branch * dyadCount + dyad) * width
        return start..<(start + count)
    }

    func mayLack(branch: Int, dyad: Int) -> Bool { mayLack[branch * dyadCount + dyad] }

    init(_ replications: ArraySlice<Replication>, _ options: Options, of tree: UncertainTree) throws(UncertaintyError) {
        count = replications.count
        width = (count + 7) / 8 * 8
        dyadCount = tree.dyads.count
        values = Array(repeating: .nan, count: tree.branches.count * dyadCount * width)
        mayLack = Array(repeating: false, count: tree.branches.count * dyadCount)
        let weights = Self.weights(of: replications, width: width, tree)
        let scores = tree.values(options)
        // Children come after their parent.
        for branch in tree.branches.indices.reversed() {
            let method = tree.method(of: tree.branches[branch], options)
            if let mean = QuasiArithmetic(method) {
                try add(branch, mean, options, weights, scores, replications, tree)
            } else {
                combine(branch, method, options, weights, scores, tree)
            }
            map(branch, by: tree.branches[branch].map)
        }
    }

    /// By node and replication. An indicator that is left out has weight 0: to a mean that is the same.
    private static func weights(
        of replications: ArraySlice<Replication>,
        width count: Int,
        _ tree: UncertainTree
    ) -> [Double] {
        let nodes = tree.model.nodes
        var weights = [Double](repeating: 0, count: nodes.count * count)
        let halfWidth = tree.plan.weights
        for (place, replication) in replications.enumerated() {
            if let draws = replication.weights {
                for number in 0..<((nodes.count + 1) / 2) {
                    let (first, second) = draws.pair(number)
                    weights[2 * number * count + place] =
                        tree.weights[2 * number] * (1 + (2 * first - 1) * halfWidth)
                    if 2 * number + 1 < nodes.count {
                        weights[(2 * number + 1) * count + place] =
                            tree.weights[2 * number + 1] * (1 + (2 * second - 1) * halfWidth)
                    }
                }
            } else {
                for node in nodes.indices { weights[node * count + place] = tree.weights[node] }
            }
            if let dropped = replication.dropped { weights[tree.droppable[dropped] * count + place] = 0 }
        }
        return weights
    }
}

extension Batch {
    /// The branch by a mean g^-1(sum w g(x) / sum w).
    private mutating func add(
        _ branch: Int,
        _ mean: QuasiArithmetic,
        _ options: Options,
        _ weights: [Double],
        _ scores: [[Double]],
        _ replications: ArraySlice<Replication>,
        _ tree: UncertainTree
    ) throws(UncertaintyError) {
        let presence = tree.presences(options)[branch]
        var totals: [[Double]] = []
        var lacks: [Bool] = []
        for pattern in presence.patterns {
            var total = [Double](repeating: 0, count: width)
            for child in pattern { Kernel.add(weights, child * width, to: &total) }
            lacks.append(total[..<count].contains(0))
            totals.append(total)
        }
        var sum = [Double](repeating: 0, count: width)
        var own = sum
        for dyad in 0..<dyadCount {
            guard let pattern = presence.pattern[dyad] else { continue }
            let children = presence.patterns[pattern]
            let isGappy = children.contains { child in
                tree.branchOf[child].map { mayLack(branch: $0, dyad: dyad) } ?? false
            }
            Kernel.clear(&sum)
            if isGappy { Kernel.clear(&own) }
            for child in children {
                let weight = child * width
                if let leaf = tree.leafOf[child] {
                    let score = scores[leaf][dyad]
                    if mean.refuses(score) {
                        throw refusal(branch, child, dyad, score, nil, options, tree)
                    }
                    Kernel.add(weights, weight, times: mean.inner(score), to: &sum)
                    if isGappy { Kernel.add(weights, weight, to: &own) }
                } else if let below = tree.branchOf[child] {
                    let run = run(branch: below, dyad: dyad)
                    if mean.isSelective, let refused = run.first(where: { mean.refuses(values[$0]) }) {
                        let place = refused - run.lowerBound
                        let dropped = replications[replications.startIndex + place].dropped
                        throw refusal(
                            branch,
                            child,
                            dyad,
                            values[refused],
                            dropped.map { tree.droppable[$0] },
                            options,
                            tree
                        )
                    }
                    if isGappy {
                        Kernel.addPresent(weights, weight, values, run.lowerBound, mean, to: &sum, &own)
                    } else {
                        Kernel.add(weights, weight, values, run.lowerBound, mean, to: &sum)
                    }
                }
            }
            let start = run(branch: branch, dyad: dyad).lowerBound
            Kernel.finish(sum, isGappy ? own : totals[pattern], mean, into: &values, start)
            mayLack[branch * dyadCount + dyad] = isGappy || lacks[pattern]
        }
    }

    /// The branch by any other aggregation, through its kernel: a replication at a time, many times slower.
    private mutating func combine(
        _ branch: Int,
        _ method: Aggregation,
        _ options: Options,
        _ weights: [Double],
        _ scores: [[Double]],
        _ tree: UncertainTree
    ) {
        let shape = tree.branches[branch]
        // No gates: those of the table hold.
        let aggregate = Aggregate(method: method)
        for place in 0..<count {
            let children = shape.children.compactMap { child -> Child? in
                let weight = weights[child * width + place]
                guard weight > 0 else { return nil }
                let column = (0..<dyadCount).map { dyad -> Double in
                    // A comparison is with those too whose own score a gate keeps back.
                    guard shape.isScored[dyad] || method.isComparison else { return .nan }
                    if let leaf = tree.leafOf[child] { return scores[leaf][dyad] }
                    guard let below = tree.branchOf[child] else { return .nan }
                    return values[run(branch: below, dyad: dyad).lowerBound + place]
                }
                return Child(
                    id: tree.model.nodes[child].id,
                    weight: weight,
                    values: column,
                    run: column.indices,
                    fit: .identity,
                    periods: 1,
                    coverage: nil,
                    confidence: nil
                )
            }
            guard !children.isEmpty else { continue }
            let compared =
                method.isComparison ? method.compare(children.map(\.values), weights: children.map(\.weight)) : nil
            let found = AggregateRun(aggregate, of: children, count: dyadCount, compared: compared)
            for dyad in 0..<dyadCount where shape.isScored[dyad] {
                values[run(branch: branch, dyad: dyad).lowerBound + place] = found.values[dyad]
            }
        }
        for dyad in 0..<dyadCount {
            mayLack[branch * dyadCount + dyad] = run(branch: branch, dyad: dyad).contains { values[$0].isNaN }
        }
    }

    private mutating func map(_ branch: Int, by map: ScoreMap) {
        guard map != .identity else { return }
        for dyad in 0..<dyadCount {
            for position in run(branch: branch, dyad: dyad) { values[position] = map(values[position]) }
        }
    }

    private func refusal(
        _ branch: Int,
        _ child: Int,
        _ dyad: Int,
        _ value: Double,
        _ dropped: Int?,
        _ options: Options,
        _ tree: UncertainTree
    ) -> UncertaintyError {
        .notPositive(
            alternative: tree.name(options),
            node: tree.model.nodes[tree.branches[branch].node].id,
            child: tree.model.nodes[child].id,
            dyad: tree.dyads[dyad],
            value: value,
            withoutIndicator: dropped.map { tree.model.nodes[$0].id }
        )
    }
}
