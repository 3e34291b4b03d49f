package import InfluenceModel

/// How a method is written in a model file: as its name alone, or in a mapping where the name leads to an argument and
/// stands beside options, `{goalposts: [0, 50], truncate: false}`.
///
/// The reader of the files checks all that the form says, and tells where something is wrong; what is wrong with sound
/// values together the method says itself, in a ``MethodProblem``.
package struct MethodForm: Sendable {
    package let argument: Argument
    package let options: [Option]
    private let written: String?
    /// What is told where only the name is written, and that says too little; `nil`: that it needs its argument.
    package let bare: String?

    package enum Argument: Sendable {
        /// `{goalposts: [low, high]}`; a single one also without brackets. The usual ones stand for the numbers where only
        /// the name is written; `nil`: they must be.
        case numbers([String], usual: (@Sendable (Scale) -> [Double])? = nil)
        /// A power of the model: `{distance_to_reference: RUS}`.
        case power
        /// A whole number: `{winsorise: 5}`.
        case integer(ClosedRange<Int>)
        /// The name of a grouping of powers and countries: `{group_mean: region}`.
        case grouping
        /// An indicator: `{ratio: gdp}`.
        case node
        /// One of a few words; where only the name is written, the method has a usual one: `{share: powers}`.
        /// - Parameter what: names the words in messages.
        case choice(_ what: String, [String])
        /// Two bounds, the lower one first, of which one may be `none`: `{cap: [0, 100]}`, `{cap: [none, 5]}`.
        case ends
        /// Pairs of numbers in ascending order of the first: `{bands: [[none, 0], [10, 50]]}`.
        /// - Parameter opensBelow: whether the first one may be `none`: below all values.
        case points(opensBelow: Bool)
        /// Keys of its own: `{log: {base: 10}}`. Where none is required the name alone is enough.
        case keys([Option])
        /// A length of time in whole days: `{sum: P10Y}`.
        case duration

        /// The name alone.
        package static let nothing = numbers([]) { _ in [] }
    }

    /// A key beside the name. Methods that have one of the same name mean the same by it.
    package struct Option: Hashable, Sendable {
        package let name: String
        package let kind: Kind
        package let isRequired: Bool

        package enum Kind: Hashable, Sendable {
            /// `true` or `false`.
            case flag
            /// One of a few words.
            case words([String])
            case number
            /// A length of time in whole days.
            case duration
        }

        package init(_ name: String, _ kind: Kind, isRequired: Bool = false) {
            self.name = name
            self.kind = kind
            self.isRequired = isRequired
        }
    }

    /// - Parameters:
    ///   - example: how it is written with its argument, where that needs figures to be understood.
    ///   - bare: what is told where only the name is written, after the name, where there is more to say than that it
    ///     needs its argument.
    package init(
        _ argument: Argument = .nothing,
        options: [Option] = [],
        example: String? = nil,
        bare: String? = nil
    ) {
        self.argument = argument
        self.options = options
        written = example
        self.bare = bare
    }

    package var isShownInFigures: Bool { written != nil }

    /// As it is written with its argument: `{goalposts: [low, high]}`.
    package func example(_ name: String) -> String {
        if let written { return written }
        return switch argument {
        case .numbers(let names, _) where names.isEmpty: name
        case .power: "{\(name): POWER}"
        case .integer(let range): "{\(name): \(range.lowerBound)}"
        case .grouping: "{\(name): region}"
        case .node: "{\(name): gdp}"
        case .choice(_, let words): "{\(name): \(words.last ?? "")}"
        case .ends: "{\(name): [0, 100]}"
        case .points(let opensBelow):
            opensBelow ? "{\(name): [[none, 0], [10, 50]]}" : "{\(name): [[0, 0], [100, 100]]}"
        case .keys(let keys): "{\(name): {\(keys.first?.name ?? ""): ...}}"
        case .duration: "{\(name): P10Y}"
        case .numbers(let parameters, _):
            parameters.count == 1
                ? "{\(name): \(parameters[0])}" : "{\(name): [\(parameters.joined(separator: ", "))]}"
        }
    }

    /// Whether the name alone is all there is to write.
    package var needsNothing: Bool {
        if case .numbers(let names, _) = argument { names.isEmpty } else { false }
    }

    /// What stands for the numbers where only the name is written.
    package func usual(_ scale: Scale) -> [Double]? {
        if case .numbers(_, let usual?) = argument { usual(scale) } else { nil }
    }
}
