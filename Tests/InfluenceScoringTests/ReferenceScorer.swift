import InfluenceModel
import InfluenceScoring

#if canImport(Glibc)
    import Glibc
#endif

/// The scoring model written down once more, as plainly as possible and without regard to speed: no index, no columns, no
/// code in common with the module. What the two agree on was understood twice.
struct ReferenceScorer {
    struct Refused: Error {}

    struct Cell {
        var value: Double?
        var coverage = 0.0
        var confidence = 0.0
        var isApplicable = true
    }

    let model: Model
    let observations: [Observation]
    let periods: [Period]

    /// By node, dyad, period, in the order of the table.
    func scores() throws -> [Cell] {
        let dyads = model.countries.flatMap { country in model.powers.map { Dyad(power: $0.id, country: country.id) } }
        var cells: [Int: [[Cell]]] = [:]
        for node in model.nodes.indices.reversed() {
            var grid: [[Cell]] = []
            let byCountry = Dictionary(uniqueKeysWithValues: model.countries.map { ($0.id, sources(node, $0.id)) })
            for dyad in dyads.indices {
                let sources = byCountry[dyads[dyad].country, default: []]
                grid.append(
                    try periods.indices.map { period in
                        switch model.nodes[node].content {
                        case .indicator(let indicator):
                            guard let source = sources.first else { return Cell() }
                            let other = sources.count > 1 ? sources[1] : nil
                            return try leaf(indicator, source, other, dyads[dyad], periods[period].end)
                        case .aggregate(let aggregate):
                            let children = model.nodes[node].children.filter { model.nodes[$0].weight > 0 }
                                .map { (model.nodes[$0].weight, cells[$0, default: []][dyad][period]) }
                            return try combined(aggregate, children)
                        }
                    }
                )
            }
            switch model.nodes[node].aggregate?.method {
            case .copeland?, .outranking?: outrank(node, cells, &grid)
            default: break
            }
            try normalise(node, &grid)
            finish(node, &grid)
            cells[node] = grid
        }
        return model.nodes.indices.flatMap { cells[$0, default: []].flatMap { $0 } }
    }

    /// Of an indicator and, for a ratio, of its denominator.
    private func sources(_ node: Int, _ country: CountryID) -> [Source] {
        guard let indicator = model.nodes[node].indicator else { return [] }
        var indicators = [indicator]
        if case .ratio(let to, _) = indicator.transform, let other = model.indicator(to) { indicators.append(other) }
        return indicators.map { Source($0, model, observations, country) }
    }

    // MARK: Aggregation

