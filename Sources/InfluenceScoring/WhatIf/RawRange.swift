package import InfluenceModel

/// The raw values that an indicator can have, whatever the data: what its observations can be, through its transform.
package struct RawRange: Hashable, Sendable {
    package private(set) var low: Double
    package private(set) var high: Double

    /// `0..100`, `0 or more`; `nil` where every value is possible.
    var text: String? {
        Plausibility(low: low == -.infinity ? nil : low, high: high == .infinity ? nil : high).range
    }

    func contains(_ value: Double) -> Bool { value >= low && value <= high }

    /// - Parameter observed: the indicators of the model by their ids.
    package init(_ indicator: Indicator, _ observed: (NodeID) -> Indicator?) {
        (low, high) = (0, 0)
        // Values of several indicators are added.
        for id in indicator.inputs {
            let bounds = (id == indicator.id ? indicator : observed(id))?.plausibility ?? .unchecked
            low += bounds.low ?? -.infinity
            high += bounds.high ?? .infinity
        }
        // Of what accrues, a year or a window holds another amount than a row.
        if indicator.isFlow { self = keepingSign }
        for step in indicator.transform {
            self = step.range(of: self)
            // As do sums over the time of what holds.
            if let window = step.kind.window, !window.kind.method.isMean(of: .level) { self = keepingSign }
        }
        // Shares that somebody else has taken.
        if indicator.isTable { self = within(0, 100) }
    }

    package init(low: Double, high: Double) {
        (self.low, self.high) = (low, high)
    }

    /// Every value.
    package static let all = RawRange(low: -.infinity, high: .infinity)

    /// Of either sign as much as there can be, where there can be any.
    package var keepingSign: RawRange {
        RawRange(low: low >= 0 ? 0 : -.infinity, high: high <= 0 ? 0 : .infinity)
    }

    package func within(_ least: Double, _ greatest: Double) -> RawRange {
        RawRange(low: min(max(low, least), greatest), high: max(min(high, greatest), least))
    }

    /// From the least to the greatest of some values; itself where there is none.
    package func replaced(by values: [Double]) -> RawRange {
        RawRange(low: values.min() ?? low, high: values.max() ?? high)
    }

    /// Through a step that keeps the order, or turns it round; of what it is not defined for nothing is known.
    package func through(_ step: (Double) -> Double?) -> RawRange {
        let ends = [low, high].map { $0.isFinite ? step($0) : nil }
        let isRising = step(2).flatMap { two in step(1).map { $0 < two } } ?? true
        let (first, last) = isRising ? (ends[0], ends[1]) : (ends[1], ends[0])
        // Between values of both signs a power is not monotonous.
        let isSafe = low >= 0 || high <= 0 || (low == -.infinity && high == .infinity)
        return RawRange(low: isSafe ? first ?? -.infinity : -.infinity, high: isSafe ? last ?? .infinity : .infinity)
    }
}
