package import InfluenceModel

/// `coopetition_quadrant`: contest and cooperation, each high or low, with the memory of ``QuadrantState``.
package struct CoopetitionQuadrantMeasure: MeasureMethod {
    package static let name = "coopetition_quadrant"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.dimensions
    package static let material = [Measure.Material.index, .signs]
    package static let labels = Quadrant.allCases.map { MeasureLabel(code: $0.rawValue, text: "\($0)") }

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "contest and cooperation, each high or low" }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.coopetition != nil }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .pair(_, _, let number) = subject, let coopetition = country.plan.coopetition else { return nil }
        let points = country.cooperation(ofPair: number)
        var state = QuadrantState(coopetition)
        // Of the newest period that has a quadrant.
        var last: CooperationPoint?
        return country.coopetition(of: subject) { period, contest, cooperation in
            let quadrant = state.update(
                contest: contest,
                cooperation: cooperation,
                broken: last.map { points[period].brokenChange(since: $0, at: country.periods[period]) } ?? 0
            )
            guard let quadrant else { return .nan }
            last = points[period]
            return Double(quadrant.rawValue)
        }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.coopetition(question)
    }
}

extension Measure {
    package static let coopetitionQuadrant = Self(CoopetitionQuadrantMeasure())
}
