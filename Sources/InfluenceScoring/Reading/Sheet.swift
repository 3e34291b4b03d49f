internal import InfluenceModel

/// Everything that an indicator may read about one place (a country, or powers alone): its rows, by reporter and power.
///
/// A row is the sum of the indicator's inputs of one reporter, power and period. It has a value only where every input
/// has one; an exporter's figures are never completed with another's, nor with zeros.
struct Sheet: Sendable {
    struct Row: Sendable {
        /// Position in the order of preference.
        let reporter: Int
        /// Position among the sheet's powers.
        let power: Int
        let period: Period
        let state: State
        /// Whether the reporter says that it is not comparable with the periods before: status B.
        let isBreak: Bool
        /// As reported; 0 without a value.
        let value: Double
        /// The same with flows brought to a year's length.
        let annual: Double
        /// Positions in ``Sheet/sources``, one an input that was observed.
        let sources: Range<Int>
    }

    enum State: Sendable {
        case value
        /// Every input is of status M.
        case notApplicable
        /// An input is absent or carries no value.
        case unknown
        /// An input is of a status whose values are shown only.
        case unscored
    }

    /// Ordered by reporter, power, then ``Period/scan``.
    let rows: [Row]
    /// Positions in the panel.
    let sources: [Int]
    /// In the order of preference.
    let reporters: [String]
    /// Whether the order is the indicator's own; else it is that of the names.
    let isListed: Bool
    /// Whether anything says that no value can exist.
    let hasNotApplicable: Bool
    /// Whether any row says that its series breaks.
    let hasBreak: Bool
    private let spans: [Range<Int>]
    let powerCount: Int
    let kinships: PowerColumns.Kinships
    /// The country itself among the powers, if it is one of them.
    let own: Int?

    init(_ indicator: Indicator, flows: [Bool], place: CountryID?, powers: PowerColumns, model: Model, panel: Panel) {
        var columns = powers
        var entries: [Entry] = []
        isListed = indicator.reporters != nil
        reporters = Self.reporters(of: indicator, place: place, panel: panel)
        let ranks = Dictionary(zip(reporters, 0...)) { first, _ in first }
        for (input, id) in indicator.inputs.enumerated() {
            for position in panel.positions(of: id, in: place) {
                let series = panel.observations.series(position)
                let power = series.power
                guard let reporter = ranks[series.reporter],
                    (power == nil) == (indicator.subject == .country) || power == .world
                else { continue }
                entries.append(
                    Entry(
                        reporter: reporter,
                        power: columns.column(of: power),
                        period: panel.observations.period(position),
                        input: input,
                        position: position
                    )
                )
            }
        }
        entries.sort(by: Entry.precedes)
        sources = entries.map(\.position)
        powerCount = columns.count
        kinships = columns.kinships
        own = place.flatMap { columns.known(PowerID($0.text)) }

        var rows: [Row] = []
        var spans = Array(repeating: 0..<0, count: reporters.count * powerCount)
        var hasNotApplicable = false
        var start = 0
        while start < entries.count {
            let first = entries[start]
            let end = entries[start...].firstIndex { !$0.isSameRow(as: first) } ?? entries.count
            let row = Self.row(entries[start..<end], flows: flows, notScored: model.notScored, panel: panel)
            let span = first.reporter * powerCount + first.power
            spans[span] = (spans[span].isEmpty ? rows.count : spans[span].lowerBound)..<(rows.count + 1)
            hasNotApplicable = hasNotApplicable || row.state == .notApplicable
            rows.append(row)
            start = end
        }
        self.rows = rows
        self.spans = spans
        self.hasNotApplicable = hasNotApplicable
        hasBreak = rows.contains(where: \.isBreak)
    }

    /// The rows of one reporter about one power, in the order of ``Period/scan``.
    func rows(of power: Int, by reporter: Int) -> Range<Int> {
        spans[reporter * powerCount + power]
    }

    func row(of power: Int, by reporter: Int, for period: Period) -> Int? {
        let span = rows(of: power, by: reporter)
        let position = span.partition { !Period.scan(rows[$0].period, period) }
        return position < span.upperBound && rows[position].period == period ? position : nil
    }

    /// The rows of one reporter about one power whose period ended by `date`.
    func rows(of power: Int, by reporter: Int, through date: Day) -> Range<Int> {
        let span = rows(of: power, by: reporter)
        return span.lowerBound..<span.partition { rows[$0].period.end > date }
    }

    /// The end of the first period of any reporter that ends after `date`.
    func nextEnd(of power: Int, after date: Day) -> Day {
        var next = Day.latest
        for reporter in reporters.indices {
            let span = rows(of: power, by: reporter)
            let position = span.partition { rows[$0].period.end > date }
            if position < span.upperBound { next = min(next, rows[position].period.end) }
        }
        return next
    }

    /// The last row with a value of one reporter about one power whose period ended by `date`.
    func newestValue(of power: Int, by reporter: Int, through date: Day) -> Int? {
        rows(of: power, by: reporter, through: date).last { rows[$0].state == .value }
    }
}

extension Sheet {
    private struct Entry {
        let reporter: Int
        let power: Int
        let period: Period
        let input: Int
        let position: Int

        static func precedes(_ left: Self, _ right: Self) -> Bool {
            if left.reporter != right.reporter { return left.reporter < right.reporter }
            if left.power != right.power { return left.power < right.power }
            if left.period != right.period { return Period.scan(left.period, right.period) }
            return left.input < right.input
        }

        func isSameRow(as other: Self) -> Bool {
            reporter == other.reporter && power == other.power && period == other.period
        }
    }

    /// The indicator's order where it gives one, which is then a closed list; else those who reported anything, in
    /// code-point order.
    private static func reporters(of indicator: Indicator, place: CountryID?, panel: Panel) -> [String] {
        indicator.reporters?[place]
            ?? Set(indicator.inputs.flatMap { panel.reporters(of: $0, in: place) }).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
    }

    private static func row(
        _ entries: ArraySlice<Entry>,
        flows: [Bool],
        notScored: Set<ObservationStatus>,
        panel: Panel
    ) -> Row {
        var value = 0.0
        var annual = 0.0
        var valued = 0
        var excluded = 0
        var isUnscored = false
        var isBreak = false
        for entry in entries {
            let status = panel.observations.status(entry.position)
            if notScored.contains(status) {
                isUnscored = true
            } else if let observed = panel.observations.value(entry.position) {
                valued += 1
                value += observed
                annual += flows[entry.input] ? observed.annualised(from: entry.period) : observed
            } else if status == .notApplicable {
                excluded += 1
            }
            isBreak = isBreak || status == .seriesBreak
        }
        let first = entries[entries.startIndex]
        let state: State =
            if isUnscored {
                .unscored
            } else if valued == flows.count {
                .value
            } else if excluded == flows.count {
                .notApplicable
            } else {
                .unknown
            }
        return Row(
            reporter: first.reporter,
            power: first.power,
            period: first.period,
            state: state,
            isBreak: isBreak,
            value: state == .value ? value : 0,
            annual: state == .value ? annual : 0,
            sources: entries.indices
        )
    }
}

extension Double {
    /// A flow over `period` at the length of a year: x 12 / months.
    func annualised(from period: Period) -> Double {
        let months = period.lengthInMonths
        return months == 12 ? self : self * 12 / months
    }
}

extension Range<Int> {
    /// The first position for which `isAfter` holds, in a range where it holds for all those following one for which it
    /// does; the end where it holds for none.
    func partition(_ isAfter: (Int) -> Bool) -> Int {
        var (low, high) = (lowerBound, upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if isAfter(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
