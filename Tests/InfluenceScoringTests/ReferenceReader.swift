import InfluenceModel
import InfluenceScoring

#if canImport(Glibc)
    import Glibc
#endif

/// From observations to raw values once more, for ``ReferenceScorer``: everything is looked up anew for each cell, and a
/// window is cut wherever any row begins or ends.
struct ReferenceReader {
    typealias Cell = ReferenceScorer.Cell

    private struct Row {
        let reporter: String
        let period: Period
        /// `nil`: a row without a value that counts.
        let value: Double?
        /// At a year's length.
        let annual: Double?
        let isNotApplicable: Bool
        let isUnscored: Bool
    }

    private let indicator: Indicator
    private let model: Model
    private let isFlow: Bool
    /// By power, oldest end first, of one end the longest last.
    private let rows: [PowerID?: [Row]]
    private let reporters: [String]
    private let isListed: Bool
    private let isRegisterInUse: (Day) -> Bool
    private let denominator: [ReferenceReader]

    init(_ indicator: Indicator, _ model: Model, _ observations: [Observation], _ country: CountryID) {
        self.indicator = indicator
        self.model = model
        let place = indicator.subject == .power ? nil : country
        func isFlow(_ id: NodeID) -> Bool { model.indicator(id)?.isFlow ?? indicator.isFlow }
        self.isFlow = indicator.inputs.contains(where: isFlow)
        let listed = indicator.reporters.map { $0[place] }
        isListed = listed != nil
        let seen = observations.filter { observation in
            let isSolo = observation.series.power == nil
            return indicator.inputs.contains(observation.series.indicator) && observation.series.country == place
                && (isSolo == (indicator.subject == .country) || observation.series.power == .world)
                && listed?.contains(observation.series.reporter) ?? true
        }
        reporters =
            listed
            ?? Set(seen.map(\.series.reporter)).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        struct Key: Hashable {
            let power: PowerID?
            let reporter: String
            let period: Period
        }
        let grouped = Dictionary(grouping: seen) {
            Key(power: $0.series.power, reporter: $0.series.reporter, period: $0.period)
        }
        var rows: [PowerID?: [Row]] = [:]
        for (key, parts) in grouped {
            let values = indicator.inputs.map { input in parts.first { $0.series.indicator == input } }
            let isUnscored = parts.contains { model.notScored.contains($0.status) }
            let numbers = isUnscored ? [] : values.compactMap { $0?.value }
            let isWhole = numbers.count == indicator.inputs.count
            let annual = zip(indicator.inputs, numbers).map { input, value in
                isFlow(input) ? value * 12 / months(key.period) : value
            }
            rows[key.power, default: []].append(
                Row(
                    reporter: key.reporter,
                    period: key.period,
                    value: isWhole ? numbers.reduce(0, +) : nil,
                    annual: isWhole ? annual.reduce(0, +) : nil,
                    isNotApplicable: !isUnscored && values.allSatisfy { $0?.status == .notApplicable },
                    isUnscored: isUnscored
                )
            )
        }
        let order = reporters
        self.rows = rows.mapValues { rows in
            rows.sorted { left, right in
                if left.period.end != right.period.end { return left.period.end < right.period.end }
                if left.period != right.period { return left.period.days < right.period.days }
                return (order.firstIndex(of: left.reporter) ?? 0) > (order.firstIndex(of: right.reporter) ?? 0)
            }
        }
        let all = observations.filter {
            indicator.inputs.contains($0.series.indicator) && $0.status.hasValue && !model.notScored.contains($0.status)
                && listed?.contains($0.series.reporter) ?? true
        }
        isRegisterInUse = { date in all.contains { $0.period.end <= date } }
        denominator =
            indicator.denominator.flatMap { model.indicator($0) }
            .map { [ReferenceReader($0, model, observations, country)] } ?? []
    }

    func cell(_ power: PowerID, _ date: Day) -> Cell {
        let own = indicator.subject == .country ? nil : power
        if let newest = newestWithAnythingKnown(own, date), newest.isNotApplicable { return Cell(isApplicable: false) }
        let found = indicator.readsTable ? inTable(own, date) : single(own, power, date)
        guard let found, found.value.isFinite else { return Cell() }
        let confidence = confidence(found.last, date)
        guard confidence > 0 else { return Cell() }
        return Cell(value: found.value, coverage: found.known, confidence: confidence * found.known)
    }

