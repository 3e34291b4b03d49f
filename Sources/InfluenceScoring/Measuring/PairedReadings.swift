internal import InfluenceModel

/// What two powers' values of each indicator are over the periods of a country, read once for all measures.
struct PairedReadings {
    private let measures: CountryMeasures
    private let first: Int
    private let second: Int
    private var known: [NodeID: [PairedReading]] = [:]

    init(_ measures: CountryMeasures, _ first: Int, _ second: Int) {
        self.measures = measures
        self.first = first
        self.second = second
    }

    /// One a period; `nil` for an indicator that no measure reads.
    mutating func read(_ indicator: NodeID) -> [PairedReading]? {
        if let readings = known[indicator] { return readings }
        guard let reader = measures.readers[indicator] else { return nil }
        var readings: [PairedReading] = []
        readings.reserveCapacity(measures.periods.count)
        var selection = Selection()
        for period in measures.periods {
            if let last = readings.last, period.end < last.until {
                readings.append(last)
            } else {
                let (one, other) = (measures.cell(first, period), measures.cell(second, period))
                readings.append(reader.readPair(one, other, into: &selection))
            }
        }
        known[indicator] = readings
        return readings
    }
}
