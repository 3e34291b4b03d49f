package import InfluenceModel
import InfluenceText

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
        /// Two numbers, the lower one first: `{cap: [0, 100]}`.
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

/// A method that a model file can name: what all kinds of methods have in common.
package protocol WrittenMethod: Sendable {
    /// The word that model files use.
    static var name: String { get }
    /// Rises with every change that gives other figures for the same values. Usual: 1.
    static var edition: Int { get }
    static var form: MethodForm { get }

    /// - Throws: what is wrong with the values of ``form`` together.
    init(_ given: MethodArguments) throws(MethodProblem)
}

extension WrittenMethod {
    package static var edition: Int { 1 }
}

/// What a file gives a method, by the names of its form.
package struct MethodArguments: Sendable {
    private var numbers: [String: Double] = [:]
    /// Those of options, and of an argument that is no number.
    package var words: [String: String] = [:]
    package var flags: [String: Bool] = [:]
    /// The argument of a method that takes a power.
    package var power = PowerID("")
    /// The argument of a method that takes a whole number.
    package var integer = 0
    /// The argument of a method that takes a grouping.
    package var grouping = ""
    /// The argument of a method that takes an indicator.
    package var node = NodeID("")
    /// The argument of a method that takes one of a few words; `nil`: the usual one.
    package var choice: String?
    /// The argument of a method that takes two ends.
    package var ends = Scale()
    /// The argument of a method that takes points.
    package var points: [Transform.Point] = []
    package var durations: [String: CalendarDuration] = [:]

    package init() {}

    /// - Parameter numbers: as many as the form has names for.
    package init(numbers: [Double], of form: MethodForm) {
        guard case .numbers(let names, _) = form.argument else { return }
        self.numbers = Dictionary(zip(names, numbers)) { first, _ in first }
    }

    /// A number of the form. NaN: the form does not have it.
    package func number(_ name: String) -> Double { numbers[name] ?? .nan }

    /// A number of an option.
    /// - Parameter usual: where the file says nothing.
    package func number(_ name: String, usual: Double) -> Double { numbers[name] ?? usual }

    package mutating func set(_ name: String, to number: Double) { numbers[name] = number }

    /// Whether an option was given.
    package func hasOption(_ name: String) -> Bool {
        flags[name] != nil || words[name] != nil || numbers[name] != nil || durations[name] != nil
    }

    /// Takes in what stands beside the argument.
    package mutating func merge(options others: MethodArguments) {
        numbers.merge(others.numbers) { _, new in new }
        words.merge(others.words) { _, new in new }
        flags.merge(others.flags) { _, new in new }
        durations.merge(others.durations) { _, new in new }
    }

    /// - Parameter usual: where the file says nothing.
    package func flag(_ name: String, usual: Bool) -> Bool { flags[name] ?? usual }

    /// Two numbers of which the first must be below the second.
    /// - Parameter hint: what the reverse order may have meant.
    package func range(_ low: String, _ high: String, hint: String = "") throws(MethodProblem) -> Scale {
        let (first, last) = (number(low), number(high))
        guard first < last else {
            throw MethodProblem(
                "\(low) \(DecimalText.shortest(first)) must be below \(high) \(DecimalText.shortest(last))"
                    + (first > last ? hint : "")
            )
        }
        return Scale(low: first, high: last)
    }
}

/// What is wrong with the values of a method together.
package struct MethodProblem: Error, Hashable, Sendable {
    package let message: String
    /// The option that is wrong; `nil`: the argument.
    package let option: String?

    package init(_ message: String, at option: String? = nil) {
        self.message = message
        self.option = option
    }
}
