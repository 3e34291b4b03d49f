package import InfluenceModel

/// `cooperation`: K, the mean of the signs of cooperation of the two powers that are known.
package struct CooperationMeasure: MeasureMethod {
    package static let name = "cooperation"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.sources
    package static let material = [Measure.Material.signs]

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "mean of the signs of cooperation of A and B that are known: 0 to 1" }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.coopetition != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.coopetition?.minCoverage ?? plan.minCoverage }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .pair(_, _, let number) = subject else { return nil }
        let gate = gate(in: country.plan)
        return country.cooperation(ofPair: number).map { $0.mean.score(gate: gate) }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        explainer.signs(question)
    }
}

extension Measure {
    package static let cooperation = Self(CooperationMeasure())
}
