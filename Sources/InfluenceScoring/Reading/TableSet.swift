internal import InfluenceModel

/// What all powers of a place are read from together: one reporter at a time.
struct TableSet: Sendable {
    /// By place, then reporter: its periods with a total, in the order of ``Period/scan``. Of published shares: those in
    /// which any power has one.
    let books: [[[TablePeriod]]]
    /// The indicator of published shares that may be read in place of the own reporters.
    let fallback: Fallback?
    private let indicator: Indicator
    private let sheets: SheetSet
    private let total: TablePeriod.Total
    /// Of a sheet, whose shares make up the table.
    let powers: [Int]
    /// By their positions.
    private let unions: UnionPositions

    struct Fallback: Sendable {
        let indicator: Indicator
        let sheets: SheetSet
        let books: [[[TablePeriod]]]
    }

    init(_ indicator: Indicator, _ sheets: SheetSet, model: Model, panel: Panel) {
        self.indicator = indicator
        self.sheets = sheets
        let isOfCountries = indicator.subject == .country
        powers = isOfCountries ? [sheets.columns.none] : Array(model.powers.indices)
        let unions = UnionPositions(of: isOfCountries ? [] : model.powers)
        self.unions = unions
        let columns = powers
        // A share of two windows is judged by the total of the window.
        let steps = Chain(indicator.transform)
        let isOfWindows = steps.window != nil && steps.after.contains(where: \.isShare)
        let least = isOfWindows ? 0 : indicator.minTotal
        let total: TablePeriod.Total =
            switch indicator.share {
            case .partners: .row(sheets.columns.world, atLeast: least)
            case .powers: .sum(unions: unions, atLeast: least)
            case nil: .none
            }
        self.total = total
        books = sheets.sheets.map { TablePeriod.book($0, powers: columns, total) }
        // What is published is of one period: no window can be laid over it.
        let published = indicator.window == nil ? indicator.fallback.flatMap { model.indicator($0) } : nil
        fallback = published.map { other in
            let sheets = SheetSet(other, model: model, panel: panel, powers: sheets.columns)
            return Fallback(
                indicator: other,
                sheets: sheets,
                books: sheets.sheets.map { TablePeriod.book($0, powers: columns, .none) }
            )
        }
    }

    /// The table of a place at the end of a day.
    ///
    /// It is read from the first reporter whose newest usable period is at most `lag` older than the newest of any. Where a
    /// fallback has a newest period of a later calendar year, it is read in the same way instead. A power may stand on an
    /// older period of that reporter, unless the shares then add up to more than the indicator's tolerance: then all stand on
    /// the newest period that no power of the one before is lost in.
    func table(at place: Int, date: Day) -> ShareTable {
        let own = reporters(books[place], date)
        var until = own.until
        var source = (isFallback: false, book: books[place], own.choice)
        if let fallback {
            let other = reporters(fallback.books[place], date)
            until = min(until, other.until)
            if let latest = other.latest, latest.year > (own.latest?.year ?? 0) {
                source = (true, fallback.books[place], other.choice)
            }
        }
        let sheet = (source.isFallback ? fallback?.sheets : nil) ?? sheets
        // Rows of periods without a total count in windows, and what says that no value can exist everywhere.
        if indicator.window != nil || sheet.sheets[place].hasNotApplicable {
            for power in powers + [sheets.columns.world] {
                until = min(until, sheet.sheets[place].nextEnd(of: power, after: date))
            }
        }
        let isMoving = indicator.gaps == .zero && indicator.window != nil
        if isMoving, indicator.through.map({ date < $0 }) ?? true { until = min(until, date.adding(days: 1)) }
        guard let choice = source.2 else {
            return ShareTable(
                isFallback: false,
                reporter: nil,
                usable: 0..<0,
                places: powers.map { _ in nil },
                until: until
            )
        }
        let periods = source.book[choice.reporter]
        var places = [Int?](repeating: nil, count: powers.count)
        for number in choice.usable.reversed() {
            for power in powers.indices where places[power] == nil && !periods[number].shares[power].isNaN {
                places[power] = number
            }
        }
        var absence: Absence?
        if sum(places, periods).exceeds(indicator.tolerance) {
            let complete = choice.usable.last { number in
                number == choice.usable.lowerBound || periods[number].loses(nothingOf: periods[number - 1])
            }
            places = powers.indices.map { power in
                complete.flatMap { periods[$0].shares[power].isNaN ? nil : $0 }
            }
            let left = sum(places, periods)
            if left.exceeds(indicator.tolerance) {
                absence = .sharesExceedTotal(sum: left, tolerance: indicator.tolerance)
            }
        }
        return ShareTable(
            isFallback: source.isFallback,
            reporter: choice.reporter,
            usable: choice.usable,
            places: places,
            absence: absence,
            until: until
        )
    }

