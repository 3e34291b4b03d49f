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
    /// The magnitude of the largest figure that the value was made of by adding and taking away; 0: it is the largest.
    package var size = 0.0

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

    /// The magnitude of the largest figure that a value after the step was made of by adding and taking away. Usual: as much
    /// larger as the value itself.
    /// - Parameter size: that of the value before it; 0: it is the largest.
    func size(of result: Double, from value: Double, ofSize size: Double) -> Double
    /// The unit of what comes of values in a unit; empty: none that could be told. Usual: none.
    func unit(of unit: String) -> String
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
    package func unit(of unit: String) -> String { "" }
    package func size(of result: Double, from value: Double, ofSize size: Double) -> Double {
        size == 0 || value == 0 ? 0 : size * (result / value).magnitude
    }
}
