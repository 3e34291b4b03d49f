package import InfluenceModel

/// `overtaking_latest`: who leads by more than the margin, by the newest data alone.
package struct OvertakingLatestMeasure: MeasureMethod {
    package static let name = "overtaking_latest"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.powers
    package static let facet: Measure.Facet? = .node
    package static let material = [Measure.Material.compared]
    package static let labels = Lead.labels
    package static let tellsSince = true

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "who leads by more than the margin, by the newest data alone" }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.overtaking != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.overtaking?.minCoverage ?? plan.minCoverage }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.leads(of: subject, in: facet)?.latest
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.rivals(question)
    }

    package func sentence(_ facts: MeasureSentence) -> String? { facts.latestLead }
}

extension Measure {
    package static let overtakingLatest = Self(OvertakingLatestMeasure())
}