    /// Why nothing can be a share of what a reporter tells of a period; `nil` where something can.
    func refusal(of period: Period, by reporter: Int, at place: Int) -> Absence? {
        let sheet = sheets.sheets[place]
        do throws(Absence) {
            _ = try total.figure(
                of: period,
                in: sheet,
                by: reporter,
                TablePeriod.rows(of: powers, period, sheet, reporter)
            )
            return nil
        } catch {
            return error
        }
    }

    /// Where a power of a sheet stands in the table.
    func position(of power: Int) -> Int? {
        if powers.indices.contains(power), powers[power] == power { return power }
        return powers.firstIndex(of: power)
    }

    /// The shares of all powers together, those inside another one that has a share not counted twice. All partners are
    /// none of them.
    func sum(of shares: [Double]) -> Double {
        var sum = 0.0
        for power in powers.indices
        where !shares[power].isNaN && powers[power] != sheets.columns.world
            && unions.addsUp(power, { !shares[$0].isNaN })
        {
            sum += shares[power]
        }
        return sum
    }

    private func sum(_ places: [Int?], _ periods: [TablePeriod]) -> Double {
        sum(of: powers.indices.map { power in places[power].map { periods[$0].shares[power] } ?? .nan })
    }

    struct Member {
        let power: Int
        let union: Int?
    }

    /// Of the powers that are meant those that add up to all of them, each with the one that it is inside of.
    func members(_ isMeant: (Int) -> Bool) -> [Member] {
        powers.indices.filter { isMeant($0) && powers[$0] != sheets.columns.world }.map { power in
            Member(power: power, union: unions[power].flatMap { isMeant($0) ? $0 : nil })
        }
    }

    private struct Reporters {
        var choice: (reporter: Int, usable: Range<Int>)?
        /// The end of the newest usable period of any.
        var latest: Day?
        var until = Day.latest
    }

    private func reporters(_ book: [[TablePeriod]], _ date: Day) -> Reporters {
        // A register does not age by its rows.
        let ages = !(indicator.gaps == .zero && indicator.window != nil)
        var found = Reporters()
        var usable: [Range<Int>] = []
        for periods in book {
            let end = periods.indices.partition { periods[$0].period.end > date }
            let start =
                ages ? periods.indices.partition { !indicator.isExpired(periods[$0].period.end, at: date) } : 0
            usable.append(start..<max(start, end))
            if end < periods.count { found.until = min(found.until, periods[end].period.end) }
            guard start < end else { continue }
            if ages { found.until = min(found.until, indicator.expiry(of: periods[start].period.end)) }
            found.latest = max(found.latest ?? .earliest, periods[end - 1].period.end)
        }
        guard let latest = found.latest else { return found }
        found.choice = indicator.preferredReporter(of: usable.indices, besides: latest) { reporter in
            usable[reporter].last.map { book[reporter][$0].period.end }
        }.map { ($0, usable[$0]) }
        return found
    }
}

/// The shares of the powers of one place, read from one reporter.
struct ShareTable {
    let isFallback: Bool
    /// Position among the sheet's reporters; `nil` where none has a usable period.
    let reporter: Int?
    /// The reporter's periods that count.
    let usable: Range<Int>
    /// By power: the period that it stands on.
    let places: [Int?]
    /// Why no share is believed.
    var absence: Absence?
    /// It is the same on every day until before this one.
    let until: Day
    /// What is read in place of single periods, under a window.
    var window: TableWindow?
}
