package import InfluenceModel

/// `momentum`: the median of the slopes between all pairs of points of the span. Source: Sen (1968).
package struct MomentumMeasure: MeasureMethod {
    package static let name = "momentum"
    package static let subject = Measure.Subject.power
    package static let basis = Measure.Basis.periods
    package static let leavesBreaksOut = true
    package static let unit = "points a year"

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "Theil-Sen slope of the index over the span's periods with newer data: points a year"
    }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.momentum != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.momentum?.minCoverage ?? plan.minCoverage }
    package func span(in plan: MeasurePlan) -> CalendarDuration? { plan.momentum?.span }
    package func range(on scale: Scale) -> ClosedRange<Double>? { nil }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.trend(of: subject)?.slopes
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        explainer.points(question)
    }
}

extension Measure {
    package static let momentum = Self(MomentumMeasure())
}
