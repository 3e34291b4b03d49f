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
    mutating func read(_ indicator: NodeID) throws(ScoringError) -> [PairedReading]? {
        if let readings = known[indicator] { return readings }
        guard let reader = measures.readers[indicator] else { return nil }
        var readings: [PairedReading] = []
        readings.reserveCapacity(measures.periods.count)
        var selection = Selection()
        var rows: (first: Int?, second: Int?)?
        for period in measures.periods {
            let (one, other) = (measures.cell(first, period), measures.cell(second, period))
            let newest: (Int?, Int?)? =
                if case .some(let first) = reader.newestRow(one), case .some(let second) = reader.newestRow(other) {
                    (first, second)
                } else {
                    nil
                }
            if let newest, let rows, newest == rows, let last = readings.last, let data = last.period {
                let freshness = reader.freshness(of: data, at: period.end)
                readings.append(
                    freshness == .expired
                        ? .none(.expired)
                        : PairedReading(first: last.first, second: last.second, period: data, freshness: freshness)
                )
            } else {
                readings.append(try reader.readPair(one, other, into: &selection))
            }
            rows = newest
        }
        known[indicator] = readings
        return readings
    }
}
