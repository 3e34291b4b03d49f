package import InfluenceModel

/// `momentum_p`: how likely so many changes to one side are by chance (``SignTest``). Source: Conover (1999), section 3.4.
package struct MomentumProbabilityMeasure: MeasureMethod {
    package static let name = "momentum_p"
    package static let subject = Measure.Subject.power
    package static let basis = Measure.Basis.periods
    package static let leavesBreaksOut = true
    package static let unit = "probability"

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "two-sided p of the sign test over the index's changes between those periods" }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.momentum != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.momentum?.minCoverage ?? plan.minCoverage }
    package func span(in plan: MeasurePlan) -> CalendarDuration? { plan.momentum?.span }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.trend(of: subject)?.tests
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        explainer.points(question)
    }
}

extension Measure {
    package static let momentumP = Self(MomentumProbabilityMeasure())
}
