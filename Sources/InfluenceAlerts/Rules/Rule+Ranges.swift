package import InfluenceModel
import InfluenceText

/// A level that no value can pass, or that every value is beyond.
package struct RangeProblem: Hashable, Sendable {
    /// Of the rule file, where the level stands.
    package let key: String
    package let message: String
}

extension Rule {
    /// See ``Condition/rangeProblems(in:)``.
    package func rangeProblems(in model: Model) -> [RangeProblem] { condition.rangeProblems(in: model) }
}

extension Level {
    func problem(with measure: Measure, scale: Scale) -> RangeProblem? {
        guard let range = measure.range(scale: scale) else { return nil }
        let (low, high) = (range.lowerBound, range.upperBound)
        let isNever = side == .above ? level >= high : level <= low
        let isAlways = side == .above ? level < low : level > high
        let known =
            high == .infinity
            ? "at least \(DecimalText.shortest(low))"
            : "within \(DecimalText.shortest(low))...\(DecimalText.shortest(high))"
        if isNever || isAlways {
            return RangeProblem(
                key: side.rawValue,
                message: "the condition is \(isNever ? "never" : "always") met: \(measure.name) is \(known)"
            )
        }
        guard side == .above ? clear < low : clear > high else { return nil }
        return RangeProblem(
            key: "clear",
            message:
                "the alert would never recover, at \(DecimalText.shortest(clear)): \(measure.name) is \(known); "
                + "give a 'clear' within that"
        )
    }
}
