package import InfluenceModel

/// `multi_vector`: (N - 1) / (|Q| - 1) with N = 1 / sum s^2.
/// Source: Laakso and Taagepera (1979).
package struct MultiVectorMeasure: MeasureMethod {
    package static let name = "multi_vector"
    package static let subject = Measure.Subject.country
    package static let basis = Measure.Basis.powers

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "(effective powers - 1) / (powers - 1): 0 one power, 1 all alike" }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .country = subject else { return nil }
        let gate = gate(in: country.plan)
        return country.powerShares.map { $0.score($0.multiVector, gate: gate) }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.shares(question) { _ in false }
    }
}

extension Measure {
    package static let multiVector = Self(MultiVectorMeasure())
}
