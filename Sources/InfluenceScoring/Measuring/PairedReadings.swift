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
    mutating func read(_ indicator: NodeID) -> [PairedReading]? {
        if let readings = known[indicator] { return readings }
        guard let reader = measures.readers[indicator] else { return nil }
        var readings: [PairedReading] = []
        readings.reserveCapacity(periods.count)
        var selection = Selection()
        var known: [Stretch]?
        for period in periods {
            if let last = readings.last, period.end < last.until {
                readings.append(last.with(isBreak: false))
                continue
            }
            let (one, other) = (measures.cell(first, period), measures.cell(second, period))
            var reading = reader.readPair(one, other, into: &selection)
            if reading.period != nil {
                let stretches = [one, other].map { reader.stretch(of: reading, $0) }
                let isBreak = zip(known ?? stretches, stretches).contains { before, now in
                    !now.breaks(after: before, since: period).isEmpty
                }
                reading = reading.with(isBreak: isBreak)
                known = stretches
            }
            readings.append(reading)
        }
        self.known[indicator] = readings
        return readings
    }
}
