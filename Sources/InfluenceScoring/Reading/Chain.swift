internal import InfluenceModel

/// The steps of an indicator's transform, parted at its window. Without one all of them come after.
struct Chain: Sendable {
    let before: [Transform]
    let window: Window?
    let after: [Transform]
    /// Those after it that follow a share: the share itself is taken where the table is.
    let afterShare: [Transform]

    init(_ steps: [Transform]) {
        let place = steps.firstIndex { if case .window = $0 { true } else { false } }
        if let place, case .window(let window) = steps[place] {
            before = Array(steps[..<place])
            self.window = window
            after = Array(steps[(place + 1)...])
        } else {
            (before, window, after) = ([], nil, steps)
        }
        afterShare = after.filter { !$0.isShare }
    }

    /// The raw value of one observed level, whatever it is compared with or windowed over.
    func apply(toLevel level: Double) throws(Absence) -> Double {
        try (before + after).filter { !$0.isShare && !$0.isRatio }.apply(to: level, Operands())
    }

    /// What the rows of a window are, once the steps before it are done.
    enum Nature {
        /// So much over the row's period.
        case amount
        /// So much a year.
        case rate
        /// So much at any time of the row's period.
        case level
    }

    /// - Parameter isFlow: Of what is observed.
    func nature(isFlow: Bool) -> Nature {
        guard isFlow else { return .level }
        if before.isEmpty { return .amount }
        let keepsRate = before.allSatisfy { step in
            switch step {
            case .ratio, .cap, .round: true
            case .share, .log, .exp, .power, .ordinal, .piecewise, .bands, .window: false
            }
        }
        return keepsRate ? .rate : .level
    }
}

/// The figures that a step relates a value to.
struct Operands {
    /// `nil` where none is known.
    var total: Double?
    /// `nil` where none is known.
    var denominator: Double?
}

extension Transform {
    /// The value after the step.
    /// - Throws: Why there is none.
    func apply(to value: Double, _ operands: Operands) throws(Absence) -> Double {
        let result: Double
        switch self {
        case .share:
            guard let total = operands.total else { throw .noTotal }
            result = value / total * 100
        case .ratio(let id, let scale):
            guard let denominator = operands.denominator else { throw .noDenominator(id) }
            guard denominator != 0 else { throw .denominatorZero(id) }
            result = value / denominator * scale
        case .log(let base, let offset):
            guard value + offset > 0 else { throw .logarithmUndefined(value) }
            result = base.log(value, plus: offset)
        case .exp(let base): result = base.power(value)
        case .power(let exponent):
            let isWhole = exponent == exponent.rounded(.towardZero)
            guard value == 0 ? exponent > 0 : value > 0 || isWhole else {
                throw .powerUndefined(value, exponent: exponent)
            }
            result = Elementary.pow(value, exponent)
        case .ordinal(let levels):
            guard let level = levels.first(where: { $0.level == value }) else { throw .unknownLevel(value) }
            result = level.score
        case .cap(let low, let high):
            result = min(max(value, low), high)
        case .piecewise(let points): result = points.interpolated(at: value)
        case .bands(let points):
            guard let band = points.last(where: { $0.x <= value }) else {
                throw .belowBands(value, first: points.first?.x ?? 0)
            }
            result = band.y
        case .round(let digits):
            result = decimallyRounded(value, digits: digits)
        case .window:
            result = value
        }
        guard result.isFinite else { throw .notFinite }
        return result
    }
}

extension Sequence<Transform> {
    /// The value after the steps, one after the other.
    func apply(to value: Double, _ operands: Operands) throws(Absence) -> Double {
        guard value.isFinite else { throw .notFinite }
        var result = value
        for step in self { result = try step.apply(to: result, operands) }
        // Not -0: the two zeros print differently.
        return result + 0
    }
}

extension [Transform.Point] {
    /// On the lines between the points: at each exactly its y, and never beyond those of its neighbours.
    fileprivate func interpolated(at x: Double) -> Double {
        guard let next = firstIndex(where: { $0.x >= x }) else { return last?.y ?? .nan }
        guard next > startIndex, self[next].x > x else { return self[next].y }
        let (low, high) = (self[next - 1], self[next])
        let y = low.y + (high.y - low.y) * ((x - low.x) / (high.x - low.x))
        return Swift.min(Swift.max(y, Swift.min(low.y, high.y)), Swift.max(low.y, high.y))
    }
}

extension Transform.LogBase {
    /// Of x + offset, above 0. With the offset 1 without the loss that adding it to a small x would be.
    fileprivate func log(_ value: Double, plus offset: Double) -> Double {
        switch (self, offset) {
        case (.e, 1): Elementary.log1p(value)
        case (.ten, 1): Elementary.log10p1(value)
        case (.two, 1): Elementary.log2p1(value)
        case (.e, _): Elementary.log(value + offset)
        case (.ten, _): Elementary.log10(value + offset)
        case (.two, _): Elementary.log2(value + offset)
        }
    }

    /// The base to a power.
    fileprivate func power(_ exponent: Double) -> Double {
        switch self {
        case .e: Elementary.exp(exponent)
        case .ten: Elementary.pow(10, exponent)
        case .two: Elementary.exp2(exponent)
        }
    }
}
