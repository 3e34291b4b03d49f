internal import InfluenceModel

/// The concentration of a channel on its partners: all of them, not the configured powers only.
struct Concentration {
    private let indicator: Indicator
    private let sheets: SheetSet
    private let tables: TableSet
    private let world: Int
    private let none: Int
    /// For each union among the powers the positions of its members.
    private let unions: [(union: Int, members: [Int])]
    private let minAttributed: Double

    /// - Parameters:
    ///   - partners: The observed indicator with a value of each partner and a total.
    ///   - share: Of the channel; its reporters and ages apply.
    init(partners: NodeID, share: IndicatorReader, minAttributed: Double, model: Model, panel: Panel) {
        let columns = PowerColumns(model)
        (indicator, world, none) = (share.indicator, columns.world, columns.none)
        // The share itself mostly reads the same.
        if share.indicator.inputs == [partners], share.indicator.share == .partners, let tables = share.tables {
            (sheets, self.tables) = (share.sheets, tables)
        } else {
            let observed = Indicator(
                id: partners,
                title: "",
                isFlow: model.indicator(partners)?.isFlow ?? false,
                reporters: share.indicator.reporters,
                lag: share.indicator.lag,
                transform: [.share()],
                cadence: share.indicator.cadence,
                maxAge: share.indicator.maxAge
            )
            sheets = SheetSet(observed, model: model, panel: panel, powers: columns)
            tables = TableSet(observed, sheets, model: model, panel: panel)
        }
        self.minAttributed = minAttributed
        unions = model.powers.indices.compactMap { union in
            let members = model.powers.indices.filter { model.powers[$0].within == model.powers[union].id }
            return members.isEmpty ? nil : (union, members)
        }
    }

    /// The newest period with a total of a country, and what is known of it.
    struct Reading {
        let figures: Figures
        let confidence: Double
    }

    /// Of one row of the total.
    struct Figures {
        let row: Int
        /// NaN where too little of the total is attributed.
        let concentration: Double
        let attributed: Double
    }

    /// HHI = sum (v / T)^2 over the partners of the newest period with a total, T the total or, where they exceed it, the
    /// sum of the partners: 0...1, a lower bound by what no partner is named for. A union stands aside where a member of
    /// it is listed. Source: Hirschman (1945, 1964).
    /// - Parameters:
    ///   - cell: Of any power in the country.
    ///   - known: What was read for the period before: mostly the data are the same.
    func read(_ cell: IndicatorReader.Cell, known: Figures?) -> Reading? {
        let date = cell.period.end
        let place = sheets.place(of: cell).sheet
        let table = tables.table(at: place, date: date)
        // What stands in for the table names no partners.
        guard !table.isFallback, let reporter = table.reporter, let last = table.usable.last,
            let newest = tables.books[place][reporter][last].totalRow
        else { return nil }
        let sheet = sheets.sheets[place]
        let end = sheet.rows[newest].period.end
        let freshness = Freshness(end: end, at: date, cadence: indicator.cadence, maxAge: indicator.maxAge)
        guard freshness != .expired else { return nil }
        let figures = known?.row == newest ? known : nil
        return Reading(figures: figures ?? self.figures(sheet, newest), confidence: freshness.confidence)
    }

    private func figures(_ sheet: Sheet, _ row: Int) -> Figures {
        let (total, period, reporter) = (sheet.rows[row].value, sheet.rows[row].period, sheet.rows[row].reporter)
        let value = { (power: Int) -> Double in
            guard let row = sheet.row(of: power, by: reporter, for: period), sheet.rows[row].state == .value else {
                return 0
            }
            return max(0, sheet.rows[row].value)
        }
        var (sum, squares) = (0.0, 0.0)
        for power in 0..<sheet.powerCount where power != world && power != none {
            if unions.contains(where: { $0.union == power && $0.members.contains { value($0) > 0 } }) { continue }
            let one = value(power)
            sum += one
            squares += one * one
        }
        let whole = max(total, sum)
        let isKnown = whole > 0 && whole.isFinite && sum / whole >= minAttributed
        return Figures(
            row: row,
            concentration: isKnown ? min(1, squares / whole / whole) : .nan,
            attributed: sum / whole
        )
    }
}
