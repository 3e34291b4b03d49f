package import InfluenceModel

extension Scorer {
    /// The most periods of the grid that a forecast looks at on either side: ten years of months.
    package static let mostForecastPeriods = 120

    /// Which scores lapse within a span after a period of the grid if nothing new is learnt, and which have lapsed within
    /// a span before it.
    ///
    /// Nothing is estimated: what is known is scored for the periods to come, as the daemon itself will do then. A grid of
    /// listed periods has none to come.
    ///
    /// - Parameters:
    ///   - last: the present period of the grid.
    ///   - ahead: how far to look beyond its end; further than ``mostForecastPeriods`` nothing is looked at.
    ///   - behind: how far to look before its end, likewise.
    /// - Throws: ``ScoringError/unknownPeriod(_:)`` where the grid does not have the period; what scoring throws.
    package func lapses(
        at last: Period,
        ahead: CalendarDuration,
        behind: CalendarDuration,
        threads: Int = 1
    ) throws(ScoringError) -> LapseForecast {
        let grid = model.grid.periods(through: last.end.adding(ahead))
        guard let present = grid.firstIndex(of: last) else { throw .unknownPeriod(last) }
        let oldest = last.end.subtracting(behind)
        var first = present
        while first > 0, present - first < Self.mostForecastPeriods, grid[first - 1].end >= oldest { first -= 1 }
        let end = min(grid.count, present + 1 + Self.mostForecastPeriods)
        let looked = Array(grid[first..<end])
        let table = try scores(for: model.hasParametersOfPanel ? Array(grid[..<end]) : looked, threads: threads)
        guard let offset = table.position(of: looked[0]), let through = looked.last else { throw .unknownPeriod(last) }
        var coming: [Lapse] = []
        var past: [Lapse] = []
        var inapplicable: [LapseForecast.Inapplicable] = []
        for dyad in table.dyads.indices {
            for node in table.nodes.indices {
                func isThere(_ place: Int) -> Bool {
                    table.score(node: node, dyad: dyad, period: offset + place).value != nil
                }
                func lapse(at place: Int, through last: Int) -> Lapse {
                    Lapse(
                        node: table.nodes[node],
                        dyad: table.dyads[dyad],
                        period: looked[place],
                        leaves: expired(beneath: node, dyad, offset + place...offset + last, in: table)
                    )
                }
                let now = present - first
                if isThere(now) {
                    if let gone = (now + 1..<looked.count).first(where: { !isThere($0) }) {
                        coming.append(lapse(at: gone, through: gone))
                    }
                } else if let seen = (0..<now).last(where: { isThere($0) }) {
                    guard table.isApplicable(node: node, cell: dyad * table.periods.count + offset + now) else {
                        inapplicable.append(.init(node: table.nodes[node], dyad: table.dyads[dyad]))
                        continue
                    }
                    let lapse = lapse(at: seen + 1, through: now)
                    // What was withdrawn has not lapsed.
                    if !lapse.leaves.isEmpty { past.append(lapse) }
                }
            }
        }
        let now = offset + present - first
        return LapseForecast(
            // Stable: within a period in the model's order.
            coming: byPeriod(coming),
            past: byPeriod(past),
            inapplicable: inapplicable,
            through: through,
            hasNoScore: !table.dyads.indices.contains { table.score(node: 0, dyad: $0, period: now).value != nil }
        )
    }

    private func byPeriod(_ lapses: [Lapse]) -> [Lapse] {
        lapses.enumerated()
            .sorted { ($0.element.period.end, $0.offset) < ($1.element.period.end, $1.offset) }
            .map(\.element)
    }

    /// The leaves beneath a node that are too old in the first of the periods and were not in the one before, or were lost in
    /// it and have become too old since: a table that a power is missing from may come before its last figure expires.
    /// - Parameter periods: From the first one without the node's score on, which is not the first of the table.
    private func expired(beneath node: Int, _ dyad: Int, _ periods: ClosedRange<Int>, in table: ScoreTable) -> [NodeID]
    {
        let cells = dyad * table.periods.count + periods.lowerBound...dyad * table.periods.count + periods.upperBound
        var found: Set<Int> = []
        var open = [node]
        while let next = open.popLast() {
            open += model.nodes[next].children
            guard case .indicator(let column) = table.content[next] else { continue }
            let (first, before) = (cells.lowerBound, cells.lowerBound - 1)
            switch column.freshness(at: first) {
            case .expired: if column.freshness(at: before) == .expired { continue }
            // It cannot exist any more.
            case .notApplicable: continue
            case .fresh, .aging, .stale, .missing, .imputed, .undefined:
                guard !column.values[before].isNaN, column.values[first].isNaN,
                    cells.contains(where: { column.freshness(at: $0) == .expired })
                else { continue }
            }
            found.insert(next)
        }
        return found.sorted().map { table.nodes[$0] }
    }
}
