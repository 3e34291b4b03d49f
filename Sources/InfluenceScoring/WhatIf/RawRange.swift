internal import InfluenceModel

/// The raw values that an indicator can have, whatever the data: what its observations can be, through its transform.
struct RawRange {
    private(set) var low: Double
    private(set) var high: Double

    /// `0..100`, `0 or more`; `nil` where every value is possible.
    var text: String? {
        Plausibility(low: low == -.infinity ? nil : low, high: high == .infinity ? nil : high).range
    }

    func contains(_ value: Double) -> Bool { value >= low && value <= high }

    /// - Parameter observed: the indicators of the model by their ids.
    init(_ indicator: Indicator, _ observed: (NodeID) -> Indicator?) {
        (low, high) = (0, 0)
        // Values of several indicators are added.
        for id in indicator.inputs {
            let bounds = (id == indicator.id ? indicator : observed(id))?.plausibility ?? .unchecked
            low += bounds.low ?? -.infinity
            high += bounds.high ?? .infinity
        }
        // Of what accrues, a window holds another amount than a row.
        if indicator.isFlow, indicator.window != nil { keepSign() }
        for step in indicator.transform { apply(step) }
        // Shares that somebody else has taken.
        if indicator.isTable { narrow(to: 0, 100) }
    }

    private mutating func keepSign() {
        low = low >= 0 ? 0 : -.infinity
        high = high <= 0 ? 0 : .infinity
    }

    private mutating func narrow(to least: Double, _ greatest: Double) {
        (low, high) = (min(max(low, least), greatest), max(min(high, greatest), least))
    }

    private mutating func apply(_ step: Transform) {
        switch step {
        case .share: (low, high) = (0, 100)
        case .ratio: keepSign()
        case .log, .power: map { try? step.apply(to: $0, Operands()) }
        case .exp:
            map { try? step.apply(to: $0, Operands()) }
            low = max(low, 0)
        case .ordinal(let levels):
            low = levels.map(\.score).min() ?? low
            high = levels.map(\.score).max() ?? high
        // Constant beyond the ends, a step within.
        case .piecewise(let points), .bands(let points):
            low = points.map(\.y).min() ?? low
            high = points.map(\.y).max() ?? high
        case .cap(let least, let greatest): narrow(to: least, greatest)
        case .round: map { try? step.apply(to: $0, Operands()) }
        case .window: break
        }
    }

    /// Through a step that keeps the order, or turns it round; of what it is not defined for nothing is known.
    private mutating func map(_ step: (Double) -> Double?) {
        let ends = [low, high].map { $0.isFinite ? step($0) : nil }
        let isRising = step(2).flatMap { two in step(1).map { $0 < two } } ?? true
        let (first, last) = isRising ? (ends[0], ends[1]) : (ends[1], ends[0])
        // Between values of both signs a power is not monotonous.
        let isSafe = low >= 0 || high <= 0 || (low == -.infinity && high == .infinity)
        low = isSafe ? first ?? -.infinity : -.infinity
        high = isSafe ? last ?? .infinity : .infinity
    }
}
