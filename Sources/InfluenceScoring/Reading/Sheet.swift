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
    }

    /// Ordered by reporter, power, then ``Period/scan``.
    let rows: [Row]
    /// Positions in the panel.
    let sources: [Int]
    /// For each power the rows that `last` looks through, in the order of ``Period/scan``: of each period those of the
    /// one reporter whom all powers are read from, without the unknown ones.
    let lines: [[Int]]
    /// For each reporter the sorted ends of the periods in which it counts.
    private let ends: [[Day]]
    private let spans: [Range<Int>]
    private let powerCount: Int

    /// - Parameter needsTotal: A reporter counts only for periods in which it has a total of all partners.
    init(_ indicator: Indicator, flows: [Bool], place: CountryID?, powers: PowerColumns, needsTotal: Bool, panel: Panel)
    {
        var columns = powers
        var entries: [Entry] = []
        let reporters = Self.reporters(of: indicator, place: place, panel: panel)
        for (input, id) in indicator.inputs.enumerated() {
            for position in panel.positions(of: id, in: place) {
                let observation = panel.observations[position]
                let power = observation.series.power
                guard let reporter = reporters[observation.series.reporter],
                    (power == nil) == (indicator.subject == .country) || power == .world
                else { continue }
                entries.append(
                    Entry(
                        reporter: reporter,
                        power: columns.column(of: power),
                        period: observation.period,
                        input: input,
                        position: position
                    )
                )
            }
        }
        entries.sort(by: Entry.precedes)
        sources = entries.map(\.position)
        let reporterCount = (reporters.values.max() ?? -1) + 1
        powerCount = columns.count

        var rows: [Row] = []
        var spans = Array(repeating: 0..<0, count: reporterCount * powerCount)
        var start = 0
        while start < entries.count {
            let first = entries[start]
            let end = entries[start...].firstIndex { !$0.isSameRow(as: first) } ?? entries.count
            let row = Self.row(entries[start..<end], flows: flows, panel: panel)
            let span = first.reporter * powerCount + first.power
            spans[span] = (spans[span].isEmpty ? rows.count : spans[span].lowerBound)..<(rows.count + 1)
            rows.append(row)
            start = end
        }
        self.rows = rows
        self.spans = spans
        let total = needsTotal ? columns.world : nil
        self.lines = Self.lines(rows, powerCount: columns.count, total: total)
        var ends: [[Day]] = Array(repeating: [], count: reporterCount)
        for row in rows where row.state == .value && (total == nil || row.power == total) {
            ends[row.reporter].append(row.period.end)
        }
        self.ends = ends.map { $0.sorted() }
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

    /// The first reporter with a value of any power, or a total where one is needed, whose period ends in `days`.
    func firstReporter(endingIn days: ClosedRange<Day>) -> Int? {
        ends.firstIndex { ends in
            let next = ends.indices.partition { ends[$0] >= days.lowerBound }
            return next < ends.count && ends[next] <= days.upperBound
        }
    }

    /// The last row of the power's line whose period ended by `date`.
    func newest(of power: Int, through date: Day) -> Int? {
        let line = lines[power]
        let next = line.indices.partition { rows[line[$0]].period.end > date }
        return next > 0 ? line[next - 1] : nil
    }

    /// The row of the power's line for that very period.
    func lineRow(of power: Int, for period: Period) -> Int? {
        let line = lines[power]
        let next = line.indices.partition { !Period.scan(rows[line[$0]].period, period) }
        return next < line.count && rows[line[next]].period == period ? line[next] : nil
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

    /// The rank of each reporter: in the indicator's order where it gives one, which is then a closed list, else in
    /// code-point order of those who reported anything.
    private static func reporters(of indicator: Indicator, place: CountryID?, panel: Panel) -> [String: Int] {
        let names =
            indicator.reporters
            ?? Set(
                indicator.inputs.flatMap { input in
                    panel.positions(of: input, in: place).map { panel.observations[$0].series.reporter }
                }
            ).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return Dictionary(zip(names, 0...)) { first, _ in first }
    }

    private static func row(_ entries: ArraySlice<Entry>, flows: [Bool], panel: Panel) -> Row {
        var value = 0.0
        var annual = 0.0
        var valued = 0
        var excluded = 0
        for entry in entries {
            let observation = panel.observations[entry.position]
            if let observed = observation.value {
                valued += 1
                value += observed
                annual += flows[entry.input] ? observed.annualised(from: observation.period) : observed
            } else if observation.status == .notApplicable {
                excluded += 1
            }
        }
        let first = entries[entries.startIndex]
        let state: State =
            if valued == flows.count { .value } else if excluded == flows.count { .notApplicable } else { .unknown }
        return Row(
            reporter: first.reporter,
            power: first.power,
            period: first.period,
            state: state,
            value: state == .value ? value : 0,
            annual: state == .value ? annual : 0,
            sources: entries.indices
        )
    }

    /// Of each period the first reporter with a value (for a share, with a total) of any power, whether configured or
    /// not: adding a power to the model must not move the others. Failing that, the first with anything to say.
    private static func lines(_ rows: [Row], powerCount: Int, total: Int?) -> [[Int]] {
        var chosen: [Period: Int] = [:]
        var fallback: [Period: Int] = [:]
        for row in rows {
            if row.state == .value, total == nil || row.power == total {
                chosen[row.period] = min(row.reporter, chosen[row.period] ?? row.reporter)
            }
            fallback[row.period] = min(row.reporter, fallback[row.period] ?? row.reporter)
        }
        var lines: [[Int]] = Array(repeating: [], count: powerCount)
        for (position, row) in rows.enumerated() {
            switch row.state {
            case .value: if chosen[row.period] == row.reporter { lines[row.power].append(position) }
            case .notApplicable:
                if (chosen[row.period] ?? fallback[row.period]) == row.reporter { lines[row.power].append(position) }
            case .unknown: break
            }
        }
        for power in lines.indices {
            lines[power].sort { Period.scan(rows[$0].period, rows[$1].period) }
        }
        return lines
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
