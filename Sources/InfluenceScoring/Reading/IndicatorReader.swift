internal import InfluenceModel

/// Steps 1 to 3 of the model for one indicator: select, window, transform. From observations to raw values.
///
/// A cell's value depends on the observations of its own dyad (and of its denominator) alone; of a table on those of its
/// country; of an exhaustive register also on whether anything is in it.
struct IndicatorReader: Sendable {
    /// Where a value is wanted.
    struct Cell {
        /// Positions in the model.
        let power: Int
        let country: Int
        let period: Period
    }

    /// Where it is read: positions among the sheets, and among the powers of a sheet.
    struct Place {
        let sheet: Int
        let power: Int
        /// Whose value it is, which a denominator about something else asks for: positions in the model.
        let actor: Int
        let country: Int

        init(sheet: Int, power: Int, actor: Int? = nil, country: Int? = nil) {
            self.sheet = sheet
            self.power = power
            self.actor = actor ?? power
            self.country = country ?? sheet
        }
    }

    let indicator: Indicator
    let chain: Chain
    let sheets: SheetSet
    let denominator: Denominator?
    /// What all powers of a place are read from together, where they are.
    let tables: TableSet?
    /// By sheet, the end of the first period of an exhaustive register: from then on it speaks of every dyad, whichever
    /// its rows are about. `nil`: it is none, or nothing is in it from those who are read here.
    let registerSince: [Day?]

    /// - Parameter powers: Those of the model, for whom reads many indicators.
    /// - Throws: ``ScoringError/pairInTree(_:)``, ``ScoringError/unknownDenominator(indicator:denominator:)``
    init(_ indicator: Indicator, model: Model, panel: Panel, powers: PowerColumns? = nil) throws(ScoringError) {
        guard indicator.subject != .pair else { throw .pairInTree(indicator.id) }
        let powers = powers ?? PowerColumns(model)
        let sheets = SheetSet(indicator, model: model, panel: panel, powers: powers)
        var denominator: Denominator?
        if let id = indicator.denominator {
            guard let definition = model.indicator(id) else {
                throw .unknownDenominator(indicator: indicator.id, denominator: id)
            }
            denominator = Denominator(definition, model: model, panel: panel, powers: powers)
        }
        self.init(indicator, sheets: sheets, denominator: denominator, model: model, panel: panel)
    }

    /// Of what is about one pair of powers: read at the places of the countries, then at that of the pair alone.
    init(_ indicator: Indicator, of pair: PowerID, model: Model, panel: Panel) {
        var powers = PowerColumns(model)
        _ = powers.column(of: pair)
        let places: [CountryID?] = model.countries.map(\.id) + [nil]
        let sheets = SheetSet(indicator, at: places, model: model, panel: panel, powers: powers)
        self.init(indicator, sheets: sheets, denominator: nil, model: model, panel: panel)
    }

    private init(
        _ indicator: Indicator,
        sheets: SheetSet,
        denominator: Denominator?,
        model: Model,
        panel: Panel
    ) {
        self.indicator = indicator
        chain = Chain(indicator.transform)
        self.sheets = sheets
        self.denominator = denominator
        tables = indicator.readsTable ? TableSet(indicator, sheets, model: model, panel: panel) : nil
        let first = indicator.gaps == .zero ? panel.firstEnds(of: indicator, notScored: model.notScored) : [:]
        registerSince = zip(sheets.sheets, sheets.places).map { sheet, place in
            let read = indicator.reporters.map { $0[place] } ?? Array(first.keys)
            return read.compactMap { first[$0] }.min()
        }
    }

    /// The raw value of a cell, and in `selection` what it was read from.
    ///
    /// Not applicable where the newest row with anything known is of status M, however old: what cannot exist does not
    /// go stale. No cell stops a run: what has no value says why.
    func read(_ cell: Cell, into selection: inout Selection) -> IndicatorReading {
        read(sheets.place(of: cell), at: cell.period.end, into: &selection)
    }

    func read(_ place: Place, at date: Day, into selection: inout Selection) -> IndicatorReading {
        selection.clear()
        guard let tables else { return readDyad(place, at: date, into: &selection) }
        let table = table(tables, at: place.sheet, date: date)
        return read(place, in: table, at: date, into: &selection)
    }

