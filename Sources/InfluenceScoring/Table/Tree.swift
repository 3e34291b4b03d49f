internal import InfluenceModel

/// A table in the making: the columns and normalisations of the nodes that are done.
struct Tree: Sendable {
    let model: Model
    let cells: Cells
    private(set) var content: [ScoreTable.Content?]
    private(set) var fits: [Fit?]
    /// One a node, among its siblings: the model's until others are found.
    var weights: [Double]

    init(model: Model, cells: Cells) {
        self.model = model
        self.cells = cells
        content = Array(repeating: nil, count: model.nodes.count)
        fits = Array(repeating: nil, count: model.nodes.count)
        weights = model.nodes.map(\.weight)
    }

    /// Gives the indicators their raw values.
    mutating func place(_ columns: [Column]) throws(ScoringError) {
        let indicators = model.nodes.indices.filter { model.nodes[$0].indicator != nil }
        guard indicators.count == columns.count else {
            throw .columnsDoNotFit(expected: indicators.count, found: columns.count)
        }
        for (node, column) in zip(indicators, columns) {
            for count in [column.values.count, column.freshness?.count ?? cells.count] where count != cells.count {
                throw .columnsDoNotFit(expected: cells.count, found: count)
            }
            content[node] = .indicator(column)
        }
    }

    /// Finds the parameters of the nodes' normalisations in their raw values.
    mutating func fit(_ nodes: [Int], threads: Int) throws(ScoringError) {
        let tree = self
        let found = try concurrently(nodes.count, threads: threads) { number throws(ScoringError) in
            try tree.fit(nodes[number])
        }
        for (node, found) in zip(nodes, found) {
            fits[node] = found.fit
            if let values = found.values { content[node] = content[node]?.with(values, cells) }
        }
    }

    /// The aggregates that are still to do, and whose children are all normalised.
    func ready() -> [Int] {
        model.nodes.indices.filter { node in
            content[node] == nil && model.nodes[node].children.allSatisfy { fits[$0] != nil }
        }
    }

    mutating func aggregate(_ nodes: [Int], threads: Int) throws(ScoringError) {
        let tree = self
        let runCount = cells.runCount
        let compared = tree.compared(nodes, threads: threads)
        let runs = try concurrently(nodes.count * runCount, threads: threads) { number throws(ScoringError) in
            let node = nodes[number / runCount]
            return try tree.aggregate(node, run: number % runCount, compared: compared[node])
        }
        for (number, node) in nodes.enumerated() {
            content[node] = .aggregate(Array(runs[(number * runCount)..<((number + 1) * runCount)]))
        }
    }

    consuming func finished() -> ScoreTable {
        ScoreTable(
            nodes: model.nodes.map(\.id),
            cells: cells,
            fits: fits.map { $0 ?? .identity },
            weights: weights,
            content: content.map { $0 ?? .aggregate([]) }
        )
    }

    /// - Returns: With normalised values, if they replace the raw ones.
    private func fit(_ node: Int) throws(ScoringError) -> (fit: Fit, values: [Double]?) {
        let indicator = model.nodes[node].indicator
        guard let normalisation = indicator?.normalisation ?? model.nodes[node].aggregate?.normalisation else {
            return (.identity, nil)
        }
        let direction = indicator?.direction ?? .positive
        if normalisation.replacesValues { return try replace(node, normalisation, direction) }
        let isPanel = normalisation.scope == .panel
        let distributions: [Distribution?] =
            if normalisation.isRelative || normalisation.isUnbounded {
                Distribution.of(
                    pieces(of: node),
                    periods: cells.periods.count,
                    isPanel: isPanel || !normalisation.isRelative
                )
            } else {
                [nil]
            }
        var parameters: [NormalisationParameters] = []
        var maps: [LinearMap] = []
        for (period, distribution) in distributions.enumerated() {
            guard let found = normalisation.fit(direction, scale: model.scale, distribution) else {
                throw .normalisationNotFinite(
                    node: model.nodes[node].id,
                    period: !normalisation.isRelative || isPanel ? nil : cells.periods[period]
                )
            }
            parameters.append(found.0)
            maps.append(found.1)
        }
        return (Fit(parameters: parameters, maps: maps), nil)
    }

    private func replace(
        _ node: Int,
        _ normalisation: Normalisation,
        _ direction: Direction
    ) throws(ScoringError) -> (Fit, [Double]?) {
        let id = model.nodes[node].id
        do throws(Replacement.Failure) {
            let replacement = try Replacement(
                normalisation,
                direction,
                of: pieces(of: node).flatMap { $0 },
                in: cells
            )
            return (Fit(parameters: replacement.parameters, maps: [.identity]), replacement.values)
        } catch {
            switch error {
            case .notFinite(let period):
                throw .normalisationNotFinite(node: id, period: period.map { cells.periods[$0] })
            case .unknownReference(let power):
                throw .unknownReference(node: id, power: power)
            }
        }
    }

    private func pieces(of node: Int) -> [[Double]] {
        switch content[node] {
        case .indicator(let column): [column.values]
        case .aggregate(let runs): runs.map(\.values)
        case nil: []
        }
    }

    private func aggregate(_ node: Int, run: Int, compared: [Double]?) throws(ScoringError) -> AggregateRun {
        let range = cells.cells(ofRun: run)
        guard let aggregate = model.nodes[node].aggregate else { return .empty }
        do throws(AggregateRun.Failure) {
            return try AggregateRun(
                aggregate,
                of: children(of: node, run: run),
                count: range.count,
                compared: compared?[range]
            )
        } catch {
            let id = model.nodes[node].id
            let dyad = cells.dyad(ofCell: range.lowerBound + error.cell)
            let period = cells.period(ofCell: range.lowerBound + error.cell)
            throw switch error {
            case .refused(_, let child, let value):
                aggregate.method.domain == .notNegative
                    ? .negative(node: id, child: child, dyad: dyad, period: period, value: value)
                    : .notPositive(node: id, child: child, dyad: dyad, period: period, value: value)
            case .notFinite:
                .notFinite(node: id, dyad: dyad, period: period)
            }
        }
    }

    func children(of node: Int, run: Int) -> [Child] {
        let range = cells.cells(ofRun: run)
        return model.nodes[node].children.compactMap { position in
            let child = model.nodes[position]
            guard weights[position] > 0, let content = content[position], let fit = fits[position] else { return nil }
            switch content {
            case .indicator(let column):
                return Child(
                    id: child.id,
                    weight: weights[position],
                    values: column.values,
                    run: range,
                    fit: fit,
                    periods: cells.periods.count,
                    coverage: column.coverage(of: range),
                    confidence: column.confidence(of: range)
                )
            case .aggregate(let runs):
                return Child(
                    id: child.id,
                    weight: weights[position],
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
}
