internal import InfluenceModel

/// A table in the making: the columns and normalisations of the nodes that are done.
///
/// A node that repeats another in a further place takes over what was found for that: nothing is computed twice.
struct Tree: Sendable {
    let model: Model
    let cells: Cells
    private(set) var content: [ScoreTable.Content?]
    private(set) var fits: [Fit?]
    /// The model's until others are found.
    var weights: NodeWeights
    /// By node whose weights are not to be found: why, once or by period.
    var unweighed: [Int: [Absence?]] = [:]

    init(model: Model, cells: Cells) {
        self.model = model
        self.cells = cells
        content = Array(repeating: nil, count: model.nodes.count)
        fits = Array(repeating: nil, count: model.nodes.count)
        weights = NodeWeights(model, periods: cells.periods)
    }

    /// Gives the indicators their raw values.
    mutating func place(_ columns: [Column]) throws(ScoringError) {
        let indicators = model.leaves
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
            try Abandonment.check()
            return try tree.fit(nodes[number])
        }
        for (node, found) in zip(nodes, found) {
            fits[node] = found.fit
            if let values = found.values { content[node] = content[node]?.with(values, cells) }
        }
        for (node, repeated) in repeats where fits[repeated] != nil {
            (content[node], fits[node]) = (content[repeated], fits[repeated])
        }
    }

    /// The aggregates that are still to do, and whose children are all normalised.
    func ready() -> [Int] {
        model.nodes.indices.filter { node in
            content[node] == nil && model.nodes[node].repeats == nil
                && model.nodes[node].children.allSatisfy { fits[$0] != nil }
        }
    }

    mutating func aggregate(_ nodes: [Int], threads: Int) {
        let tree = self
        let runCount = cells.runCount
        let compared = tree.compared(nodes, threads: threads)
        let runs = concurrently(nodes.count * runCount, threads: threads) { number in
            let node = nodes[number / runCount]
            return tree.aggregate(node, run: number % runCount, compared: compared[node])
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
            unweighed: unweighed,
            content: content.map { $0 ?? .aggregate([]) }
        )
    }

    /// Each node in a further place, with the one that it repeats.
    var repeats: [(node: Int, repeated: Int)] {
        model.nodes.indices.compactMap { node in model.nodes[node].repeats.map { (node, $0) } }
    }

    /// - Returns: With normalised values, if they replace the raw ones.
    private func fit(_ node: Int) throws(ScoringError) -> (fit: Fit, values: [Double]?) {
        let (floor, digits) = (model.nodes[node].floor, model.nodes[node].digits)
        let direction = model.nodes[node].direction
        let size = sizeBeforeNormalising(node)
        let normalisation = model.nodes[node].normalisation ?? .none
        if normalisation.replacesValues {
            let replacement: Replacement
            do throws(Replacement.UnknownReference) {
                replacement = try Replacement(normalisation, direction, of: pieces(of: node).flatMap { $0 }, in: cells)
            } catch {
                throw .unknownReference(node: model.nodes[node].id, power: error.power)
            }
            let map = LinearMap.identity.floored(at: floor)
            return (Fit(parameters: replacement.parameters, maps: [map], digits: digits), replacement.values)
        }
        let baseline = normalisation.isRelative ? normalisation.baseline(among: cells.periods) : nil
        let distributions: [Distribution?] =
            if normalisation.isRelative || normalisation.isUnbounded {
                Distribution.of(
                    pieces(of: node),
                    periods: cells.periods.count,
                    isPanel: normalisation.scope != .period || !normalisation.isRelative,
                    baseline: baseline
                )
            } else {
                [nil]
            }
        var parameters: [NormalisationParameters] = []
        var maps: [LinearMap] = []
        var values: [Double]?
        for var distribution in distributions {
            distribution?.size = size
            var found = normalisation.fit(direction, scale: model.scale, distribution)
            if found == nil, !normalisation.isRelative, distribution != nil,
                let fixed = normalisation.fit(direction, scale: model.scale, nil)
            {
                // The map is sound, and some value too large for it: that one alone has no score.
                values = pieces(of: node).joined().map { fixed.1($0).isFinite ? $0 : .nan }
                found = fixed
            } else if baseline != nil, let map = found?.1 {
                // Of values beyond those that the line was found in some may be too large for it.
                let all = pieces(of: node).joined()
                if all.contains(where: { !$0.isNaN && !map($0).isFinite && map.origin.isFinite }) {
                    values = all.map { map($0).isFinite ? $0 : .nan }
                }
            }
            parameters.append(found?.0 ?? .notFinite)
            maps.append((found?.1 ?? .undefined).floored(at: floor))
        }
        let largest = maps.reduce(0) { max($0, $1.size(of: size)) }
        return (Fit(parameters: parameters, maps: maps, digits: digits, size: largest), values)
    }

    /// The magnitude of the largest figures that a node's values are made of: of an aggregate the scores of its parts, unless
    /// it counts or ranks them.
    private func sizeBeforeNormalising(_ node: Int) -> Double {
        guard let aggregate = model.nodes[node].aggregate, !aggregate.method.isComparison else { return 0 }
        return parts(of: node).reduce(0) { max($0, fits[$1.node]?.size ?? 0) }
    }

    private func pieces(of node: Int) -> [[Double]] {
        switch content[node] {
        case .indicator(let column): [column.values]
        case .aggregate(let runs): runs.map(\.values)
        case nil: []
        }
    }
}
