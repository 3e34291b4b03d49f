package import InfluenceModel

/// `third_share`: what is left to the others, 1 - s_A - s_B.
package struct ThirdShareMeasure: MeasureMethod {
    package static let name = "third_share"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.powers
    package static let isOfAllPowers = true

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "1 - A's share - B's share" }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .pair(let first, let second, _) = subject else { return nil }
        let gate = gate(in: country.plan)
        return country.powerShares.map { $0.score($0.third(besides: first, second), gate: gate) }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.shares(question) { isSubject in !isSubject }
    }
}

extension Measure {
    package static let thirdShare = Self(ThirdShareMeasure())
}
