internal import InfluenceModel

/// What two powers' values of each indicator are over some periods of a country, read once for all measures.
struct PairedReadings {
    private let measures: CountryMeasures
    private let first: Int
    private let second: Int
    private let periods: [Period]
    private var known: [NodeID: [PairedReading]] = [:]

    /// - Parameter periods: In order; `nil`: those of the table.
    init(_ measures: CountryMeasures, _ first: Int, _ second: Int, _ periods: [Period]? = nil) {
        self.measures = measures
        self.periods = periods ?? measures.periods
        self.first = first
        self.second = second
    }

    /// One a period; `nil` for an indicator that no measure reads.
    mutating func read(_ indicator: NodeID) throws(ScoringError) -> [PairedReading]? {
        if let readings = known[indicator] { return readings }
        guard let reader = measures.readers[indicator] else { return nil }
        var readings: [PairedReading] = []
        readings.reserveCapacity(periods.count)
        var selection = Selection()
        var rows: (first: Int?, second: Int?)?
        var known: PairedReading?
        for period in periods {
            let (one, other) = (measures.cell(first, period), measures.cell(second, period))
            let newest: (Int?, Int?)? =
                if case .some(let first) = reader.newestRow(one), case .some(let second) = reader.newestRow(other) {
                    (first, second)
                } else {
                    nil
                }
            var reading: PairedReading
            if let newest, let rows, newest == rows, let last = readings.last, let data = last.period {
                let freshness = reader.freshness(of: data, at: period.end)
                reading = freshness == .expired ? .none(.expired) : last.with(freshness: freshness, isBreak: false)
            } else {
                reading = try reader.readPair(one, other, into: &selection)
                if let known, isBreak(from: known, to: reading, [one, other], reader) {
                    reading = reading.with(isBreak: true)
                }
            }
            if reading.period != nil { known = reading }
            readings.append(reading)
            rows = newest
        }
        self.known[indicator] = readings
        return readings
    }

    /// Whether two readings of one indicator cannot be compared.
    private func isBreak(
        from known: PairedReading,
        to reading: PairedReading,
        _ cells: [IndicatorReader.Cell],
        _ reader: IndicatorReader
    ) -> Bool {
        guard let before = known.period, let now = reading.period, (before, known.reporter) != (now, reading.reporter)
        else { return false }
        if known.reporter != reading.reporter { return true }
        return cells.contains {
            reader.hasBreak($0, by: reading.reporter, after: before.end, through: now.end, measures.scorer.panel)
        }
    }
}
