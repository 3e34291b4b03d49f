package import InfluenceModel

/// A level that no value can pass, or that every value is beyond.
package struct RangeProblem: Hashable, Sendable {
    /// Of the rule file, where the level stands.
    package let key: String
    package let message: String
}

extension Rule {
    /// What of its levels makes the condition one that is never met, or always, or an alert that never recovers.
    ///
    /// Levels of scores are looked at where they are read, beside the model's scale; here is what has a range of its own.
    package func rangeProblems(in model: Model) -> [RangeProblem] {
        switch condition {
        case .measure(let selection, .level(let level)):
            // Each measure once, however many nodes it is of.
            var measures: [Measure] = []
            for measure in selection.nodes.compactMap({ Measure.read($0)?.measure }) where !measures.contains(measure) {
                measures.append(measure)
            }
            return measures.compactMap { level.problem(with: $0, scale: model.scale) }
        case .overtake(let overtake):
            let widest = overtake.scale == .shares ? 100 : model.scale.high - model.scale.low
            guard overtake.margin >= widest else { return [] }
            let what = overtake.scale == .shares ? "share" : "score"
            return [
                RangeProblem(
                    key: "margin",
                    message: "the condition is never met: no \(what) leads by more than \(DecimalText.shortest(widest))"
                )
            ]
        default: return []
        }
    }
}

extension Level {
    fileprivate func problem(with measure: Measure, scale: Scale) -> RangeProblem? {
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
                message: "the condition is \(isNever ? "never" : "always") met: \(measure.rawValue) is \(known)"
            )
        }
        guard side == .above ? clear < low : clear > high else { return nil }
        return RangeProblem(
            key: "clear",
            message:
                "the alert would never recover, at \(DecimalText.shortest(clear)): \(measure.rawValue) is \(known); "
                + "give a 'clear' within that"
        )
    }
}
