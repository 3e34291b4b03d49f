package import InfluenceModel

/// `coopetition_intensity`: sqrt(H K'), K' = min(1, K / scale).
package struct CoopetitionIntensityMeasure: MeasureMethod {
    package static let name = "coopetition_intensity"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.dimensions
    package static let material = [Measure.Material.index, .signs]

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "square root of contest x cooperation (scaled): 0 to 1" }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.coopetition != nil }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard let coopetition = country.plan.coopetition else { return nil }
        return country.coopetition(of: subject) { coopetition.intensity(contest: $1, cooperation: $2) }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.coopetition(question)
    }
}

extension Measure {
    package static let coopetitionIntensity = Self(CoopetitionIntensityMeasure())
}
