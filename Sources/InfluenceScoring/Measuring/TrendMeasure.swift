package import InfluenceModel

/// A measure of momentum: what the index's course over a span says, by the periods that have newer data.
package protocol TrendMeasure: MeasureMethod {}

extension TrendMeasure {
    package static var subject: Measure.Subject { .power }
    package static var basis: Measure.Basis { .periods }
    package static var leavesBreaksOut: Bool { true }

    package func isAsked(in plan: MeasurePlan) -> Bool { plan.momentum != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.momentum?.minCoverage ?? plan.minCoverage }
    package func span(in plan: MeasurePlan) -> CalendarDuration? { plan.momentum?.span }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.points(question)
    }
}