    private typealias Found = (value: Double, known: Double, last: Day)

    // MARK: Ages

    private func isOld(_ end: Day, _ date: Day) -> Bool {
        indicator.maxAge.map { end.adding(days: 1).adding($0) < date.adding(days: 1) } ?? false
    }

    private func confidence(_ end: Day, _ date: Day) -> Double {
        if isOld(end, date) { return 0 }
        guard let cadence = indicator.cadence else { return 1 }
        let (since, now) = (end.adding(days: 1), date.adding(days: 1))
        return since.adding(cadence) >= now ? 1 : since.adding(cadence).adding(cadence) >= now ? 0.75 : 0.5
    }

    /// The first reporter whose newest end is not much older than the newest of all.
    private func preferred(_ ends: [String: Day]) -> String? {
        guard let latest = ends.values.max() else { return nil }
        let lag = indicator.lag ?? indicator.cadence ?? .days(0)
        return reporters.first { reporter in
            ends[reporter].map { $0.adding(days: 1).adding(lag) >= latest.adding(days: 1) } ?? false
        }
    }

    private func visible(_ power: PowerID?, _ date: Day) -> [Row] {
        (rows[power] ?? []).filter { $0.period.end <= date }
    }

    // MARK: One dyad

    private func newestWithAnythingKnown(_ power: PowerID?, _ date: Day) -> Row? {
        let seen = visible(power, date)
        if indicator.readsTable {
            let known = seen.filter { $0.value != nil || $0.isNotApplicable }
            let reporter = tableReporter(date)?.reporter
            let own = known.last { $0.reporter == reporter }
            let latest = known.map(\.period.end).max()
            return own
                ?? reporters.compactMap { name in known.last { $0.reporter == name && $0.period.end == latest } }.first
        }
        return chosen(power, date)
    }

    private func chosen(_ power: PowerID?, _ date: Day) -> Row? {
        let seen = visible(power, date)
        if indicator.cadence == nil {
            let states = seen.filter { !$0.isUnscored }
            guard let latest = states.map(\.period.end).max() else { return nil }
            let newest = states.filter { $0.period.end == latest }
            if isListed {
                return reporters.compactMap { name in newest.last { $0.reporter == name } }.first
            }
            let longest = newest.map(\.period.days).max()
            return reporters.compactMap { name in newest.last { $0.reporter == name && $0.period.days == longest } }
                .first
        }
        var newest: [String: Row] = [:]
        for row in seen where row.value != nil || row.isNotApplicable { newest[row.reporter] = row }
        newest = newest.filter { $0.value.isNotApplicable || !isOld($0.value.period.end, date) }
        return preferred(newest.mapValues(\.period.end)).flatMap { newest[$0] }
    }

    private func single(_ own: PowerID?, _ power: PowerID, _ date: Day) -> Found? {
        guard let place = indicator.transform.firstIndex(where: \.isWindow), let window = indicator.window else {
            guard let row = chosen(own, date), row.value != nil else { return nil }
            let last = indicator.through.map { max(row.period.end, min($0, date)) } ?? row.period.end
            return value(row, power, indicator.transform).map { ($0, 1, last) }
        }
        let isRegister = indicator.gaps == .zero
        if isRegister, !isRegisterInUse(date) { return nil }
        let usable = visible(own, date).filter { $0.value != nil && (isRegister || !isOld($0.period.end, date)) }
        var ends: [String: Day] = [:]
        var newest: [String: Row] = [:]
        for row in usable { (ends[row.reporter], newest[row.reporter]) = (row.period.end, row) }
        // A register that nobody has a value in may still say where it knows nothing.
        let spoken = Dictionary(visible(own, date).map { ($0.reporter, $0.period.end) }) { max($0, $1) }
        let reporter = preferred(ends) ?? (isRegister ? preferred(spoken) : nil)
        guard isRegister || reporter != nil else { return nil }
        let last = isRegister ? min(date, indicator.through ?? date) : reporter.flatMap { ends[$0] } ?? date
        let before = Array(indicator.transform[..<place])
        let lines = visible(own, date).filter { $0.reporter == reporter }.map { row in
            Line(period: row.period, value: before.isEmpty ? row.value : self.value(row, power, before))
        }
        guard let result = integral(window, lines, last, nature(before)) else { return nil }
        let numerator = isRegister ? Period.day(last) : reporter.flatMap { newest[$0]?.period } ?? .day(last)
        let after = indicator.transform[(place + 1)...]
        let divisor = denominator.first?.denominatorRow(power, numerator)?.annual
        return apply(after, result.value, divisor).map { ($0, result.known, last) }
    }

