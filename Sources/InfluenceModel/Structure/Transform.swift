/// One step on the way from what was observed to an indicator's raw value, with its parameters. Steps before a window see
/// one row after the other (a flow as so much a year), those after it the windowed value.
package struct Transform: Hashable, Sendable {
    package let kind: any TransformKind

    package init(_ kind: any TransformKind) {
        self.kind = kind
    }

    /// The word that model files use.
    package var name: String { kind.name }

    package var role: TransformRole { type(of: kind).role }

    package static func == (left: Self, right: Self) -> Bool { AnyHashable(left.kind) == AnyHashable(right.kind) }

    package func hash(into hasher: inout Hasher) { AnyHashable(kind).hash(into: &hasher) }

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
}

/// What makes a step one of its own to the reader, which treats those apart; an indicator has at most one of each but the
/// last.
package enum TransformRole: Hashable, Sendable {
    /// An integral over time.
    case window
    /// A part of a total of the same reporter and period: all powers are read from one table.
    case share
    /// Divided by another indicator.
    case ratio
    /// The score of a level.
    case ordinal
    /// From a value alone.
    case plain
}

/// The figures that a step relates a value to.
package struct Operands: Sendable {
    /// `nil` where none is known.
    package var total: Double?
    /// `nil` where none is known.
    package var denominator: Double?

    package init(total: Double? = nil, denominator: Double? = nil) {
        self.total = total
        self.denominator = denominator
    }
}

/// One kind of step with its parameters. All there is to say of a kind stands in one file of
/// `InfluenceScoring/Transforming`; nothing else knows which there are.
package protocol TransformKind: Hashable, Sendable {
    /// Usual: plain.
    static var role: TransformRole { get }
    /// Whether of so much a year comes so much a year. Usual: false.
    static var keepsRate: Bool { get }

    /// The word that model files use.
    var name: String { get }
    /// What a share is of.
    var whole: Transform.Whole? { get }
    /// The indicator that a ratio is to.
    var denominator: NodeID? { get }
    /// The table of levels of an ordinal.
    var levels: [OrdinalLevel]? { get }
    var window: Window? { get }

    /// The value after the step.
    /// - Throws: Why there is none. A result that is not finite is none either, without a word of the step.
    func result(of value: Double, _ operands: Operands) throws(Absence) -> Double
    /// The name and the parameters, as far as they decide the values.
    func write(into definition: inout DefinitionBytes)
}

extension TransformKind {
    package static var role: TransformRole { .plain }
    package static var keepsRate: Bool { false }
    package var whole: Transform.Whole? { nil }
    package var denominator: NodeID? { nil }
    package var levels: [OrdinalLevel]? { nil }
    package var window: Window? { nil }
}

/// The time before a period's end that enters a value, and how. A row of amount v over its period has the constant rate
/// v / length; every calendar month has length 1, and days are parts of their month. So the value does not depend on how
/// often a source reports.
package struct Window: Hashable, Sendable {
    package let kind: Kind
    package let length: CalendarDuration
    /// The least known part of the (weighted) window that gives a value, 0...1.
    package let minKnown: Double

    /// How the time in it enters, with parameters.
    package struct Kind: Hashable, Sendable {
        package let method: any WindowKind

        package init(_ method: any WindowKind) {
            self.method = method
        }

        /// The word that model files use.
        package var name: String { type(of: method).name }

        package static func == (left: Self, right: Self) -> Bool {
            AnyHashable(left.method) == AnyHashable(right.method)
        }

        package func hash(into hasher: inout Hasher) { AnyHashable(method).hash(into: &hasher) }
    }

    package init(_ kind: Kind, _ length: CalendarDuration, minKnown: Double = 0.6) {
        self.kind = kind
        self.length = length
        self.minKnown = minKnown
    }
}

/// One kind of window with its parameters. All there is to say of a kind stands in one file of
/// `InfluenceScoring/Windowing`; nothing else knows which there are.
package protocol WindowKind: Hashable, Sendable {
    /// The word that model files use.
    static var name: String { get }

    /// The integral of the weight of time between two times, in months before the window's end. Usual: all time weighs 1.
    func weight(from: Double, to: Double) -> Double
    /// - Parameters:
    ///   - total: the integral of the values over the known time.
    ///   - known: its weight, in months.
    ///   - share: the same, of the weight of the whole window: above 0, at most 1.
    /// - Returns: the value, and what the total was multiplied with for it.
    func value(
        total: Double,
        known: Double,
        share: Double,
        _ nature: RowNature
    ) -> (value: Double, scale: Double)
    /// The parameters, as far as they decide the values.
    func write(into definition: inout DefinitionBytes)
}

extension WindowKind {
    package func weight(from: Double, to: Double) -> Double { to - from }
    package func write(into definition: inout DefinitionBytes) {}
}

/// What the rows of a window are, once the steps before it are done.
package enum RowNature: Hashable, Sendable {
    /// So much over the row's period.
    case amount
    /// So much a year.
    case rate
    /// So much at any time of the row's period.
    case level
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
        for step in transform { if let whole = step.kind.whole { return whole } }
        return nil
    }

    package var window: Window? {
        for step in transform { if let window = step.kind.window { return window } }
        return nil
    }

    /// The indicator that it is a ratio to.
    package var denominator: NodeID? {
        for step in transform { if let denominator = step.kind.denominator { return denominator } }
        return nil
    }

    /// The table of levels that observed values are of.
    package var levels: [OrdinalLevel]? {
        transform.first?.kind.levels
    }

    /// Every indicator whose observations it reads: its inputs, what it is divided by, what stands in for it.
    package var readIndicators: [NodeID] {
        inputs + [denominator, fallback].compactMap { $0 }
    }
}
