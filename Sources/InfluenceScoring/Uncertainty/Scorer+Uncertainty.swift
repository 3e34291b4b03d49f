package import InfluenceModel

/// How sure the scores of one period are: what they owe to choices of the method and, apart from that, to who reported.
package struct PeriodUncertainty: Sendable {
    /// `nil` where the plan asks for no replications.
    package let replicated: UncertaintyTable?
    /// `nil` where it was not asked for, or nothing is uncertain.
    package let sensitivity: Sensitivity?
    /// By node and dyad of the table of scores; `nil` where the partners' statistics change nothing.
    private let inputRanges: [InputRange?]
    /// Likewise; empty where it was not asked for.
    private let reporterRanges: [ReporterRange?]
    private let dyadCount: Int

    init(
        replicated: UncertaintyTable?,
        sensitivity: Sensitivity?,
        inputRanges: [InputRange?],
        reporterRanges: [ReporterRange?],
        dyadCount: Int
    ) {
        self.replicated = replicated
        self.sensitivity = sensitivity
        self.inputRanges = inputRanges
        self.reporterRanges = reporterRanges
        self.dyadCount = dyadCount
    }

    /// - Parameters: Positions in the table that it is about; outside of it there is no range.
    package func inputRange(node: Int, dyad: Int) -> InputRange? {
        let place = node * dyadCount + dyad
        return inputRanges.indices.contains(place) ? inputRanges[place] : nil
    }

    /// - Parameters: As of ``inputRange(node:dyad:)``.
    package func reporterRange(node: Int, dyad: Int) -> ReporterRange? {
        let place = node * dyadCount + dyad
        return reporterRanges.indices.contains(place) ? reporterRanges[place] : nil
    }
}

/// What has to be scored to tell how sure the scores of one country in one period are.
package struct UncertaintyScope: Sendable {
    /// Of the country alone, where nothing relates it to others.
    package let model: Model
    /// Of the period alone, where nothing relates it to others.
    package let periods: [Period]
    /// Position of the period wanted.
    package let period: Int

    /// - Parameters:
    ///   - country: `nil`: all are wanted.
    ///   - periods: Of the grid.
    ///   - period: Position among them.
    package init(_ model: Model, country: CountryID?, periods: [Period], at period: Int) {
        let reach = model.reach.union(model.uncertainty?.reach ?? [])
        var part = model
        if let country, !reach.isSuperset(of: .dyads) {
            part.countries = model.countries.filter { $0.id == country }
        }
        self.model = part
        (self.periods, self.period) = reach.contains(.periods) ? (periods, period) : ([periods[period]], 0)
    }
}

extension Scorer {
    /// How sure the scores of one period of a table are, by the model's plan.
    ///
    /// Guarantee: a pure function of the model, the panel and the table's periods, on any number of threads.
    ///
    /// - Parameters:
    ///   - table: The scores of this model and panel.
    ///   - columns: What the table was scored from: ``columns(for:threads:)`` of the same periods.
    ///   - period: Position in the table.
    ///   - countries: Those that are wanted; `nil`: all.
    ///   - levels: of which nodes it is to be counted how often their scores are beyond which levels.
    ///   - pairs: Which powers are compared with each other.
    ///   - isComplete: Whether the Sobol indices and the ranges between reporters are wanted too, which cost as much as some
    ///     runs of replications.
    /// - Returns: `nil` where the model has no plan.
    package func uncertainty(
        of table: ScoreTable,
        from columns: [PreparedColumn],
        at period: Int,
        countries: [CountryID]? = nil,
        levels: [NodeID: [Double]] = [:],
        pairs: ComparedPairs,
        isComplete: Bool,
        threads: Int
    ) throws(UncertaintyError) -> PeriodUncertainty? {
        guard let plan = model.uncertainty else { return nil }
        let uncertainty = try Uncertainty(
            of: table,
            model: model,
            at: period,
            countries: countries,
            plan: plan,
            columns: UncertainColumns(columns),
            threads: threads
        )
        do throws(ScoringError) {
            let replicated = uncertainty.replicated(levels: levels, pairs: pairs)
            try Abandonment.check()
            let sensitivity = isComplete ? uncertainty.sensitivity() : nil
            try Abandonment.check()
            return PeriodUncertainty(
                replicated: replicated,
                sensitivity: sensitivity,
                inputRanges: try inputRanges(of: table, at: period, threads: threads),
                reporterRanges: isComplete
                    ? try reporterRanges(of: table, from: columns, at: period, threads: threads) : [],
                dyadCount: table.dyads.count
            )
        } catch {
            throw .input(error)
        }
    }

    private func inputRanges(
        of table: ScoreTable,
        at period: Int,
        threads: Int
    ) throws(ScoringError) -> [InputRange?] {
        guard (model.indicators + model.tracked).contains(where: { !$0.mirror.isEmpty }) else { return [] }
        // Of one period alone, unless other periods have a say in it.
        let (periods, place) =
            model.reach.contains(.periods) ? (table.periods, period) : ([table.periods[period]], 0)
        let mirrored = try Scorer(model: model, panel: try panel.mirrored(by: model)).scores(
            for: periods,
            threads: threads
        )
        return table.nodes.indices.flatMap { node in
            table.dyads.indices.map { dyad in
                let range = InputRange(
                    host: table.score(node: node, dyad: dyad, period: period),
                    mirrored: mirrored.score(node: node, dyad: dyad, period: place)
                )
                return range.flatMap { $0.low < $0.high ? $0 : nil }
            }
        }
    }
}
