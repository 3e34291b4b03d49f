package import InfluenceModel

/// `coopetition_balance`: (H - K') / (H + K'), K' = min(1, K / scale); none where both are 0.
package struct CoopetitionBalanceMeasure: MeasureMethod {
    package static let name = "coopetition_balance"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.dimensions
    package static let material = [Measure.Material.index, .signs]
    package static let unit = "-1 to 1"

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "(contest - cooperation) / (contest + cooperation): -1 all cooperation, 1 all contest"
    }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.coopetition != nil }
    package func range(on scale: Scale) -> ClosedRange<Double>? { -1...1 }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard let coopetition = country.plan.coopetition else { return nil }
        return country.coopetition(of: subject) { coopetition.balance(contest: $1, cooperation: $2) }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.coopetition(question, isRatio: true)
    }
}

extension Measure {
    package static let coopetitionBalance = Self(CoopetitionBalanceMeasure())
}