    /// The raw values of all cells.
    func column(_ cells: Cells) -> Column {
        var column = ColumnBuilder(cells)
        let powers = cells.powerCount
        let countries = powers == 0 ? 0 : cells.dyads.count / powers
        // What is divided by something else's value differs where that does.
        let isDivided = denominator.map { $0.indicator.subject != indicator.subject } ?? false
        switch isDivided ? .dyad : indicator.subject {
        // What is said of a country alone is said of every power in it, and the other way round.
        case .country:
            for country in 0..<countries {
                fill(&column, cells, dyads: [country * powers])
                for power in 1..<max(1, powers) { column.copy(country * powers, to: country * powers + power) }
            }
        case .power:
            if countries > 0 { fill(&column, cells, dyads: 0..<powers) }
            for dyad in cells.dyads.indices.dropFirst(powers) { column.copy(dyad % powers, to: dyad) }
        case .dyad, .pair:
            for country in 0..<countries { fill(&column, cells, dyads: country * powers..<(country + 1) * powers) }
        }
        return column.finished()
    }

    /// Reads the cells of some dyads of one place, each only where something may have changed since the period before.
    private func fill(_ column: inout ColumnBuilder, _ cells: Cells, dyads: some Collection<Int>) {
        guard let first = cells.periods.first else { return }
        var selection = Selection(tellsRows: false)
        if let tables {
            let places = dyads.map { sheets.place(of: cells.cell(dyad: $0, period: first)) }
            var readings: [IndicatorReading?] = places.map { _ in nil }
            var table: (of: ShareTable, since: Day)?
            for (number, period) in cells.periods.enumerated() {
                let date = period.end
                let isCurrent = table.map { $0.since <= date && date < $0.of.until } ?? false
                if !isCurrent {
                    table = (self.table(tables, at: places[0].sheet, date: date), date)
                    readings = places.map { _ in nil }
                }
                guard let current = table?.of else { continue }
                for (place, dyad) in dyads.enumerated() {
                    var reading = readings[place]
                    if reading.map({ date >= $0.until }) ?? true {
                        selection.clear()
                        reading = read(places[place], in: current, at: date, into: &selection)
                        readings[place] = reading
                    }
                    if let reading { column.set(reading, dyad: dyad, period: number) }
                }
            }
            return
        }
        for dyad in dyads {
            let place = sheets.place(of: cells.cell(dyad: dyad, period: first))
            var current: (reading: IndicatorReading, since: Day)?
            for (number, period) in cells.periods.enumerated() {
                let date = period.end
                if let current, current.since <= date, date < current.reading.until {
                    column.set(current.reading, dyad: dyad, period: number)
                    continue
                }
                selection.clear()
                let reading = readDyad(place, at: date, into: &selection)
                column.set(reading, dyad: dyad, period: number)
                current = (reading, date)
            }
        }
    }
}

/// A column in the making.
private struct ColumnBuilder {
    private let periods: Int
    private var values: [Double]
    private var freshness: [Freshness]
    /// Made where the first value does not know all of its window.
    private var known: [Double]?

    init(_ cells: Cells) {
        periods = cells.periods.count
        values = Array(repeating: .nan, count: cells.count)
        freshness = Array(repeating: .missing, count: cells.count)
    }

    mutating func set(_ reading: IndicatorReading, dyad: Int, period: Int) {
        let cell = dyad * periods + period
        values[cell] = reading.value
        freshness[cell] = reading.freshness
        guard reading.known != 1 else { return }
        if known == nil { known = Array(repeating: 1, count: values.count) }
        known?[cell] = reading.known
    }

    mutating func copy(_ dyad: Int, to other: Int) {
        for period in 0..<periods {
            values[other * periods + period] = values[dyad * periods + period]
            freshness[other * periods + period] = freshness[dyad * periods + period]
            if let share = known?[dyad * periods + period] { known?[other * periods + period] = share }
        }
    }

    consuming func finished() -> Column {
        Column(values: values, freshness: freshness, known: known)
    }
}