    /// One row by steps that need no window.
    private func value(_ row: Row, _ power: PowerID, _ steps: [Transform]) -> Double? {
        guard let value = row.value, let annual = row.annual else { return nil }
        let divisor = steps.contains(where: \.isRatioStep) ? denominator.first?.denominatorRow(power, row.period) : nil
        if let divisor, divisor.period == row.period, steps.first?.isRatioStep == true {
            return apply(steps[...], value, divisor.value)
        }
        return apply(steps[...], annual, divisor?.annual)
    }

    private func denominatorRow(_ power: PowerID, _ numerator: Period) -> Row? {
        let own = indicator.subject == .country ? nil : power
        let known = visible(own, numerator.end).filter { $0.value != nil }
        let same = known.filter { $0.period == numerator }
        if let row = reporters.compactMap({ name in same.first { $0.reporter == name } }).first { return row }
        guard let latest = known.map(\.period.end).max(), !isOld(latest, numerator.end) else { return nil }
        return reporters.compactMap { name in known.last { $0.reporter == name && $0.period.end == latest } }.first
    }

    private func apply(_ steps: ArraySlice<Transform>, _ value: Double, _ divisor: Double?) -> Double? {
        var x = value
        for step in steps {
            switch step.kind {
            case let step as RatioTo:
                guard let divisor, divisor != 0 else { return nil }
                x = x / divisor * step.scale
            case let step as LogarithmOf:
                let (base, offset) = (step.base, step.offset)
                guard x + offset > 0 else { return nil }
                let natural = offset == 1 ? log1p(x) : log(x + offset)
                x = base == .e ? natural : natural / log(base == .ten ? 10 : 2)
            case let step as ExponentialOf:
                x = step.base == .e ? exp(x) : pow(step.base == .ten ? 10 : 2, x)
            case let step as PowerOf:
                let exponent = step.exponent
                guard x > 0 || (x == 0 && exponent > 0) || (x < 0 && exponent.rounded() == exponent) else { return nil }
                x = pow(x, exponent)
            case let step as OrdinalScore:
                guard let level = step.table.first(where: { $0.level == x }) else { return nil }
                x = level.score
            case let step as Cap: x = x < step.low ? step.low : x > step.high ? step.high : x
            case let step as Piecewise:
                let points = step.points
                if x <= points[0].x { x = points[0].y; break }
                var found = points[points.count - 1].y
                for (a, b) in zip(points, points.dropFirst()) where x > a.x && x <= b.x {
                    found = a.y * (b.x - x) / (b.x - a.x) + b.y * (x - a.x) / (b.x - a.x)
                }
                x = found
            case let step as Bands:
                let passed = step.points.filter { $0.x <= x }
                guard !passed.isEmpty else { return nil }
                x = passed[passed.count - 1].y
            case let step as Rounding:
                let scale = pow(10, Double(step.digits))
                x = (x * scale).rounded(.toNearestOrAwayFromZero) / scale
            // Shares and windows are taken where the rows are.
            default: break
            }
            guard x.isFinite else { return nil }
        }
        return x
    }

    // MARK: Tables

    private typealias TableReporter = (
        reporter: String, periods: [Period], shares: (Period) -> [PowerID?: Double], isFallback: Bool
    )

    private var powers: [PowerID?] { indicator.subject == .country ? [nil] : model.powers.map(\.id) }

