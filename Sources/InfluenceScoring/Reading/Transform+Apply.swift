internal import InfluenceModel

/// Step 3 of the model, transforms: from the windowed value to the raw value.
extension Transform {
    struct Operands {
        /// The windowed value.
        let value: Double
        /// The same window over all partners together.
        let total: Double
        /// `nil` where none is known.
        let denominator: Double?
    }

    enum Outcome: Equatable {
        case value(Double)
        case missing
        case undefinedLogarithm
        case unknownLevel
    }

    var isShare: Bool {
        if case .share = self { true } else { false }
    }

    /// - `level`: x.
    /// - `share`: x / total x 100; missing where the total is not above 0 or below the floor.
    /// - `ratio`: x / denominator x scale; missing where the denominator is 0 or unknown.
    /// - `log`: log10(1 + x), for any x above -1: a small net outflow has a logarithm too.
    /// - `ordinal`: the score of the row whose level equals x.
    func apply(_ operands: Operands) -> Outcome {
        let value = operands.value
        switch self {
        case .level:
            return .value(value)
        case .share(let minTotal):
            return operands.total <= 0 || operands.total < minTotal ? .missing : .value(value / operands.total * 100)
        case .ratio(_, let scale):
            guard let denominator = operands.denominator, denominator != 0 else { return .missing }
            return .value(value / denominator * scale)
        case .log:
            return value > -1 ? .value(Elementary.log10(1 + value)) : .undefinedLogarithm
        case .ordinal(let levels):
            return levels.first { $0.level == value }.map { .value($0.score) } ?? .unknownLevel
        }
    }
}

extension Window {
    /// Whether its values are rates (so much a year) rather than a total over the window: flows of part of a year are
    /// then brought to a year's length.
    var isRate: Bool {
        if case .sum = self { false } else { true }
    }
}
