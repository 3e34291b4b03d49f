internal import InfluenceModel

extension Tree {
    /// The values of those nodes that compare the dyads of a period with each other, in the order of ``Cells``: what no run
    /// of cells can find by itself. A period is one piece of work.
    func compared(_ nodes: [Int], threads: Int) -> [Int: [Double]] {
        let comparing = nodes.filter { model.nodes[$0].aggregate?.method.isComparison == true }
        let periods = cells.periods.count
        let scores = concurrently(comparing.count * periods, threads: threads) { number -> [Double] in
            let (node, period) = (comparing[number / periods], number % periods)
            guard let method = model.nodes[node].aggregate?.method.arithmetic else { return [] }
            let children = self.children(of: node, period: period)
            return method.compare(children.map(\.values), weights: children.map(\.weight))
        }
        var compared: [Int: [Double]] = [:]
        for (place, node) in comparing.enumerated() {
            var values = [Double](repeating: .nan, count: cells.count)
            for period in 0..<periods {
                for (dyad, score) in scores[place * periods + period].enumerated() {
                    values[dyad * periods + period] = score
                }
            }
            compared[node] = values
        }
        return compared
    }

    /// The parts of positive weight on the node scale: a value a dyad. NaN: none.
    private func children(of node: Int, period: Int) -> [(weight: Double, values: [Double])] {
        let periods = cells.periods.count
        return parts(of: node).compactMap { part in
            let weight = part.weights[part.weights.count == 1 ? 0 : period]
            guard weight > 0, let content = content[part.node], let fit = fits[part.node] else {
                return nil
            }
            // Those that rounding alone parts are equal.
            let map = fit.map(at: period)
            let values = stride(from: period, to: cells.count, by: periods).map { cell in
                switch content {
                case .indicator(let column): map(column.values[cell])
                case .aggregate(let runs): map(runs[cell / cells.run].values[cell % cells.run])
                }
            }
            return (weight, TiedValues(values, ofSize: fit.size).levelled)
        }
    }
}
