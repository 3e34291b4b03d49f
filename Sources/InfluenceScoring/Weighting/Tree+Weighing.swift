internal import InfluenceModel

extension Weighting.Scope {
    /// Which periods' values the weights of each period are found in: one entry where it is the same for all.
    func samples(of periods: [Period]) -> [[Int]] {
        switch self {
        case .panel: [Array(periods.indices)]
        case .period: periods.indices.map { [$0] }
        case .window(let length):
            periods.map { period in
                let start = period.end.adding(days: 1).subtracting(length)
                return periods.indices.filter { periods[$0].end >= start && periods[$0].end <= period.end }
            }
        }
    }
}

extension Tree {
    /// Finds the weights of the children of nodes that are about to be aggregated, in the children's values. A node whose
    /// weights are not to be found keeps those given and gets no score: ``unweighed``.
    mutating func weigh(_ nodes: [Int], threads: Int) {
        let tree = self
        let found = concurrently(nodes.count, threads: threads) { tree.weights(ofChildrenOf: nodes[$0]) }
        for (node, found) in zip(nodes, found) {
            guard let found else { continue }
            for (place, child) in found.children.enumerated() { weights.set(child, to: found.series.map { $0[place] }) }
            if found.problems.contains(where: { $0 != nil }) { unweighed[node] = found.problems }
        }
        for (node, repeated) in repeats {
            if let problems = unweighed[repeated] { unweighed[node] = problems }
            for (child, original) in zip(model.nodes[node].children, model.nodes[repeated].children) {
                weights.set(child, to: weights.series(of: original))
            }
        }
    }

    private struct FoundWeights {
        let children: [Int]
        /// One, or one a period: a weight a child.
        var series: [[Double]] = []
        var problems: [Absence?] = []
    }

    private func weights(ofChildrenOf node: Int) -> FoundWeights? {
        guard let aggregate = model.nodes[node].aggregate, aggregate.weighting != .given else { return nil }
        let children = model.nodes[node].children.filter { child in weights.series(of: child).contains { $0 > 0 } }
        let given = children.map { weights.series(of: $0).max() ?? 0 }
        var found = FoundWeights(children: children)
        let method = aggregate.weighting.arithmetic
        if type(of: method).isOfWeightedSum, aggregate.method != .arithmetic {
            found.series = [given]
            found.problems = [.weights(.notArithmetic, children: [])]
            return found
        }
        let columns = aggregate.weighting.scope != nil ? normalisedValues(of: children) : []
        for sample in aggregate.weighting.scope?.samples(of: cells.periods) ?? [[]] {
            do throws(Weighting.Failure) {
                // Of one child every weight is right.
                let isFound = aggregate.weighting.scope == nil || given.count > 1
                let way: any WeightingMethod = isFound ? method : EqualWeights()
                let weights = try way.weights(given) {
                    columns.map { column in
                        stride(from: 0, to: cells.count, by: max(1, cells.periods.count)).flatMap { dyad in
                            sample.map { column[dyad + $0] }
                        }
                    }
                }
                found.series.append(weights)
                found.problems.append(nil)
            } catch {
                found.series.append(given)
                found.problems.append(
                    .weights(error.problem, children: error.children.map { model.nodes[children[$0]].id })
                )
            }
        }
        return found
    }

    private func normalisedValues(of children: [Int]) -> [[Double]] {
        children.map { child in
            (0..<cells.runCount).flatMap { run -> [Double] in
                guard let child = self.child(child, weight: 1, run: run) else { return [] }
                return child.run.map { child.map(child.values[$0]) }
            }
        }
    }
}
