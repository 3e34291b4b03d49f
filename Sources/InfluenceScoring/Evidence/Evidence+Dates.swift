package import InfluenceModel

/// What the reading of an indicator for a dyad at the end of a period stands on.
package struct ReadingDetails: Hashable, Sendable {
    /// Before normalisation; `nil` where there is none.
    package let value: Double?
    /// Why there is none.
    package let absence: Absence?
    package let freshness: Freshness
    /// The share of its window that is known, 0...1.
    package let known: Double
    /// Whom it was read from; `nil` where nothing was read.
    package let reporter: String?
    /// The indicator read in place of its own reporters' figures; `nil`: they are read.
    package let source: NodeID?
    /// The newest reference period that the value stands on; of a register the last day that it speaks of.
    package let newest: Period?
    /// `nil` without a value.
    package let span: DataSpan?
    /// What the reporters say of the values used, where it is not that all is normal: without ``ObservationStatus/normal``.
    package let statuses: Set<ObservationStatus>
}

// Computed when asked, from the same readings that scores are computed from, and remembered: every node of every dyad of
// one period is asked for at once.

extension Evidence {
    /// What the reading of one indicator stands on.
    /// - Returns: `nil` where one of the names is not of the model, or the indicator is about pairs.
    package func details(of indicator: NodeID, _ dyad: Dyad, at period: Period) -> ReadingDetails? {
        guard let reader = reader(of: indicator), let place = place(of: dyad) else { return nil }
        return details(reader, place, at: period)
    }

    /// The value of a tracked indicator at the end of a period, in its unit, in place of a score; the part of its window that
    /// is known in place of coverage.
    /// - Returns: `nil` where one of the names is not of the model.
    package func tracked(_ indicator: NodeID, _ dyad: Dyad, at period: Period) -> Score? {
        details(of: indicator, dyad, at: period).map {
            Score(value: $0.value, coverage: $0.value == nil ? 0 : $0.known, confidence: $0.value == nil ? 0 : $0.known)
        }
    }

    /// The ends of the oldest and newest reference period that a figure stands on: of a node the hull over the indicators
    /// beneath it that have a value.
    ///
    /// - Parameters:
    ///   - table: The scores that the figure is one of: what lies beneath a node without a score then counts for nothing.
    ///   - isLeftOut: Indicators that count for nothing, though they have a value.
    /// - Returns: `nil` where nothing is known.
    package func dataSpan(
        of node: NodeID,
        _ dyad: Dyad,
        at period: Period,
        in table: ScoreTable? = nil,
        without isLeftOut: (NodeID) -> Bool = { _ in false }
    ) -> DataSpan? {
        span(of: countedLeaves(of: node, dyad, at: period, in: table).filter { !isLeftOut($0) }, dyad, at: period)
    }

    private func span(of leaves: [NodeID], _ dyad: Dyad, at period: Period) -> DataSpan? {
        var hull: DataSpan?
        for leaf in leaves {
            guard let span = details(of: leaf, dyad, at: period)?.span else { continue }
            hull = hull?.union(span) ?? span
        }
        return hull
    }

    /// The same of the figure of a rule or a measure: over the powers that it is of, and the nodes that it is made of.
    ///
    /// - Parameters:
    ///   - node: A node, a measure's node or a tracked indicator.
    ///   - power: A power, a pair or `WLD`, as in the figure's series.
    package func dataSpan(
        ofFigure node: NodeID,
        _ power: PowerID,
        in country: CountryID,
        at period: Period
    ) -> DataSpan? {
        // Scores of a model that is relative to its panel are not computed once more for a date.
        let table = isComputed(period) || !model.hasParametersOfPanel ? table(with: period) : nil
        let spans = measured(node).flatMap { material -> [DataSpan] in
            switch material {
            case .beneath(let node):
                actors(power).compactMap {
                    dataSpan(of: node, Dyad(power: $0, country: country), at: period, in: table)
                }
            case .signs:
                signObservations(of: power, in: country, at: period).map {
                    DataSpan(from: $0.period.end, to: $0.period.end)
                }
            }
        }
        return spans.reduce(nil as DataSpan?) { hull, span in hull?.union(span) ?? span }
    }

    /// What the reporters say of the values that a figure stands on, beyond that all is normal: of a node over all that
    /// have a part in it. In the order of the statuses.
    package func statuses(
        of node: NodeID,
        _ dyad: Dyad,
        at period: Period,
        in table: ScoreTable? = nil
    ) -> [ObservationStatus] {
        statuses(of: countedLeaves(of: node, dyad, at: period, in: table), dyad, at: period)
    }

    private func statuses(of leaves: [NodeID], _ dyad: Dyad, at period: Period) -> [ObservationStatus] {
        var found: Set<ObservationStatus> = []
        for leaf in leaves { found.formUnion(details(of: leaf, dyad, at: period)?.statuses ?? []) }
        return found.isEmpty ? [] : ObservationStatus.allCases.filter(found.contains)
    }

    /// The same of the figure of a rule or a measure: as ``dataSpan(ofFigure:_:in:at:)`` tells its dates.
    package func statuses(
        ofFigure node: NodeID,
        _ power: PowerID,
        in country: CountryID,
        at period: Period
    ) -> [ObservationStatus] {
        let found = Set(
            measured(node).flatMap { material -> [ObservationStatus] in
                switch material {
                case .beneath(let node):
                    actors(power).flatMap { statuses(of: node, Dyad(power: $0, country: country), at: period) }
                case .signs: signObservations(of: power, in: country, at: period).map(\.status)
                }
            }
        )
        return ObservationStatus.allCases.filter { $0 != .normal && found.contains($0) }
    }

