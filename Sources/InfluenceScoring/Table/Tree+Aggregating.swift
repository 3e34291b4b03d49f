internal import InfluenceModel

/// What a node is aggregated from.
struct TreePart: Sendable {
    let node: Int
    /// One, or one a period. 0: it takes no part.
    let weights: [Double]
    /// 1, or 0 where a weight on the way to it could not be found: it has no value then. One, or one a period.
    var known = [1.0]
}

extension Tree {
    /// The node's children; where missing weight goes to the whole tree, the indicators beneath it instead, weighed by the
    /// products of the shares on the way.
    func parts(of node: Int) -> [TreePart] {
        switch model.missing {
        case .siblings: children(of: node)
        case .tree: leaves(beneath: node, share: [1], known: [1])
        }
    }

    func children(of node: Int) -> [TreePart] {
        model.nodes[node].children.map { TreePart(node: $0, weights: weights.series(of: $0)) }
    }

    private func leaves(beneath node: Int, share: [Double], known: [Double]) -> [TreePart] {
        let children = children(of: node)
        let total = children.reduce([0]) { Self.combined($0, $1.weights, +) }
        return children.flatMap { child -> [TreePart] in
            let part = Self.combined(child.weights, total) { $1 > 0 ? $0 / $1 : 0 }
            let product = Self.combined(share, part, *)
            guard model.nodes[child.node].indicator == nil else {
                return [TreePart(node: child.node, weights: product, known: known)]
            }
            let problems = unweighed[model.nodes[child.node].repeats ?? child.node] ?? [nil]
            let isKnown = problems.map { $0 == nil ? 1.0 : 0 }
            return leaves(beneath: child.node, share: product, known: Self.combined(known, isKnown, min))
        }
    }

    /// Of two series of one figure, or one a period.
    private static func combined(
        _ left: [Double],
        _ right: [Double],
        _ operation: (Double, Double) -> Double
    ) -> [Double] {
        (0..<max(left.count, right.count)).map {
            operation(left[left.count == 1 ? 0 : $0], right[right.count == 1 ? 0 : $0])
        }
    }

    func aggregate(_ node: Int, run: Int, compared: [Double]?) -> AggregateRun {
        guard let aggregate = model.nodes[node].aggregate else { return .empty }
        let range = cells.cells(ofRun: run)
        let parts = parts(of: node)
        // Children are counted as such, whatever the weights are shared among.
        let counted = model.missing == .tree && aggregate.minChildren > 1 ? children(of: node) : []
        let series = parts.map(\.weights) + parts.map(\.known) + counted.map(\.weights)
        var result = AggregateRun(count: range.count)
        for epoch in Epoch.all(series, periods: cells.periods.count) {
            let places = epoch.periods.map { cells.places(of: $0, count: range.count) }
            let children = zip(parts.indices, parts).compactMap { place, part -> Child? in
                let child = child(part.node, weight: epoch.weights[place], run: run, at: places)
                return epoch.weights[parts.count + place] > 0 ? child : child?.cleared()
            }
            let found = AggregateRun(
                aggregate,
                of: children,
                count: places?.count ?? range.count,
                compared: compared.map { compared in
                    places.map { $0.map { compared[range.lowerBound + $0] } } ?? Array(compared[range])
                },
                counted: counted.isEmpty
                    ? nil
                    : zip(counted, epoch.weights.suffix(counted.count)).compactMap {
                        child($0.node, weight: $1, run: run, at: places)
                    }
            )
            if let places { result.put(found, at: places) } else { result = found }
        }
        if let problems = unweighed[node] {
            let periods = cells.periods.count
            result.clear { problems[problems.count == 1 ? 0 : $0 % periods] != nil }
        }
        return result
    }

    /// - Parameter places: Which cells of the run; `nil`: all.
    /// - Returns: `nil` for one of weight 0.
    private func child(_ node: Int, weight: Double, run: Int, at places: [Int]?) -> Child? {
        guard weight > 0, let whole = child(node, weight: weight, run: run) else { return nil }
        return places.map { Child(whole, at: $0) } ?? whole
    }

    func child(_ node: Int, weight: Double, run: Int) -> Child? {
        guard let content = content[node], let fit = fits[node] else { return nil }
        let range = cells.cells(ofRun: run)
        switch content {
        case .indicator(let column):
            return Child(
                id: model.nodes[node].id,
                weight: weight,
                values: column.values,
                run: range,
                fit: fit,
                periods: cells.periods.count,
                coverage: column.coverage(of: range),
                confidence: column.confidence(of: range)
            )
        case .aggregate(let runs):
            return Child(
                id: model.nodes[node].id,
                weight: weight,
                values: runs[run].values,
                run: runs[run].values.indices,
                fit: fit,
                periods: cells.periods.count,
                coverage: runs[run].coverage,
                confidence: runs[run].derated
            )
        }
    }
}

extension Cells {
    /// The positions in a run of so many cells that lie in some periods.
    func places(of chosen: [Int], count: Int) -> [Int] {
        stride(from: 0, to: count, by: max(1, periods.count)).flatMap { dyad in chosen.map { dyad + $0 } }
    }
}
