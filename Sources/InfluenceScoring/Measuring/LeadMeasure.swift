package import InfluenceModel

/// A measure of overtaking: one of the ways to say who leads in a share or in the scores of a node, of one period and reporter.
package protocol LeadMeasure: MeasureMethod {}

extension LeadMeasure {
    package static var subject: Measure.Subject { .pair }
    package static var basis: Measure.Basis { .powers }
    package static var facet: Measure.Facet? { .node }
    package static var material: [Measure.Material] { [.compared] }

    package func isAsked(in plan: MeasurePlan) -> Bool { plan.overtaking != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.overtaking?.minCoverage ?? plan.minCoverage }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.rivals(question)
    }
}
