internal import InfluenceModel

/// The concentration of a channel on its partners: all of them, not the configured powers only.
struct Concentration {
    private let indicator: Indicator
    let sheets: SheetSet
    private let tables: TableSet
    private let world: Int
    private let none: Int
    private let minAttributed: Double
    private let tolerance: Double

    /// - Parameters:
    ///   - partners: The observed indicator with a value of each partner and a total.
    ///   - share: Of the channel; its reporters and ages apply.
    init(
        partners: NodeID,
        share: IndicatorReader,
        _ dependency: MeasurePlan.Dependency,
        model: Model,
        panel: Panel
    ) {
        let columns = PowerColumns(model)
        (indicator, world, none) = (share.indicator, columns.world, columns.none)
        // The share itself mostly reads the same.
        if share.indicator.inputs == [partners], share.indicator.share == .partners, let tables = share.tables {
            (sheets, self.tables) = (share.sheets, tables)
        } else {
            let channel = share.indicator
            let observed = Indicator(
                id: partners,
                title: "",
                isFlow: model.indicator(partners)?.isFlow ?? false,
                reporters: channel.reporters,
                lag: channel.lag,
                transform: [.share()],
                cadence: channel.cadence,
                maxAge: channel.maxAge
            )
            sheets = SheetSet(observed, model: model, panel: panel, powers: columns)
            tables = TableSet(observed, sheets, model: model, panel: panel)
        }
        minAttributed = dependency.minAttributed
        tolerance = dependency.tolerance
    }

    /// What a country's channel is concentrated on at one time.
    struct Reading {
        /// Of the period that counts, or, where none does, of the newest that is young enough; `nil`: there is no total.
        let figures: Figures?
        let freshness: Freshness
        let absence: MeasureAbsence?

        func score(_ value: (Double) -> Double) -> Score {
            guard let figures else { return .none }
            let coverage = min(1, figures.attributed)
            let confidence = coverage * freshness.confidence
            guard absence == nil else { return Score(value: nil, coverage: coverage, confidence: confidence) }
            return Score(measured: value(figures.concentration), coverage: coverage, confidence: confidence, gate: 0)
        }
    }

    /// Of one row of the total.
    struct Figures {
        let row: Int
        let period: Period
        /// 0...1
        let concentration: Double
        /// What the partners that count add up to, of the total.
        let attributed: Double
        /// What all that are listed add up to, of the total.
        let listed: Double
    }

    /// HHI = sum (v / T)^2 over the partners of the newest period that names enough of them, T the total or, where they
    /// exceed it by no more than rounding does, the sum of the partners: 0...1, a lower bound by what no partner is named
    /// for. The country is no partner of its own. A union stands aside where a member of it is listed, whether the model has
    /// that as a power or not. A partner that stands for several others (``AreaCodes/isAggregate(_:)``), or under another
    /// code for one that is listed too, is none, unless the model has it as a power. Source: Hirschman (1945, 1964).
    /// - Parameters:
    ///   - cell: Of any power in the country.
    ///   - known: The figures of rows that were read before: mostly the data are the same.
    func read(_ cell: IndicatorReader.Cell, known: inout [Int: Figures]) -> Reading {
        let date = cell.period.end
        let place = sheets.place(of: cell).sheet
        let table = tables.table(at: place, date: date)
        // What stands in for the table names no partners.
        guard !table.isFallback, let reporter = table.reporter else {
            return Reading(figures: nil, freshness: .missing, absence: .noTotal)
        }
        let sheet = sheets.sheets[place]
        var newest: (Figures, Freshness)?
        for number in table.usable.reversed() {
            guard let row = tables.books[place][reporter][number].totalRow, sheet.rows[row].value.isFinite else {
                continue
            }
            let end = sheet.rows[row].period.end
            let freshness = Freshness(end: end, at: date, cadence: indicator.cadence, maxAge: indicator.maxAge)
            let figures = known[row] ?? self.figures(sheet, row)
            known[row] = figures
            if newest == nil { newest = (figures, freshness) }
            if figures.listed.exceeds(1 + tolerance) {
                return Reading(
                    figures: figures,
                    freshness: freshness,
                    absence: .exceedsTotal(figures.period, share: figures.listed)
                )
            }
            guard Gate(minimum: minAttributed).isPassed(by: figures.attributed) else { continue }
            return Reading(figures: figures, freshness: freshness, absence: nil)
        }
        guard let (figures, freshness) = newest else {
            return Reading(figures: nil, freshness: .missing, absence: .noTotal)
        }
        return Reading(
            figures: figures,
            freshness: freshness,
            absence: .attributed(figures.period, share: figures.attributed, minimum: minAttributed)
        )
    }

    private func figures(_ sheet: Sheet, _ row: Int) -> Figures {
        let partners = self.partners(sheet, row)
        let sum = partners.reduce(0) { $0 + $1.value }
        let total = sheet.rows[row].value
        let whole = max(total, sum)
        // Of shares: the squares of large values would be no numbers.
        let squares = partners.reduce(0.0) { sum, partner in
            let share = partner.value / whole
            return sum + share * share
        }
        return Figures(
            row: row,
            period: sheet.rows[row].period,
            concentration: min(1, squares),
            attributed: sum / total,
            listed: (sum + aggregates(sheet, row).reduce(0) { $0 + $1.value }) / total
        )
    }

    /// The partners of a row of the total that count, those with nothing left out.
    func partners(_ sheet: Sheet, _ row: Int) -> [(row: Int, value: Double)] {
        listed(sheet, row).filter { $0.kind == .partner }.map { ($0.row, $0.value) }
    }

    /// Those that stand for several others together, or for one that is listed, and do not count.
    private func aggregates(_ sheet: Sheet, _ row: Int) -> [(row: Int, value: Double)] {
        listed(sheet, row).filter { $0.kind == .aggregate }.map { ($0.row, $0.value) }
    }

    /// All that do not count.
    func others(_ sheet: Sheet, _ row: Int) -> [(row: Int, value: Double)] {
        listed(sheet, row).filter { $0.kind != .partner }.map { ($0.row, $0.value) }
    }

    private enum Kind {
        case partner
        /// Stands for several others together, or for one that is listed.
        case aggregate
        /// A union of which a member is listed.
        case union
        /// The country itself.
        case own
    }

    private func listed(_ sheet: Sheet, _ row: Int) -> [(row: Int, value: Double, kind: Kind)] {
        let (period, reporter) = (sheet.rows[row].period, sheet.rows[row].reporter)
        let find = { (power: Int) -> (row: Int, value: Double)? in
            guard let row = sheet.row(of: power, by: reporter, for: period), sheet.rows[row].state == .value,
                sheet.rows[row].value > 0
            else { return nil }
            return (row, sheet.rows[row].value)
        }
        let kinships = sheet.kinships
        let isOwn = { (power: Int) in
            sheet.own.map { power == $0 || kinships.doubles[power] == $0 } ?? false
        }
        let members = kinships.memberships.filter { member in
            period.end <= member.lastDay && !isOwn(member.member) && find(member.member) != nil
        }
        let aside = Set(members.map(\.union))
        return (0..<sheet.powerCount).compactMap { power in
            guard power != world, power != none, let found = find(power) else { return nil }
            let isDouble = kinships.aggregates.contains(power) || kinships.doubles[power].flatMap(find) != nil
            let kind: Kind =
                aside.contains(power) ? .union : isOwn(power) ? .own : isDouble ? .aggregate : .partner
            return (found.row, found.value, kind)
        }
    }
}
