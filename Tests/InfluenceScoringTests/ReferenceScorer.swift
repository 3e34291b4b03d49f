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
            let indicator = model.nodes[node].indicator
            let byCountry = Dictionary(
                uniqueKeysWithValues: model.countries.map { country in
                    (country.id, indicator.map { ReferenceReader($0, model, observations, country.id) })
                }
            )
            for dyad in dyads.indices {
                let reader = byCountry[dyads[dyad].country].flatMap { $0 }
                grid.append(
                    try periods.indices.map { period in
                        switch model.nodes[node].content {
                        case .indicator: return reader?.cell(dyads[dyad].power, periods[period].end) ?? Cell()
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
        let exponent = (aggregate.method.kind as? PowerMean)?.exponent
        if let p = exponent, present.contains(where: { $0.1 < 0 || (p <= 0 && $0.1 == 0) }) {
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
            case .power(exponent: 0): exp(present.map { $0.0 * log($0.1) }.reduce(0, +) / sum)
            case .min: sorted.first ?? .nan
            case .max: sorted.last ?? .nan
            case .median: (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
            // The comparison with the others follows.
            case .copeland, .outranking: 0.0
            case .ratio:
                children.count == 2 && present.count == 2 && present[1].1 != 0 ? present[0].1 / present[1].1 : .nan
            default: exponent.map { p in pow(present.map { $0.0 * pow($0.1, p) }.reduce(0, +) / sum, 1 / p) } ?? .nan
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
                if let reference = normalisation.method.kind as? DistanceToReference {
                    let country = dyad / model.powers.count * model.powers.count
                    let row = model.powers.firstIndex { $0.id == reference.power }
                    score = row.flatMap { raw[country + $0][period].value }
                        .flatMap { distance(value * sign, scope, $0 * sign, reference.capped) }
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
        switch method.kind {
        case is Unnormalised: return sign > 0 ? value : low + high - value
        case let method as Goalposts:
            let whole = low + (value - method.low) / (method.high - method.low) * (high - low)
            let score = method.truncate ? min(max(whole, low), high) : whole
            return sign > 0 ? score : low + high - score
        case let method as MinMax:
            guard let smallest = scope.min(), let largest = scope.max(), smallest < largest else { return nil }
            return method.target.low + (value * sign - smallest) / (largest - smallest)
                * (method.target.high - method.target.low)
        case let method as ZScore:
            guard let smallest = scope.min(), let largest = scope.max(), smallest < largest else { return nil }
            let average = scope.reduce(0, +) / Double(scope.count)
            let variance = scope.map { ($0 - average) * ($0 - average) }.reduce(0, +) / Double(scope.count - 1)
            return (value * sign - average) / variance.squareRoot() * method.sd + method.mean
        case let method as Rank: return rank(value * sign, scope, method.ties)
        case let method as Borda: return rank(value * sign, scope, method.ties) - 1
        case let method as PercentileRank:
            let (share, onto) = ((rank(value * sign, scope, method.ties) - 1) / Double(scope.count - 1), method.target)
            return scope.count < 2 ? nil : onto.low + share * (onto.high - onto.low)
        case let method as Percentiles:
            // The smallest group of so many hundredths, say, of the values that reaches it.
            let below = scope.count { $0 <= value * sign }
            return Double((1...method.groups).first { $0 * scope.count >= method.groups * below } ?? method.groups)
        case is DistanceToMax: return scope.max().flatMap { distance(value * sign, scope, $0, true) }
        case let method as DistanceToTarget: return distance(value * sign, scope, method.target * sign, method.capped)
        case is FractionOfMax:
            guard let largest = scope.map({ $0 * sign }).max(), largest > 0 else { return nil }
            return sign > 0 ? value / largest : 1 - value / largest
        default: return nil
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
}
