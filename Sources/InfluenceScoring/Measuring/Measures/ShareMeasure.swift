package import InfluenceModel

/// `share`: s = I / sum I over the powers that are inside no other.
package struct ShareMeasure: MeasureMethod {
    package static let name = "share"
    package static let subject = Measure.Subject.power
    package static let basis = Measure.Basis.powers
    package static let isOfAllPowers = true

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "the power's index over the sum of the indices of the powers with one that are inside no other"
    }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .power(let power) = subject, country.configured.contains(power) else { return nil }
        let gate = gate(in: country.plan)
        return country.powerShares.map { $0.score($0[power], gate: gate) }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.shares(question) { isSubject in isSubject }
    }
}

extension Measure {
    package static let share = Self(ShareMeasure())
}
