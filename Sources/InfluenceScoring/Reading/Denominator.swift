internal import InfluenceModel

/// The indicator that a ratio divides by, about the same country, power or dyad as its own subject says.
struct Denominator: Sendable {
    let indicator: Indicator
    let sheets: SheetSet

    /// The inputs, reporters and `max_age` of `indicator` apply; its transform does not.
    init(_ indicator: Indicator, model: Model, panel: Panel, powers: PowerColumns) {
        self.indicator = indicator
        sheets = SheetSet(indicator, model: model, panel: panel, powers: powers)
    }

    /// Where the denominator of what is read at a place is.
    func place(for place: IndicatorReader.Place) -> IndicatorReader.Place {
        switch indicator.subject {
        case .power: IndicatorReader.Place(sheet: 0, power: place.actor)
        case .country: IndicatorReader.Place(sheet: place.country, power: sheets.columns.none)
        case .dyad, .pair: IndicatorReader.Place(sheet: place.country, power: place.actor)
        }
    }

    /// The value of the numerator's very period, else the newest one that ended before its end and is then not older than
    /// the denominator's `max_age`. Of several reporters the first.
    func row(for place: IndicatorReader.Place, _ numerator: Period) -> (sheet: Int, row: Int)? {
        let place = self.place(for: place)
        let sheet = sheets.sheets[place.sheet]
        for reporter in sheet.reporters.indices {
            if let same = sheet.row(of: place.power, by: reporter, for: numerator), sheet.rows[same].state == .value {
                return (place.sheet, same)
            }
        }
        var newest: Int?
        for reporter in sheet.reporters.indices {
            guard let row = sheet.newestValue(of: place.power, by: reporter, through: numerator.end) else { continue }
            if newest.map({ sheet.rows[$0].period.end < sheet.rows[row].period.end }) ?? true { newest = row }
        }
        guard let newest, !indicator.isExpired(sheet.rows[newest].period.end, at: numerator.end) else { return nil }
        return (place.sheet, newest)
    }
}
