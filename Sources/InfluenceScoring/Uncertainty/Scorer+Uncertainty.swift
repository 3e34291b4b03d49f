package import InfluenceModel

/// How sure the scores of one period are: what they owe to choices of the method and, apart from that, to who reported.
package struct PeriodUncertainty: Sendable {
    /// `nil` where the plan asks for no replications.
    package let replicated: UncertaintyTable?
    /// `nil` where it was not asked for, or nothing is uncertain.
    package let sensitivity: Sensitivity?
    /// By node and dyad; `nil` where the partners' statistics change nothing.
    private let inputRanges: [InputRange?]
    private let dyadCount: Int

    init(
        replicated: UncertaintyTable?,
        sensitivity: Sensitivity?,
        inputRanges: [InputRange?],
        dyadCount: Int
    ) {
        self.replicated = replicated
        self.sensitivity = sensitivity
        self.inputRanges = inputRanges
        self.dyadCount = dyadCount
    }

    /// - Parameters: Positions in the table that it is about; outside of it there is no range.
    package func inputRange(node: Int, dyad: Int) -> InputRange? {
        let place = node * dyadCount + dyad
        return inputRanges.indices.contains(place) ? inputRanges[place] : nil
    }
}

extension Scorer {
    /// How sure the scores of one period of a table are, by the model's plan.
    ///
    /// Guarantee: a pure function of the model, the panel, the table's periods and the seed, on any number of threads.
    ///
    /// - Parameters:
    ///   - table: The scores of this model and panel.
    ///   - columns: What the table was scored from: ``columns(for:threads:)`` of the same periods.
    ///   - period: Position in the table.
    ///   - seed: 64 bits of the run's input hash.
    ///   - levels: of which nodes it is to be counted how often their scores are beyond which levels.
    ///   - withSensitivity: Whether the Sobol indices are wanted too, which cost as much as some runs of replications.
    /// - Returns: `nil` where the model has no plan.
    /// - Throws: ``UncertaintyError``, naming the alternative and the cell.
    package func uncertainty(
        of table: ScoreTable,
        from columns: [PreparedColumn],
        at period: Int,
        seed: UInt64,
        levels: [NodeID: [Double]] = [:],
        withSensitivity: Bool,
        threads: Int
    ) throws(UncertaintyError) -> PeriodUncertainty? {
        guard let plan = model.uncertainty else { return nil }
        let uncertainty = try Uncertainty(
            of: table,
            model: model,
            at: period,
            plan: plan,
            columns: UncertainColumns(columns),
            seed: seed,
            threads: threads
        )
        return PeriodUncertainty(
            replicated: try uncertainty.replicated(levels: levels),
            sensitivity: withSensitivity ? try uncertainty.sensitivity() : nil,
            inputRanges: try inputRanges(of: table, at: period, threads: threads),
            dyadCount: table.dyads.count
        )
    }

    private func inputRanges(
        of table: ScoreTable,
        at period: Int,
        threads: Int
    ) throws(UncertaintyError) -> [InputRange?] {
        guard (model.indicators + model.tracked).contains(where: { !$0.mirror.isEmpty }) else { return [] }
        // Of one period alone, unless other periods have a say in it.
        let (periods, place) = model.hasParametersOfPanel ? (table.periods, period) : ([table.periods[period]], 0)
        let mirrored: ScoreTable
        do throws(ScoringError) {
            mirrored = try Scorer(model: model, panel: try panel.mirrored(by: model)).scores(
                for: periods,
                threads: threads
            )
        } catch {
            throw .mirror(error)
        }
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
