package import InfluenceModel

/// `displacement`: how far B's gain of share over the span was A's loss, among the powers with an index at both ends: the
/// smaller of the two over the larger.
package struct DisplacementMeasure: MeasureMethod {
    package static let name = "displacement"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.powers
    package static let leavesBreaksOut = true

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "how far B's gain of share is A's loss: 0 to 1" }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.displacement != nil }
    package func span(in plan: MeasurePlan) -> CalendarDuration? { plan.displacement }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .pair(let first, let second, _) = subject, let span = country.plan.displacement else { return nil }
        let gate = gate(in: country.plan)
        return country.periods.indices.map { period in
            guard let start = country.start(of: span, before: period) else { return .none }
            let (before, now) = country.shares(from: start, to: period)
            return Score(
                measured: PowerShares.displacement(
                    first: PowerShares.change(from: before[first], to: now[first]),
                    second: PowerShares.change(from: before[second], to: now[second])
                ),
                coverage: now.coverage,
                confidence: min(before.confidence, now.confidence),
                gate: gate
            )
        }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.displacement(question)
    }
}

extension Measure {
    package static let displacement = Self(DisplacementMeasure())
}
