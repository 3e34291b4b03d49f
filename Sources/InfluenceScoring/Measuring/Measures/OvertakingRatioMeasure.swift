package import InfluenceModel

/// `overtaking_ratio`: whether one has more than the given multiple of the other.
package struct OvertakingRatioMeasure: LeadMeasure {
    package static let name = "overtaking_ratio"
    package static let labels = [
        MeasureLabel(code: -1, text: "A far ahead"), MeasureLabel(code: 0, text: "neither far ahead"),
        MeasureLabel(code: 1, text: "B far ahead"),
    ]

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "whether one has more than the given multiple of the other; none where one is negative"
    }

    /// With the multiple, where the model is at hand.
    package func label(_ value: Double, pair: PowerPair?, plan: MeasurePlan?) -> String? {
        guard let label = Self.labels.first(where: { Double($0.code) == value }) else { return nil }
        guard let pair, let ratio = plan?.overtaking?.ratio else { return label.text(of: pair) }
        let multiple = MeasureSentence.multiple(ratio)
        guard value != 0 else { return "neither has more than \(multiple) the other's" }
        let (ahead, behind) = value < 0 ? (pair.first, pair.second) : (pair.second, pair.first)
        return "\(ahead) has more than \(multiple) \(behind)'s"
    }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.leads(of: subject, in: facet)?.ratios
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        let found = try explainer.rivals(question)
        guard found.absence == nil, let pair = question.pair, let comparison = found.comparison else { return found }
        for (power, value) in [(pair.first, comparison.first), (pair.second, comparison.second)] where value < 0 {
            let node = question.facet ?? question.model.nodes[0].id
            let absence = MeasureAbsence.noMultiples(question.model.powers[power].id, of: node, value: value)
            return question.answer(found.parts, absence, comparison)
        }
        return found
    }

    package func sentence(_ facts: MeasureSentence) -> String? {
        let pair = facts.pair
        guard let comparison = facts.explanation.comparison, let ratio = facts.model.measures?.overtaking?.ratio else {
            return nil
        }
        let multiple = MeasureSentence.multiple(ratio)
        let leader = comparison.second > comparison.first ? pair.second : pair.first
        guard facts.value != 0 else {
            return "neither has more than \(multiple) the other's, \(facts.figures(comparison, leader))"
        }
        let (ahead, behind) = facts.value > 0 ? (pair.second, pair.first) : (pair.first, pair.second)
        return "\(facts.name(ahead)) has more than \(multiple) what \(facts.name(behind)) has, "
            + facts.figures(comparison, ahead)
    }
}

extension Measure {
    package static let overtakingRatio = Self(OvertakingRatioMeasure())
}
