internal import InfluenceModel

/// Steps 1 to 3 of the model for one indicator: select, window, transform. From observations to raw values.
///
/// A cell's value depends on the observations of its indicator (and denominator) in its country alone, on no other cell,
/// and not on which powers the model configures.
struct IndicatorReader: Sendable {
    /// Where a value is wanted.
    struct Cell {
        /// Positions in the model.
        let power: Int
        let country: Int
        let dyad: Dyad
        let period: Period
    }

    let indicator: Indicator
    let sheets: SheetSet
    let denominator: Denominator?

    /// - Parameter powers: Those of the model, for whom reads many indicators.
    /// - Throws: ``ScoringError/pairInTree(_:)``, ``ScoringError/unknownDenominator(indicator:denominator:)``
    init(_ indicator: Indicator, model: Model, panel: Panel, powers: PowerColumns? = nil) throws(ScoringError) {
        guard indicator.subject != .pair else { throw .pairInTree(indicator.id) }
        self.indicator = indicator
        let powers = powers ?? PowerColumns(model)
        sheets = SheetSet(
            indicator,
            model: model,
            panel: panel,
            powers: powers,
            needsTotal: indicator.transform.isShare
        )
        if case .ratio(let to, _) = indicator.transform {
            guard let definition = model.indicator(to) else {
                throw .unknownDenominator(indicator: indicator.id, denominator: to)
            }
            denominator = Denominator(definition, model: model, panel: panel, powers: powers)
        } else {
            denominator = nil
        }
    }

    /// The raw value of a cell, and in `selection` what it was read from.
    ///
    /// Not applicable where the newest row with anything known is of status M, however old: what cannot exist does not
    /// go stale. Missing where there is no row, or the transform has no value (no denominator, a total too small): the
    /// newest value decides, an older one is not looked for.
    func read(_ cell: Cell, into selection: inout Selection) throws(ScoringError) -> Reading {
        selection.clear()
        let (sheet, power) = sheets.sheet(for: cell)
        let date = cell.period.end
        if let newest = sheet.newest(of: power, through: date), sheet.rows[newest].state == .notApplicable {
            selection.terms.append(.init(row: newest, weight: 1))
            return Reading(value: .nan, freshness: .notApplicable)
        }
        let total = indicator.transform.isShare ? sheets.world : nil
        indicator.window.select(from: sheet, power: power, total: total, at: date, into: &selection)
        guard !selection.terms.isEmpty, let newest = selection.newest else { return .missing }
        let freshness = Freshness(end: newest.end, at: date, cadence: indicator.cadence, maxAge: indicator.maxAge)
        guard freshness != .expired else { return Reading(value: .nan, freshness: .expired) }

        let divisor = denominator?.row(for: cell, newest)
        selection.denominator = divisor
        // Two values of one period compare as they are: bringing both to a year's length would cancel out.
        selection.comparesOnePeriod = indicator.window == .last && divisor?.period == newest
        selection.isAnnual =
            indicator.window.isRate && !indicator.transform.isShare && !selection.comparesOnePeriod
        let windowed = selection.sum(selection.terms, of: sheet)
        selection.windowed = windowed
        let operands = Transform.Operands(
            value: windowed,
            total: selection.sum(selection.totals, of: sheet),
            denominator: divisor.map { selection.comparesOnePeriod ? $0.value : $0.annual }
        )
        switch indicator.transform.apply(operands) {
        case .value(let value):
            guard value.isFinite else {
                throw .notFinite(node: indicator.id, dyad: cell.dyad, period: cell.period)
            }
            // Not -0: the two zeros print differently.
            return Reading(value: value + 0, freshness: freshness)
        case .missing:
            return .missing
        case .undefinedLogarithm:
            throw .logarithmUndefined(indicator: indicator.id, dyad: cell.dyad, period: cell.period, value: windowed)
        case .unknownLevel:
            throw .levelNotInTable(indicator: indicator.id, dyad: cell.dyad, observed: newest, level: windowed)
        }
    }
}

/// The sheets of an indicator, one a country, or a single one where it is about powers alone.
struct SheetSet: Sendable {
    private let sheets: [Sheet]
    private let subject: Subject
    private let columns: PowerColumns
    /// Whether each input accrues over its period. One that the model doesn't define takes after its reader.
    let flows: [NodeID: Bool]

    init(_ indicator: Indicator, model: Model, panel: Panel, powers columns: PowerColumns, needsTotal: Bool) {
        let flows = indicator.inputs.map { model.indicator($0)?.isFlow ?? indicator.isFlow }
        let places: [CountryID?] = indicator.subject == .power ? [nil] : model.countries.map(\.id)
        sheets = places.map {
            Sheet(indicator, flows: flows, place: $0, powers: columns, needsTotal: needsTotal, panel: panel)
        }
        subject = indicator.subject
        self.columns = columns
        self.flows = Dictionary(zip(indicator.inputs, flows)) { first, _ in first }
    }

    var world: Int { columns.world }

    func sheet(for cell: IndicatorReader.Cell) -> (Sheet, power: Int) {
        (sheets[subject == .power ? 0 : cell.country], power: subject == .country ? columns.none : cell.power)
    }
}

/// The indicator that a ratio divides by, about the same country, power or dyad as its own subject says.
struct Denominator: Sendable {
    private let indicator: Indicator
    let sheets: SheetSet

    /// The inputs, reporters and `max_age` of `indicator` apply; its window and transform do not.
    init(_ indicator: Indicator, model: Model, panel: Panel, powers: PowerColumns) {
        self.indicator = indicator
        sheets = SheetSet(indicator, model: model, panel: panel, powers: powers, needsTotal: false)
    }

    /// The value of the numerator's very period, else the latest one that ended before its end and is then not older
    /// than the denominator's `max_age`.
    func row(for cell: IndicatorReader.Cell, _ numerator: Period) -> Sheet.Row? {
        let (sheet, power) = sheets.sheet(for: cell)
        if let same = sheet.lineRow(of: power, for: numerator), sheet.rows[same].state == .value {
            return sheet.rows[same]
        }
        guard let newest = sheet.newest(of: power, through: numerator.end), sheet.rows[newest].state == .value
        else { return nil }
        let age = Freshness(
            end: sheet.rows[newest].period.end,
            at: numerator.end,
            cadence: nil,
            maxAge: indicator.maxAge
        )
        return age == .expired ? nil : sheet.rows[newest]
    }
}
