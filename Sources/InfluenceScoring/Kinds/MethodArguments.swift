package import InfluenceModel
import InfluenceText

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
    /// The argument of a method that takes two bounds; infinite where there is none.
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
