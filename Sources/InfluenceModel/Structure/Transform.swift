/// One step on the way from what was observed to an indicator's raw value. Steps before a window see one row after the
/// other (a flow as so much a year), those after it the windowed value.
package enum Transform: Hashable, Sendable {
    /// Per cent (0...100) of a total of the same reporter and period; of two windows, over the time known to both.
    case share(of: Whole = .partners)
    /// x / denominator x scale.
    case ratio(to: NodeID, scale: Double)
    /// log(x + offset) to a base; of an offset of 1 computed as log1p.
    case log(LogBase, offset: Double = 1)
    /// The base to the power x: what undoes a logarithm.
    case exp(LogBase)
    /// x to a power other than 0: 0.5 is the square root, -1 the reciprocal.
    case power(Double)
    /// The score of the level in the table.
    case ordinal([OrdinalLevel])
    /// The value, but no less than `low` and no more than `high`.
    case cap(low: Double, high: Double)
    /// On the straight lines between points, in ascending order of x; beyond the ends what the ends have.
    case piecewise([Point])
    /// The y of the last point whose x is not above the value: a step at each x. The first x may be -infinity.
    case bands([Point])
    /// To so many digits after the decimal point, before it where negative; half away from zero.
    case round(digits: Int)
    /// An integral over time.
    case window(Window)

    /// What a value becomes.
    package struct Point: Hashable, Sendable {
        package let x: Double
        package let y: Double

        package init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// Points of one step.
    package static let mostPoints = 1_000

    /// What a share is of.
    package enum Whole: String, CaseIterable, Sendable {
        /// All partners together, as the reporter gives them: its `WLD` row.
        case partners = "WLD"
        /// The powers of the model that have a value, those inside another one of them not counted twice.
        case powers
    }

    package enum LogBase: String, CaseIterable, Sendable {
        case e
        case ten = "10"
        case two = "2"
    }
}

/// The time before a period's end that enters a value, and how. A row of amount v over its period has the constant rate
/// v / length; every calendar month has length 1, and days are parts of their month. So the value does not depend on how
/// often a source reports.
package struct Window: Hashable, Sendable {
    package let kind: Kind
    package let length: CalendarDuration
    /// The least known part of the (weighted) window that gives a value, 0...1.
    package let minKnown: Double

    package enum Kind: Hashable, Sendable {
        /// The amount inside the window.
        case sum
        /// The mean of the rate a year; of what is no flow, of the level.
        case mean
        /// The integral of the rate x 2^(-age / half-life); of what is no flow, the mean of the level with these weights.
        case decay(halfLife: CalendarDuration)
    }

    package init(_ kind: Kind, _ length: CalendarDuration, minKnown: Double = 0.6) {
        self.kind = kind
        self.length = length
        self.minKnown = minKnown
    }
}

/// What time without a row means in a window.
package enum Gaps: String, CaseIterable, Sendable {
    /// Nothing is known of it.
    case unknown
    /// Nothing happened: the rows are an exhaustive register.
    case zero
}

/// Who reports what is read, in order of preference: closed lists.
package struct Reporters: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// In countries without a list of their own.
    package let usual: [String]
    package let byCountry: [CountryID: [String]]

    package init(_ usual: [String], byCountry: [CountryID: [String]] = [:]) {
        self.usual = usual
        self.byCountry = byCountry
    }

    package init(arrayLiteral elements: String...) {
        self.init(elements)
    }

    /// - Parameter country: `nil` for what is about powers alone.
    package subscript(country: CountryID?) -> [String] {
        country.flatMap { byCountry[$0] } ?? usual
    }
}

extension Indicator {
    /// Whether it is read as one table: all powers of a country from one reporter.
    package var readsTable: Bool { isTable || share != nil }

    /// What it is a share of, if anything.
    package var share: Transform.Whole? {
        for case .share(let whole) in transform { return whole }
        return nil
    }

    package var window: Window? {
        for case .window(let window) in transform { return window }
        return nil
    }

    /// The indicator that it is a ratio to.
    package var denominator: NodeID? {
        for case .ratio(let denominator, _) in transform { return denominator }
        return nil
    }

    /// The table of levels that observed values are of.
    package var levels: [OrdinalLevel]? {
        if case .ordinal(let levels)? = transform.first { levels } else { nil }
    }

    /// Every indicator whose observations it reads: its inputs, what it is divided by, what stands in for it.
    package var readIndicators: [NodeID] {
        inputs + [denominator, fallback].compactMap { $0 }
    }
}
