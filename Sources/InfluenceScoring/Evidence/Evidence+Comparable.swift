package import InfluenceModel

// Values of two powers that can be compared: of one reference period and reporter.

extension Evidence {
    /// The newest raw values of two powers that are of one reference period and one reporter, at the end of `period`.
    ///
    /// - Returns: `nil` where there are none, they are too old, or one of the names is not of the model.
    /// - Throws: what reading the indicator throws.
    package func comparable(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        in country: CountryID,
        at period: Period
    ) throws(ScoringError) -> Comparable? {
        guard let definition = model.indicator(indicator), definition.subject == .dyad,
            let one = place(of: Dyad(power: first, country: country)),
            let other = place(of: Dyad(power: second, country: country))
        else { return nil }
        let reader = try knownReader(of: definition)
        let cells = [one, other].map { $0.cell(at: period) }
        var selection = Selection()
        let reading = reader.readPair(cells[0], cells[1], into: &selection)
        guard let data = reading.period, reading.first.isFinite, reading.second.isFinite else { return nil }
        return Comparable(
            first: reading.first,
            second: reading.second,
            period: data,
            stretches: cells.map { reader.stretch(of: reading, $0) }
        )
    }

    /// The raw values of two powers, of one reference period and reporter.
    package struct Comparable: Hashable, Sendable {
        package let first: Double
        package let second: Double
        package let period: Period
        let stretches: [Stretch]

        /// The breaks between earlier ones and these, of the same powers.
        /// - Parameter period: Of the grid, at whose end these were read.
        package func breaks(after earlier: Comparable, since period: Period) -> [SeriesBreak] {
            var seen: Set<SeriesBreak> = []
            return zip(earlier.stretches, stretches).flatMap { $1.breaks(after: $0, since: period) }
                .filter { seen.insert($0).inserted }
        }
    }
}
