internal import InfluenceModel

/// A normalisation that is no linear map of the values over its scope: the normalised values, which take the place of the
/// raw ones. An explanation reads the raw value from the observations again.
struct Replacement: Sendable {
    /// In the order of ``Cells``. NaN: null.
    private(set) var values: [Double]
    /// One, or one a period where the scope is `period`.
    private(set) var parameters: [NormalisationParameters] = []

    /// The power whose value is to be the reference is not in the model.
    struct UnknownReference: Error {
        let power: PowerID
    }

    /// - Parameter values: In the order of `cells`. NaN: none.
    init(_ normalisation: Normalisation, _ direction: Direction, of values: [Double], in cells: Cells)
        throws(UnknownReference)
    {
        self.values = values
        let isPanel = normalisation.scope != .period
        for scope in Self.scopes(of: values, in: cells, isPanel: isPanel) {
            switch normalisation.method {
            case .rank(let ties): rank(scope, direction, ties) { rank, _ in rank }
            case .borda(let ties): rank(scope, direction, ties) { rank, _ in rank - 1 }
            case .percentileRank(let ties, let onto):
                let width = onto.high - onto.low
                rank(scope, direction, ties, least: 2) { rank, count in onto.low + (rank - 1) / (count - 1) * width }
            case .percentiles(let groups):
                rank(scope, direction, .max) { rank, count in (Double(groups) * rank / count).rounded(.up) }
            case .distanceToReference(let power, let capped):
                try measure(scope, from: power, capped: capped, direction, values, cells)
            case .goalposts, .minmax, .zscore, .distanceToMax, .distanceToTarget, .fractionOfMax, .none:
                break
            }
        }
    }

    /// The cells with a value: of each period, or of all together.
    private static func scopes(of values: [Double], in cells: Cells, isPanel: Bool) -> [[Int]] {
        guard !isPanel else { return [values.indices.filter { !values[$0].isNaN }] }
        let periods = cells.periods.count
        return (0..<periods).map { period in
            stride(from: period, to: values.count, by: periods).filter { !values[$0].isNaN }
        }
    }

    private mutating func rank(
        _ scope: [Int],
        _ direction: Direction,
        _ ties: Normalisation.Ties,
        least: Int = 1,
        _ score: (_ rank: Double, _ count: Double) -> Double
    ) {
        guard scope.count >= least else {
            for cell in scope { values[cell] = .nan }
            parameters.append(.undefined)
            return
        }
        let count = Double(scope.count)
        Ranking.replace(&values, at: scope, direction, ties) { score($0, count) }
        parameters.append(.ranks(count: scope.count))
    }

    /// 1 - (ref - x) / (ref - min), COINr `n_dist2ref`. The smallest value is that of the scope. The reference is the
    /// value of the power in the country and period of the cell: a score says how near a power comes to it there, which
    /// its value in another country says nothing about. A score that is not finite is none.
    private mutating func measure(
        _ scope: [Int],
        from power: PowerID,
        capped: Bool,
        _ direction: Direction,
        _ raw: [Double],
        _ cells: Cells
    ) throws(UnknownReference) {
        guard let place = cells.position(ofPower: power) else { throw UnknownReference(power: power) }
        guard let first = scope.first else {
            parameters.append(.undefined)
            return
        }
        let worst = scope.reduce(raw[first]) {
            direction == .positive ? Swift.min($0, raw[$1]) : Swift.max($0, raw[$1])
        }
        parameters.append(.reference(power, from: worst))
        for cell in scope {
            let (dyad, period) = cell.quotientAndRemainder(dividingBy: cells.periods.count)
            let reference = raw[(dyad - dyad % cells.powerCount + place) * cells.periods.count + period]
            // NaN where there is no reference, or none above the worst value.
            let (fitted, map) = Normalisation.distance(from: worst, to: reference, capped: capped, direction)
            let score = fitted == .undefined || map.slope == 0 ? .nan : map(raw[cell])
            values[cell] = score.isFinite ? score : .nan
        }
    }
}

extension Cells {
    /// In the model's order.
    fileprivate func position(ofPower power: PowerID) -> Int? {
        dyads.prefix(powerCount).firstIndex { $0.power == power }
    }
}
