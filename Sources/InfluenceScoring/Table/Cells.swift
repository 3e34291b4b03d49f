package import InfluenceModel

/// The cells of a table: every dyad of the model in every period. Dyads by country in the model's order, then by power;
/// the periods of one dyad lie together.
package struct Cells: Sendable {
    package let dyads: [Dyad]
    package let periods: [Period]
    let powerCount: Int
    /// The cells that are computed as one: whole dyads. Long enough to stream the columns
    /// from memory, short enough to keep the sums in the processor's cache; measured.
    let run: Int

    package init(_ model: Model, periods: [Period]) {
        self.init(model, periods: periods, cellsPerRun: 65_536)
    }

    init(_ model: Model, periods: [Period], cellsPerRun: Int) {
        dyads = model.countries.flatMap { country in
            model.powers.map { Dyad(power: $0.id, country: country.id) }
        }
        self.periods = periods
        powerCount = model.powers.count
        run = max(1, cellsPerRun / max(1, periods.count)) * periods.count
    }

    package var count: Int { dyads.count * periods.count }

    var runCount: Int { run == 0 ? 0 : (count + run - 1) / run }

    func cells(ofRun number: Int) -> Range<Int> {
        (number * run)..<min(count, (number + 1) * run)
    }

    /// - Returns: `nil` for a dyad that is not of the model.
    func position(of dyad: Dyad) -> Int? {
        guard powerCount > 0 else { return nil }
        let country = stride(from: 0, to: dyads.count, by: powerCount).first { dyads[$0].country == dyad.country }
        guard let country else { return nil }
        return (country..<(country + powerCount)).first { dyads[$0].power == dyad.power }
    }
}
