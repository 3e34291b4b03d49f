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
        /// Why, in the last of them.
        package let absence: Absence
        /// Whether that is the last period of the table.
        package let isStanding: Bool
    }
}

extension Scorer {
    /// The cells of this scorer's table whose indicator has data, but no number comes from them.
    package func absentCells(of table: ScoreTable, limit: Int = 20) -> AbsentCells {
        let periods = table.periods.count
        var found: [(reader: Int, node: Int, dyad: Int, periods: (first: Int, last: Int, count: Int))] = []
        var number = 0
        for node in table.nodes.indices {
            guard case .indicator(let column) = table.content[node] else { continue }
            defer { number += 1 }
            guard let freshness = column.freshness, freshness.contains(.undefined) else { continue }
            for dyad in table.dyads.indices {
                let own = freshness[dyad * periods..<(dyad + 1) * periods]
                guard let first = own.firstIndex(of: .undefined), let last = own.lastIndex(of: .undefined) else {
                    continue
                }
                let count = own.count { $0 == .undefined }
                found.append((number, node, dyad, (first - own.startIndex, last - own.startIndex, count)))
            }
        }
        let standing = found.filter { $0.periods.last == periods - 1 }
        let others = found.filter { $0.periods.last < periods - 1 }
        var selection = Selection()
        let items = (standing + others).prefix(max(0, limit)).compactMap { place -> AbsentCells.Item? in
            let last = table.periods[place.periods.last]
            let reading = readers[place.reader].read(table.cells.cell(dyad: place.dyad, period: last), into: &selection)
            guard let absence = reading.absence else { return nil }
            return AbsentCells.Item(
                node: table.nodes[place.node],
                dyad: table.dyads[place.dyad],
                first: table.periods[place.periods.first],
                last: last,
                count: place.periods.count,
                absence: absence,
                isStanding: place.periods.last == periods - 1
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
        var selection = Selection()
        return reader.read(.init(power: power, country: country, period: period), into: &selection).absence
    }
}
