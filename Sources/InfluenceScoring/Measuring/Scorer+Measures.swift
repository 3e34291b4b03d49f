internal import InfluenceModel

// The measures: what is derived from the scores of several powers, in the order of the model's description.
//
//   DimensionPanel   scores of a country   -> PairStructure, PowerShares, TheilSen
//   Panel            observations          -> CooperationSource, ChannelReaders, Concentration, readPair
//
// Null in, null out: a measure has a value only where all that its formula names has one, and enough of what it speaks of:
// its gate. Coverage is the share of the weight (of dimensions, channels), of the signs or of the powers that it was computed
// from; confidence the same derated by the confidence in each of them, so that what is missing lowers it like the scores'.

extension Scorer {
    /// The measures that the model asks for, for every country and period of a table of its scores.
    ///
    /// - Parameter table: Of this very scorer, with consecutive periods: states and slopes look back.
    /// - Throws: ``ScoringError`` of reading an indicator that only measures read.
    package func measures(of table: ScoreTable, threads: Int = 1) throws(ScoringError) -> MeasureTable {
        guard let plan = model.measures, !table.periods.isEmpty else {
            return MeasureTable(periods: table.periods, series: [])
        }
        let readers = try MeasureReaders(self, plan)
        let parts = try concurrently(model.countries.count, threads: threads) { country throws(ScoringError) in
            try Abandonment.check()
            return CountryMeasures(self, plan, readers, table, country: country).series()
        }
        return MeasureTable(periods: table.periods, series: parts.flatMap { $0 })
    }
}

/// What the measures read from observations.
struct MeasureReaders: Sendable {
    private let readers: [NodeID: IndicatorReader]
    /// By pair, then by source.
    let cooperation: [[CooperationSource]]
    /// One a channel whose partners are told apart.
    let concentrations: [(channel: NodeID, concentration: Concentration)]

    init(_ scorer: Scorer, _ plan: MeasurePlan) throws(ScoringError) {
        let model = scorer.model
        var readers: [NodeID: IndicatorReader] = [:]
        for (indicator, reader) in zip(model.indicators, scorer.readers) { readers[indicator.id] = reader }
        var read: [NodeID] = plan.dependency?.channels.map(\.share) ?? []
        read += plan.overtaking?.shares ?? []
        for id in read where readers[id] == nil {
            guard let indicator = model.indicator(id) else { continue }
            readers[id] = try IndicatorReader(indicator, model: model, panel: scorer.panel)
        }
        self.readers = readers
        let signs: [MeasurePlan.Source] = plan.coopetition?.sources ?? []
        cooperation = plan.pairs.map { pair -> [CooperationSource] in
            signs.compactMap { source -> CooperationSource? in
                guard let indicator = model.indicator(source.indicator) else { return nil }
                return CooperationSource(source, indicator, pair: pair, model: model, panel: scorer.panel)
            }
        }
        guard let dependency = plan.dependency else {
            concentrations = []
            return
        }
        concentrations = dependency.channels.compactMap { channel in
            guard let partners = channel.partners, let share = readers[channel.share] else { return nil }
            return (
                channel.id,
                Concentration(
                    partners: partners,
                    share: share,
                    dependency,
                    model: model,
                    panel: scorer.panel
                )
            )
        }
    }

    subscript(_ indicator: NodeID) -> IndicatorReader? { readers[indicator] }
}
