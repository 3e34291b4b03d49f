internal import InfluenceModel

/// The sheets of an indicator, one a country, or a single one where it is about powers alone.
struct SheetSet: Sendable {
    let sheets: [Sheet]
    /// The countries of the sheets; `nil`: what names none.
    let places: [CountryID?]
    private let subject: Subject
    let columns: PowerColumns
    /// Whether each input accrues over its period. One that the model doesn't define takes after its reader.
    let flows: [NodeID: Bool]

    /// Whether what is added accrues over its period.
    var isFlow: Bool { flows.values.contains(true) }

    init(_ indicator: Indicator, model: Model, panel: Panel, powers columns: PowerColumns) {
        let places: [CountryID?] = indicator.subject == .power ? [nil] : model.countries.map(\.id)
        self.init(indicator, at: places, model: model, panel: panel, powers: columns)
    }

    /// - Parameter places: `nil`: what names no country.
    init(_ indicator: Indicator, at places: [CountryID?], model: Model, panel: Panel, powers columns: PowerColumns) {
        let flows = indicator.inputs.map { model.indicator($0)?.isFlow ?? indicator.isFlow }
        self.places = places
        sheets = places.map {
            Sheet(indicator, flows: flows, place: $0, powers: columns, model: model, panel: panel)
        }
        subject = indicator.subject
        self.columns = columns
        self.flows = Dictionary(zip(indicator.inputs, flows)) { first, _ in first }
    }

    /// Where a cell is read.
    func place(of cell: IndicatorReader.Cell) -> IndicatorReader.Place {
        IndicatorReader.Place(
            sheet: subject == .power ? 0 : cell.country,
            power: subject == .country ? columns.none : cell.power,
            actor: cell.power,
            country: cell.country
        )
    }
}
