package import InfluenceModel

/// The cells of a table that are null although data are there: what somebody should look at. Bounded.
package struct AbsentCells: Hashable, Sendable {
    /// How many nodes of how many dyads have such periods.
    package let total: Int
    /// How many of them are null for it in the last period.
    package let standing: Int
    /// At most as many as were asked for: those of the last period first, in the order of the table.
    package let items: [Item]

    /// A node of a dyad.
    package struct Item: Hashable, Sendable {
        package let node: NodeID
        package let dyad: Dyad
        /// The first and last period in which it is null for such a reason, and how many there are.
        package let first: Period
        package let last: Period
        package let count: Int
        /// From when on it is so without a break up to the last of them.
        package let since: Period
        /// Why, in the last of them.
        package let absence: Absence
        /// Whether that is the last period of the table.
        package let isStanding: Bool
    }
}

extension Scorer {
    /// The cells of this scorer's table that have data, but no number comes from them: of indicators, and of aggregates
    /// whose method refuses what their parts are. A node in several places is told of once.
    ///
    /// - Parameters:
    ///   - limit: how many are told of; all are counted.
    ///   - other: a table of the same model and periods; what is so there too is left out.
    ///   - period: only what is so in it, as if it were the last one.
    package func absentCells(
        of table: ScoreTable,
        limit: Int = 20,
        besides other: ScoreTable? = nil,
        at period: Period? = nil,
        where isWanted: (Dyad) -> Bool = { _ in true }
    ) -> AbsentCells {
        let end = period.flatMap { table.position(of: $0) }
        let newest = end ?? table.periods.count - 1
        var found: [(node: Int, dyad: Int, periods: [Int])] = []
        // Whoever waits no more is not told.
        for node in table.nodes.indices where model.nodes[node].repeats == nil && !Abandonment.isDue {
            let search = table.search(node, of: model)
            let otherSearch = other?.search(node, of: model)
            guard search.canBeUndefined else { continue }
            for dyad in table.dyads.indices where isWanted(table.dyads[dyad]) {
                if let end, !search.isUndefined(dyad: dyad, period: end) { continue }
                let periods = (0..<(newest + 1)).filter { period in
                    search.isUndefined(dyad: dyad, period: period)
                        && otherSearch?.isUndefined(dyad: dyad, period: period) != true
                }
                if !periods.isEmpty { found.append((node, dyad, periods)) }
            }
        }
        let standing = found.filter { $0.periods.last == newest }
        let others = found.filter { $0.periods.last != newest }
        let places = Dictionary(zip(model.leaves, readers)) { first, _ in first }
        let items = (standing + others).prefix(max(0, limit)).compactMap { place -> AbsentCells.Item? in
            guard let first = place.periods.first, let last = place.periods.last else { return nil }
            let reason =
                places[place.node].flatMap {
                    absence($0, table.cells.cell(dyad: place.dyad, period: table.periods[last]))
                }
                ?? table.absence(node: place.node, dyad: place.dyad, period: last, of: model)
            guard let reason else { return nil }
            let since = zip(place.periods, place.periods.dropFirst()).reduce(first) { $1.0 + 1 == $1.1 ? $0 : $1.1 }
            return AbsentCells.Item(
                node: table.nodes[place.node],
                dyad: table.dyads[place.dyad],
                first: table.periods[first],
                last: table.periods[last],
                count: place.periods.count,
                since: table.periods[since],
                absence: reason,
                isStanding: last == newest
            )
        }
        return AbsentCells(total: found.count, standing: standing.count, items: items)
    }

    /// Why an indicator of the tree has no value for a dyad at the end of a period; `nil` where it has one, or is none.
    package func absence(of node: NodeID, _ dyad: Dyad, at period: Period) -> Absence? {
        guard let reader = readers.first(where: { $0.indicator.id == node }),
            let power = model.powers.firstIndex(where: { $0.id == dyad.power }),
            let country = model.countries.firstIndex(where: { $0.id == dyad.country })
        else { return nil }
        return absence(reader, .init(power: power, country: country, period: period))
    }

    private func absence(_ reader: IndicatorReader, _ cell: IndicatorReader.Cell) -> Absence? {
        var selection = Selection()
        return reader.read(cell, into: &selection).absence
    }
}

extension ScoreTable {
    fileprivate func search(_ node: Int, of model: Model) -> UndefinedSearch {
        UndefinedSearch(table: self, model: model, node: node)
    }
}

/// Looks for the cells of a node that are null though data are there, and asks for the reason only where there may be one.
private struct UndefinedSearch {
    let table: ScoreTable
    let model: Model
    let node: Int
    private let imputes: Bool

    init(table: ScoreTable, model: Model, node: Int) {
        self.table = table
        self.model = model
        self.node = node
        imputes = model.nodes.contains { $0.indicator?.imputation != nil }
    }

    /// Of an indicator that is used as it is read, only what could not be read.
    var canBeUndefined: Bool {
        guard case .indicator(let column) = table.content[node] else { return true }
        return column.freshness?.contains(.undefined) == true
            || model.nodes[node].normalisation?.method != Normalisation.none.method
    }

    func isUndefined(dyad: Int, period: Int) -> Bool {
        let cell = dyad * table.periods.count + period
        if case .indicator(let column) = table.content[node], column.freshness(at: cell) == .undefined { return true }
        let score = table.score(node: node, dyad: dyad, period: period)
        guard score.value == nil else { return false }
        switch table.content[node] {
        case .indicator(let column):
            if column.values[cell].isNaN { return false }
        case .aggregate:
            // Most that are null have nothing beneath them, or a gate closed: not to be looked into.
            if score.coverage == 0 && !imputes { return false }
            if model.nodes[node].aggregate?.isGated(coverage: score.coverage) == true { return false }
        }
        return table.absence(node: node, dyad: dyad, period: period, of: model)?.isOfDataThatAreThere ?? false
    }
}