    /// Who is read, and its periods that count, oldest first.
    private func tableReporter(_ date: Day) -> TableReporter? {
        let isRegister = indicator.gaps == .zero && indicator.window != nil
        var periods: [String: [Period]] = [:]
        for reporter in reporters {
            let candidates = powers.map { $0 } + (indicator.share == .partners ? [.world] : [])
            let all = Set(candidates.flatMap { visible($0, date).filter { $0.reporter == reporter }.map(\.period) })
            periods[reporter] = all.filter { period in
                guard isRegister || !isOld(period.end, date) else { return false }
                guard indicator.share != nil else { return !shares(reporter, period).isEmpty }
                let least = shareFollowsWindow ? 0 : indicator.minTotal
                return total(reporter, period).map { $0 > 0 && $0 >= least } ?? false
            }.sorted { $0.end != $1.end ? $0.end < $1.end : $0.days < $1.days }
        }
        let ends = periods.compactMapValues { $0.last?.end }
        return preferred(ends).map { name in
            (name, periods[name] ?? [], { shares(name, $0) }, false)
        }
    }

    private var shareFollowsWindow: Bool {
        guard let window = indicator.transform.firstIndex(where: \.isWindow) else { return false }
        return indicator.transform[window...].contains { $0.role == .share }
    }

    private func row(_ reporter: String, _ power: PowerID?, _ period: Period) -> Row? {
        (rows[power] ?? []).first { $0.reporter == reporter && $0.period == period }
    }

    private func total(_ reporter: String, _ period: Period) -> Double? {
        if indicator.share == .partners { return row(reporter, .world, period)?.value }
        let known = powers.filter { row(reporter, $0, period)?.value != nil }
        guard !known.isEmpty else { return nil }
        return known.filter { counts($0, among: known) }.compactMap { row(reporter, $0, period)?.value }.reduce(0, +)
    }

    private func counts(_ power: PowerID?, among known: [PowerID?]) -> Bool {
        guard power != .world else { return false }
        let union = model.powers.first { $0.id == power }?.within
        return union.map { !known.contains($0) } ?? true
    }

    private func shares(_ reporter: String, _ period: Period) -> [PowerID?: Double] {
        var shares: [PowerID?: Double] = [:]
        for power in powers {
            guard let row = row(reporter, power, period), let value = row.value, let annual = row.annual else {
                continue
            }
            shares[power] = indicator.share == nil ? annual : total(reporter, period).map { 100 * value / $0 }
        }
        return shares
    }

    private func added(_ shares: [PowerID?: Double]) -> Double {
        shares.filter { counts($0.key, among: Array(shares.keys)) }.map(\.value).reduce(0, +)
    }

    private func inTable(_ power: PowerID?, _ date: Day) -> Found? {
        guard let table = tableReporter(date) else { return nil }
        if indicator.window != nil { return windowInTable(power, date, table) }
        var places: [PowerID?: (period: Period, share: Double)] = [:]
        for period in table.periods {
            for (power, share) in table.shares(period) { places[power] = (period, share) }
        }
        if added(places.mapValues(\.share)) > indicator.tolerance {
            var complete: Period?
            for (number, period) in table.periods.enumerated() {
                let before = number == 0 ? [] : Set(table.shares(table.periods[number - 1]).keys)
                if before.isSubset(of: table.shares(period).keys) { complete = period }
            }
            guard let complete, added(table.shares(complete)) <= indicator.tolerance else { return nil }
            places = table.shares(complete).mapValues { (complete, $0) }
        }
        guard let found = places[power] else { return nil }
        return apply(indicator.transform[...], found.share, nil).map { ($0, 1, found.period.end) }
    }

