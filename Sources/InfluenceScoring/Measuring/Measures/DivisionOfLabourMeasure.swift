package import InfluenceModel

/// `division_of_labour`: 1/2 sum |pi_A - pi_B|, pi = w x / I. Source: Krugman (1991), specialisation index.
package struct DivisionOfLabourMeasure: MeasureMethod {
    package static let name = "division_of_labour"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.dimensions

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "half the sum of the differences of A's and B's structure by dimension: 0 same, 1 apart"
    }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.structure(of: subject, gate: gate(in: country.plan), \.divisionOfLabour)
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.structure(question, needed: 2) { part, pair in
            (part.weight * part.first / pair.first - part.weight * part.second / pair.second).magnitude / 2
        }
    }
}

extension Measure {
    package static let divisionOfLabour = Self(DivisionOfLabourMeasure())
}