    private func combined(_ aggregate: Aggregate, _ children: [(Double, Cell)]) throws -> Cell {
        var cell = Cell()
        let applicable = children.filter(\.1.isApplicable)
        guard !applicable.isEmpty else { return Cell(isApplicable: false) }
        let weight = applicable.map(\.0).reduce(0, +)
        cell.coverage = applicable.map { $0.1.value == nil ? 0 : $0.0 * $0.1.coverage }.reduce(0, +) / weight
        cell.confidence = applicable.map { $0.1.value == nil ? 0 : $0.0 * $0.1.confidence }.reduce(0, +) / weight
        let present = children.compactMap { child in child.1.value.map { (child.0, $0) } }
        let sum = present.map(\.0).reduce(0, +)
        let needsPositive = aggregate.method == .geometric || aggregate.method == .harmonic
        if needsPositive, present.contains(where: { $0.1 <= 0 }) { return cell }
        if case .power(let p) = aggregate.method, present.contains(where: { $0.1 < 0 || (p <= 0 && $0.1 == 0) }) {
            return cell
        }
        let sorted = present.map(\.1).sorted()
        guard !present.isEmpty else { return cell }
        let value =
            switch aggregate.method {
            case .arithmetic: present.map { $0.0 * $0.1 }.reduce(0, +) / sum
            case .geometric: exp(present.map { $0.0 * log($0.1) }.reduce(0, +) / sum)
            case .harmonic: sum / present.map { $0.0 / $0.1 }.reduce(0, +)
            case .product: present.map(\.1).reduce(1, *)
            case .power(0): exp(present.map { $0.0 * log($0.1) }.reduce(0, +) / sum)
            case .power(let p): pow(present.map { $0.0 * pow($0.1, p) }.reduce(0, +) / sum, 1 / p)
            case .min: sorted.first ?? .nan
            case .max: sorted.last ?? .nan
            case .median: (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
            // The comparison with the others follows.
            case .copeland, .outranking: 0.0
            case .ratio:
                children.count == 2 && present.count == 2 && present[1].1 != 0 ? present[0].1 / present[1].1 : .nan
            }
        guard value.isFinite else { return cell }
        if present.count < aggregate.minChildren { return cell }
        if aggregate.method == .product, present.count < children.count { return cell }
        if cell.coverage < aggregate.minCoverage - 1e-12 { return cell }
        cell.value = value
        return cell
    }

    /// Every unit against every other, both ways.
    private func outrank(_ node: Int, _ cells: [Int: [[Cell]]], _ grid: inout [[Cell]]) {
        let criteria = model.nodes[node].children.filter { model.nodes[$0].weight > 0 }
        for period in periods.indices {
            func value(_ criterion: Int, _ dyad: Int) -> Double? { cells[criterion, default: []][dyad][period].value }
            let units = grid.indices.filter { unit in criteria.contains { value($0, unit) != nil } }
            for unit in units where grid[unit][period].value != nil {
                var score = 0.0
                for other in units where other != unit {
                    var (won, all) = (0.0, 0.0)
                    for criterion in criteria {
                        guard let mine = value(criterion, unit), let theirs = value(criterion, other) else { continue }
                        let weight = model.nodes[criterion].weight
                        all += weight
                        // As a tie counts what rounding alone parts.
                        won += abs(mine - theirs) < 1e-9 ? weight / 2 : mine > theirs ? weight : 0
                    }
                    if model.nodes[node].aggregate?.method == .copeland {
                        score += all == 0 || abs(won / all - 0.5) < 1e-9 ? 0 : won / all > 0.5 ? 1 : -1
                    } else {
                        score += all == 0 ? 0.5 : won / all
                    }
                }
                grid[unit][period].value = score
            }
        }
    }

    // MARK: Normalisation

    private func normalise(_ node: Int, _ grid: inout [[Cell]]) throws {
        let indicator = model.nodes[node].indicator
        let direction = indicator?.direction ?? model.nodes[node].aggregate?.direction
        let sign = direction == .negative ? -1.0 : 1
        let normalisation = indicator?.normalisation ?? model.nodes[node].aggregate?.normalisation ?? .none
        let raw = grid
        for period in periods.indices {
            let scope = raw.flatMap { normalisation.scope == .panel ? $0 : [$0[period]] }.compactMap(\.value)
                .map { $0 * sign }
            for dyad in grid.indices {
                guard let value = raw[dyad][period].value else { continue }
                var score = score(value, sign: sign, normalisation.method, scope)
                if case .distanceToReference(let power, let capped) = normalisation.method {
                    let country = dyad / model.powers.count * model.powers.count
                    let row = model.powers.firstIndex { $0.id == power }
                    let reference = row.flatMap { raw[country + $0][period].value }
                    score = reference.flatMap { distance(value * sign, scope, $0 * sign, capped) }
                }
                if let score, !score.isFinite { throw Refused() }
                grid[dyad][period].value = score
                if indicator != nil, score == nil {
                    grid[dyad][period].coverage = 0
                    grid[dyad][period].confidence = 0
                }
            }
        }
    }

    private func finish(_ node: Int, _ grid: inout [[Cell]]) {
        for dyad in grid.indices {
            for period in grid[dyad].indices {
                guard var value = grid[dyad][period].value else { continue }
                if let floor = model.nodes[node].floor { value = max(value, floor) }
                if let digits = model.nodes[node].digits {
                    let unit = pow(10, Double(digits))
                    // A half that rounding missed is one.
                    value = (value < 0 ? -1 : 1) * (abs(value) * unit + 0.5 + 1e-9).rounded(.down) / unit
                }
                grid[dyad][period].value = value
            }
        }
    }

    private func score(_ value: Double, sign: Double, _ method: Normalisation.Method, _ scope: [Double]) -> Double? {
        let (low, high) = (model.scale.low, model.scale.high)
        switch method {
        case .none: return sign > 0 ? value : low + high - value
        case .goalposts(let from, let to, let truncate):
            let whole = low + (value - from) / (to - from) * (high - low)
            let score = truncate ? min(max(whole, low), high) : whole
            return sign > 0 ? score : low + high - score
        case .minmax(let target):
            guard let smallest = scope.min(), let largest = scope.max(), smallest < largest else { return nil }
            return target.low + (value * sign - smallest) / (largest - smallest) * (target.high - target.low)
        case .zscore(let mean, let sd):
            guard let smallest = scope.min(), let largest = scope.max(), smallest < largest else { return nil }
            let average = scope.reduce(0, +) / Double(scope.count)
            let variance = scope.map { ($0 - average) * ($0 - average) }.reduce(0, +) / Double(scope.count - 1)
            return (value * sign - average) / variance.squareRoot() * sd + mean
        case .rank(let ties): return rank(value * sign, scope, ties)
        case .borda(let ties): return rank(value * sign, scope, ties) - 1
        case .percentileRank(let ties, let onto):
            let share = (rank(value * sign, scope, ties) - 1) / Double(scope.count - 1)
            return scope.count < 2 ? nil : onto.low + share * (onto.high - onto.low)
        case .percentiles(let groups):
            // The smallest group of so many hundredths, say, of the values that reaches it.
            let below = scope.count { $0 <= value * sign }
            return Double((1...groups).first { $0 * scope.count >= groups * below } ?? groups)
        case .distanceToMax: return scope.max().flatMap { distance(value * sign, scope, $0, true) }
        case .distanceToTarget(let target, let capped): return distance(value * sign, scope, target * sign, capped)
        case .distanceToReference: return nil
        case .fractionOfMax:
            guard let largest = scope.map({ $0 * sign }).max(), largest > 0 else { return nil }
            return sign > 0 ? value / largest : 1 - value / largest
        }
    }

    private func distance(_ value: Double, _ scope: [Double], _ target: Double, _ capped: Bool) -> Double? {
        guard let smallest = scope.min(), smallest < target else { return nil }
        let score = 1 - (target - value) / (target - smallest)
        return capped ? min(score, 1) : score
    }

    private func rank(_ value: Double, _ scope: [Double], _ ties: Normalisation.Ties) -> Double {
        let below = Double(scope.count { $0 < value })
        let equal = Double(scope.count { $0 == value })
        return switch ties {
        case .min: below + 1
        case .average: below + (equal + 1) / 2
        case .max: below + equal
        }
    }

    // MARK: Observations

    private enum Row: Equatable {
        case value(Double)
        case notApplicable
        case unknown
    }

    /// One side of a comparison: an indicator's inputs about one place.
    private struct Source {
        let indicator: Indicator
        let model: Model
        let country: CountryID?
        let byKey: [SeriesKey: [Period: Observation]]
        let reporters: [String]
        let powers: [PowerID?]
        /// Latest end first, of one end the longest first.
        let periods: [Period]

        init(_ indicator: Indicator, _ model: Model, _ observations: [Observation], _ country: CountryID) {
            let place = indicator.subject == .power ? nil : country
            self.indicator = indicator
            self.model = model
            self.country = place
            let seen = observations.filter { observation in
                let isSolo = observation.series.power == nil
                return indicator.inputs.contains(observation.series.indicator) && observation.series.country == place
                    && (isSolo == (indicator.subject == .country) || observation.series.power == .world)
                    && (indicator.reporters?.contains(observation.series.reporter) ?? true)
            }
            byKey = Dictionary(grouping: seen, by: \.series).mapValues { series in
                Dictionary(uniqueKeysWithValues: series.map { ($0.period, $0) })
            }
            let names = Set(seen.map(\.series.reporter))
            reporters =
                indicator.reporters
                ?? names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            powers = Array(Set(seen.map(\.series.power)))
            periods = Set(seen.map(\.period)).sorted { $0.end != $1.end ? $0.end > $1.end : $0.days > $1.days }
        }

        func row(_ reporter: String, _ power: PowerID?, _ period: Period, annual: Bool = false) -> Row? {
            let found = indicator.inputs.map { input in
                byKey[SeriesKey(indicator: input, power: power, country: country, reporter: reporter)]?[period]
            }
            if found.allSatisfy({ $0 == nil }) { return nil }
            if found.allSatisfy({ $0?.status == .notApplicable }) { return .notApplicable }
            var sum = 0.0
            for observation in found {
                guard let observation, let value = observation.value else { return .unknown }
                let isFlow = model.indicator(observation.series.indicator)?.isFlow ?? indicator.isFlow
                sum += annual && isFlow ? value * 12 / months(period) : value
            }
            return .value(sum)
        }

        func isValue(_ reporter: String, _ power: PowerID?, _ period: Period) -> Bool {
            if case .value = row(reporter, power, period) { true } else { false }
        }

        /// Whom all powers are read from in a period.
        func reporter(_ period: Period, share: Bool) -> (String, hasData: Bool)? {
            let candidates: [PowerID?] = share ? [.world] : powers
            if let found = reporters.first(where: { name in candidates.contains { isValue(name, $0, period) } }) {
                return (found, true)
            }
            return reporters.first { name in powers.contains { row(name, $0, period) != nil } }.map { ($0, false) }
        }

        func newest(_ power: PowerID?, by end: Day, share: Bool) -> (Period, String, Row)? {
            for period in periods where period.end <= end {
                guard let (name, hasData) = reporter(period, share: share), let row = row(name, power, period)
                else { continue }
                switch row {
                case .notApplicable: return (period, name, row)
                case .value: if hasData { return (period, name, row) }
                case .unknown: continue
                }
            }
            return nil
        }
    }

    private func leaf(_ indicator: Indicator, _ source: Source, _ other: Source?, _ dyad: Dyad, _ end: Day) throws
        -> Cell
    {
        let power = indicator.subject == .country ? nil : dyad.power
        var isShare = false
        if case .share = indicator.transform { isShare = true }
        let newest = source.newest(power, by: end, share: isShare)
        if case .notApplicable? = newest?.2 { return Cell(isApplicable: false) }

        var reporter = ""
        var used: [Period] = []
        var base: [Period] = []
        var length: CalendarDuration?
        switch indicator.window {
        case .last:
            guard let newest else { return Cell() }
            reporter = newest.1
            used = [newest.0]
            base = used
        case .sum(let window), .mean(let window), .decay(let window, _):
            length = window
        }
        if let length {
            let first = end.adding(days: 1).subtracting(length)
            let inWindow = source.periods.filter { $0.end <= end && $0.end >= first }
            let candidates: [PowerID?] = isShare ? [.world] : source.powers
            guard
                let found = source.reporters.first(where: { name in
                    inWindow.contains { period in candidates.contains { source.isValue(name, $0, period) } }
                })
            else { return Cell() }
            reporter = found
            for period in inWindow where source.isValue(found, isShare ? .world : power, period) {
                if !base.contains(where: { $0.overlaps(period) }) { base.append(period) }
            }
            if isShare {
                base = base.filter { period in
                    guard let row = source.row(found, power, period) else { return true }
                    if case .value = row { return true } else { return false }
                }
            }
            used = base.filter { source.isValue(found, power, $0) }
        }
        guard !used.isEmpty, let last = base.max(by: { $0.end < $1.end }) else { return Cell() }

        var confidence = 1.0
        let since = last.end.adding(days: 1)
        let now = end.adding(days: 1)
        if let maxAge = indicator.maxAge, since.adding(maxAge) < now { return Cell() }
        if let cadence = indicator.cadence {
            if since.adding(cadence) < now { confidence = 0.75 }
            if since.adding(cadence).adding(cadence) < now { confidence = 0.5 }
        }

        var denominator: Double?
        var samePeriod = false
        if let other {
            let definition = other.indicator
            let subject = definition.subject == .country ? nil : dyad.power
            if case (let name, true)? = other.reporter(last, share: false),
                case .value(let value)? = other.row(name, subject, last)
            {
                samePeriod = indicator.window == .last
                if case .value(let annual)? = other.row(name, subject, last, annual: true) {
                    denominator = samePeriod ? value : annual
                }
            } else if case (let period, let name, .value)? = other.newest(subject, by: last.end, share: false) {
                let tooOld = definition.maxAge.map { period.end.adding(days: 1).adding($0) < last.end.adding(days: 1) }
                if tooOld != true, case .value(let annual)? = other.row(name, subject, period, annual: true) {
                    denominator = annual
                }
            }
        }
        var annual = !isShare && !samePeriod
        if case .sum = indicator.window { annual = false }

        func total(_ periods: [Period], _ power: PowerID?) -> Double {
            var sum = 0.0
            for period in periods.sorted(by: { $0.end < $1.end }) {
                guard case .value(let value)? = source.row(reporter, power, period, annual: annual) else { continue }
                if case .decay(_, let halfLife) = indicator.window, period.end < end {
                    let age = Period(start: period.end.adding(days: 1), end: end).map(months) ?? 0
                    sum += value * pow(0.5, age / (Double(halfLife.months) + Double(halfLife.days) / 30.4375))
                } else {
                    sum += value
                }
            }
            if case .mean = indicator.window { sum /= Double(base.count) }
            return sum
        }
        let windowed = total(used, power)
        let value: Double
        switch indicator.transform {
        case .level: value = windowed
        case .share(let minTotal):
            let whole = total(base, .world)
            if whole <= 0 || whole < minTotal { return Cell() }
            value = windowed / whole * 100
        case .ratio(_, let scale):
            guard let denominator, denominator != 0 else { return Cell() }
            value = windowed / denominator * scale
        case .log:
            if windowed <= -1 { throw Refused() }
            value = log10(1 + windowed)
        case .ordinal(let levels):
            guard let level = levels.first(where: { $0.level == windowed }) else { throw Refused() }
            value = level.score
        }
        guard value.isFinite else { throw Refused() }
        return Cell(value: value, coverage: 1, confidence: confidence)
    }
}

/// 12 for a year, 9 for nine months, days / 30.4375 for what is no whole number of months.
private func months(_ period: Period) -> Double {
    let following = period.end.adding(days: 1)
    for count in 1...1200 where period.start.adding(months: count) == following { return Double(count) }
    return Double(period.days) / 30.4375
}