    private func windowInTable(_ power: PowerID?, _ date: Day, _ table: TableReporter) -> Found? {
        guard let place = indicator.transform.firstIndex(where: \.isWindow), let window = indicator.window,
            let newest = table.periods.last
        else { return nil }
        let isRegister = indicator.gaps == .zero
        let last = isRegister ? min(date, indicator.through ?? date) : newest.end
        let before = Array(indicator.transform[..<place])
        let isShareFirst = before.contains { $0.role == .share }
        let isShareAfter = indicator.share != nil && !isShareFirst
        func lines(_ power: PowerID?) -> [Line] {
            if isShareFirst {
                return visible(power, date).filter { $0.reporter == table.reporter }.map { row in
                    let share = table.periods.contains(row.period) ? table.shares(row.period)[power] : nil
                    return Line(period: row.period, value: share.flatMap { apply(before[...], $0, nil) })
                }
            }
            return visible(power, date).filter { $0.reporter == table.reporter }.map { row in
                guard !before.isEmpty else { return Line(period: row.period, value: row.value) }
                return Line(period: row.period, value: row.annual.flatMap { apply(before[...], $0, nil) })
            }
        }
        let nature: Nature = isShareFirst ? .level : nature(before)
        let all = powers.map(lines)
        let world = isShareAfter && indicator.share == .partners ? lines(.world) : []
        var cuts = Set((all + [world]).flatMap { $0 }.flatMap { [axis($0.period.start), axis(after: $0.period.end)] })
        let (from, to) = bounds(window, last)
        cuts = cuts.filter { $0 > from && $0 < to }.union([from, to])
        let edges = cuts.sorted()
        let slices = zip(edges, edges.dropFirst()).map { ($0, $1) }
        func owner(_ lines: [Line], _ slice: (Double, Double)) -> Line? { self.owner(lines, slice, from, to) }
        func isKnown(_ lines: [Line], _ slice: (Double, Double)) -> Bool {
            owner(lines, slice).map { $0.value != nil } ?? isRegister
        }
        // Of all powers those count of whom enough is known, over the time that is known of all of them.
        let isOfPowers = isShareAfter && indicator.share == .powers
        let counted = powers.indices.filter { number in
            let known = slices.filter { isKnown(all[number], $0) }
            let weight = known.map { density($0, window, to) }.reduce(0, +)
            return isOfPowers && (isRegister || known.contains { owner(all[number], $0)?.value != nil })
                && weight > 0 && weight / density((from, to), window, to) >= window.minKnown - 1e-9
        }
        func usable(_ number: Int) -> [(Double, Double)] {
            if isOfPowers {
                guard counted.contains(number) else { return [] }
                return slices.filter { slice in counted.allSatisfy { isKnown(all[$0], slice) } }
            }
            return slices.filter {
                isKnown(all[number], $0) && (!(isShareAfter && indicator.share == .partners) || isKnown(world, $0))
            }
        }
        func evaluate(_ number: Int, _ slices: [(Double, Double)]) -> (value: Double, known: Double)? {
            guard isRegister || slices.contains(where: { owner(all[number], $0)?.value != nil }) else { return nil }
            func sum(_ lines: [Line], _ slices: [(Double, Double)]) -> Double {
                slices.map { slice in
                    owner(lines, slice).map { amount($0, slice, nature, window, to) } ?? 0
                }.reduce(0, +)
            }
            let weight = slices.map { density($0, window, to) }.reduce(0, +)
            guard let own = scaled(window, nature, sum(all[number], slices), weight, from, to) else { return nil }
            guard isShareAfter else { return own }
            var whole = sum(world, slices)
            if indicator.share == .powers {
                whole = 0
                for slice in slices {
                    let known = counted.filter { owner(all[$0], slice)?.value != nil }
                    for number in known where counts(powers[number], among: known.map { powers[$0] }) {
                        whole += sum(all[number], [slice])
                    }
                }
            }
            guard let base = scaled(window, nature, whole, weight, from, to), base.value > 0,
                base.value >= indicator.minTotal
            else { return nil }
            return (100 * own.value / base.value, own.known)
        }
        var results = powers.indices.map { evaluate($0, usable($0)) }
        func shares() -> [PowerID?: Double] {
            Dictionary(
                uniqueKeysWithValues: zip(powers, results).compactMap { power, result in
                    result.map { (power, $0.value) }
                }
            )
        }
        let isOfShares = isShareAfter || (isShareFirst ? before.count == 1 : before.isEmpty)
        if isOfShares, added(shares()) > indicator.tolerance {
            let listed = powers.indices.filter { results[$0] != nil }
            let common = slices.filter { slice in
                listed.allSatisfy { number in usable(number).contains { $0 == slice } }
            }
            results = powers.indices.map { evaluate($0, common) }
            if added(shares()) > indicator.tolerance { return nil }
            guard let number = powers.firstIndex(of: power), listed.contains(number) || isRegister else { return nil }
        }
        guard let number = powers.firstIndex(of: power), let own = results[number] else { return nil }
        return apply(indicator.transform[(place + 1)...], own.value, nil).map { ($0, own.known, last) }
    }

    // MARK: Windows

    private struct Line {
        let period: Period
        let value: Double?
    }

    private enum Nature { case amount, rate, level }

