package import InfluenceModel

/// `contest`: H = sum w min(x_A, x_B) / sum w. Source: Finger and Kreinin (1979), export similarity.
package struct ContestMeasure: MeasureMethod {
    package static let name = "contest"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.dimensions

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "the weighted mean of the smaller of A's and B's score, over the dimensions of both: 0 to 1"
    }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.structure(of: subject, gate: gate(in: country.plan), \.contest)
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.structure(question) { part, pair in pair.contestPart(part) }
    }
}

extension Measure {
    package static let contest = Self(ContestMeasure())
}