    /// What is told beside a node's figure: the dates of its data, what is said of them, and the breaks that it has.
    package struct FigureEvidence: Hashable, Sendable {
        /// As ``Evidence/dataSpan(of:_:at:in:without:)`` tells.
        package let span: DataSpan?
        /// As ``Evidence/statuses(of:_:at:in:)`` tells.
        package let statuses: [ObservationStatus]
        /// As ``Evidence/breaks(of:_:after:by:in:)`` tells.
        package let breaks: [SeriesBreak]
    }

    /// All of it at once, which costs the look for what counts in the figure but once.
    package func figure(
        of node: NodeID,
        _ dyad: Dyad,
        at period: Period,
        breaksAfter day: Day?,
        in table: ScoreTable?
    ) -> FigureEvidence {
        let leaves = countedLeaves(of: node, dyad, at: period, in: table)
        return FigureEvidence(
            span: span(of: leaves, dyad, at: period),
            statuses: statuses(of: leaves, dyad, at: period),
            breaks: breaks(of: leaves, dyad, after: day, by: period)
        )
    }

    /// The first day of the grid on which an indicator that has a value at the end of `period` will have none, if nothing
    /// new is observed; of a node the earliest of those beneath it.
    ///
    /// - Returns: The end of that period of the grid; `nil` where nothing lapses.
    package func lapses(of node: NodeID, _ dyad: Dyad, at period: Period, in table: ScoreTable? = nil) -> Day? {
        countedLeaves(of: node, dyad, at: period, in: table).compactMap { lapse(of: $0, dyad, at: period) }.min()
    }

    /// The breaks of series that lie between the figures of two periods: in none of the indicators beneath the node may the
    /// two be compared across one.
    ///
    /// - Parameter table: As in ``dataSpan(of:_:at:in:without:)``; `to` is of it.
    /// - Returns: In the order of the model's indicators, then of time.
    package func breaks(
        of node: NodeID,
        _ dyad: Dyad,
        from: Period,
        to: Period,
        in table: ScoreTable? = nil
    ) -> [SeriesBreak] {
        countedLeaves(of: node, dyad, at: to, in: table).flatMap { breaks(ofIndicator: $0, dyad, from: from, to: to) }
    }

    /// The breaks beneath a node after a day and by a period; without a day those at which the period itself begins. Also
    /// across periods without a value.
    ///
    /// - Parameter table: As in ``dataSpan(of:_:at:in:without:)``.
    package func breaks(
        of node: NodeID,
        _ dyad: Dyad,
        after day: Day?,
        by period: Period,
        in table: ScoreTable? = nil
    ) -> [SeriesBreak] {
        breaks(of: countedLeaves(of: node, dyad, at: period, in: table), dyad, after: day, by: period)
    }

    private func breaks(of leaves: [NodeID], _ dyad: Dyad, after day: Day?, by period: Period) -> [SeriesBreak] {
        leaves.flatMap { leaf -> [SeriesBreak] in
            guard let reader = reader(of: leaf), let place = place(of: dyad) else { return [] }
            let turns = course(of: reader, dyad, place, through: period.end).turns
            let periods = periods(through: period.end)
            return turns.filter { turn in
                guard turn.since < periods.endIndex else { return false }
                return day.map { periods[turn.since].end > $0 } ?? (turn.since == periods.endIndex - 1)
            }.flatMap(\.breaks)
        }
    }

    // MARK: One indicator

    private func lapse(of indicator: NodeID, _ dyad: Dyad, at period: Period) -> Day? {
        guard let reader = reader(of: indicator), let place = place(of: dyad) else { return nil }
        let key = CellKey(indicator: indicator, dyad: dyad, period: period)
        if let known = lapseDays[key] { return known }
        let day = reader.lapse(from: place.cell(at: period)).flatMap(gridDay)
        if lapseDays.count >= Self.remembered { lapseDays.removeAll(keepingCapacity: true) }
        lapseDays[key] = .some(day)
        return day
    }

    /// The end of the period of the grid that holds a day.
    private func gridDay(_ day: Day) -> Day? {
        switch grid {
        case .regular(let frequency, _): frequency.period(containing: day).end
        case .listed(let periods): periods.first { $0.end >= day }?.end
        }
    }

    private func breaks(ofIndicator id: NodeID, _ dyad: Dyad, from: Period, to: Period) -> [SeriesBreak] {
        guard let reader = reader(of: id), let place = place(of: dyad), from.end < to.end else { return [] }
        let turns = course(of: reader, dyad, place, through: to.end).turns
        let periods = periods(through: to.end)
        return turns.filter { $0.since < periods.endIndex && periods[$0.before].end >= from.end }.flatMap(\.breaks)
    }
}

/// A position in the model.
struct DyadPlace {
    let power: Int
    let country: Int

    func cell(at period: Period) -> IndicatorReader.Cell {
        IndicatorReader.Cell(power: power, country: country, period: period)
    }
}

/// What was asked for.
struct CellKey: Hashable {
    let indicator: NodeID
    let dyad: Dyad
    let period: Period
}