    private func nature(_ before: [Transform]) -> Nature {
        guard isFlow else { return .level }
        if before.isEmpty { return .amount }
        return before.allSatisfy { step in
            step.kind is RatioTo || step.kind is Cap || step.kind is Rounding
        } ? .rate : .level
    }

    private func bounds(_ window: Window, _ last: Day) -> (Double, Double) {
        let to = axis(after: last)
        let from =
            window.length.days == 0
            ? to - Double(window.length.months) : axis(last.adding(days: 1).subtracting(window.length))
        return (from, to)
    }

    /// Whose a slice of time is: of the rows that cover it the longest inside the window, of equally long ones the latest.
    private func owner(_ lines: [Line], _ slice: (Double, Double), _ from: Double, _ to: Double) -> Line? {
        let middle = (slice.0 + slice.1) / 2
        func inside(_ line: Line) -> Double {
            ((min(axis(after: line.period.end), to) - max(axis(line.period.start), from)) * 1e6).rounded()
        }
        let covering = lines.filter { axis($0.period.start) < middle && middle < axis(after: $0.period.end) }
        return covering.max { left, right in
            if inside(left) != inside(right) { return inside(left) < inside(right) }
            if left.period.end != right.period.end { return left.period.end < right.period.end }
            return left.period.start < right.period.start
        }
    }

    private func density(_ slice: (Double, Double), _ window: Window, _ to: Double) -> Double {
        guard let half = (window.kind.method as? DecayWindow)?.halfLife else { return slice.1 - slice.0 }
        let length = Double(half.months) + Double(half.days) / 30.4375
        return (pow(2, (slice.1 - to) / length) - pow(2, (slice.0 - to) / length)) * length / log(2)
    }

    private func amount(
        _ line: Line,
        _ slice: (Double, Double),
        _ nature: Nature,
        _ window: Window,
        _ to: Double
    ) -> Double {
        guard let value = line.value else { return 0 }
        let weight = density(slice, window, to)
        switch nature {
        case .amount: return value / (axis(after: line.period.end) - axis(line.period.start)) * weight
        case .rate: return value / 12 * weight
        case .level: return value * weight
        }
    }

    private func scaled(
        _ window: Window,
        _ nature: Nature,
        _ total: Double,
        _ known: Double,
        _ from: Double,
        _ to: Double
    ) -> (value: Double, known: Double)? {
        let whole = density((from, to), window, to)
        guard known > 0, known / whole >= window.minKnown - 1e-9 else { return nil }
        let value: Double =
            switch window.kind {
            case .sum: total / (known / whole)
            case .mean: nature == .level ? total / known : total / known * 12
            default: nature == .level ? total / known : total / (known / whole)
            }
        return (value, min(1, known / whole))
    }

    private func integral(_ window: Window, _ lines: [Line], _ last: Day, _ nature: Nature) -> (
        value: Double, known: Double
    )? {
        let (from, to) = bounds(window, last)
        var cuts = Set(lines.flatMap { [axis($0.period.start), axis(after: $0.period.end)] })
        cuts = cuts.filter { $0 > from && $0 < to }.union([from, to])
        let edges = cuts.sorted()
        var (total, known) = (0.0, 0.0)
        for slice in zip(edges, edges.dropFirst()) {
            let line = owner(lines, slice, from, to)
            if let line { total += amount(line, slice, nature, window, to) }
            if line.map({ $0.value != nil }) ?? (indicator.gaps == .zero) { known += density(slice, window, to) }
        }
        return scaled(window, nature, total, known, from, to)
    }
}

/// Months since 2000 at the beginning of a day; a day is a part of its month.
private func axis(_ day: Day) -> Double {
    let (year, month, number) = day.components
    return Double((year - 2000) * 12 + month - 1) + Double(number - 1) / Double(Day.length(ofMonth: month, year: year))
}

private func axis(after day: Day) -> Double { axis(day.adding(days: 1)) }

/// 12 for a year, 9 for nine months, else days as parts of their months.
private func months(_ period: Period) -> Double {
    let following = period.end.adding(days: 1)
    for count in 1...1200 where period.start.adding(months: count) == following { return Double(count) }
    return axis(following) - axis(period.start)
}

extension Transform {
    fileprivate var isWindow: Bool { role == .window }
    fileprivate var isRatioStep: Bool { role == .ratio }
}
