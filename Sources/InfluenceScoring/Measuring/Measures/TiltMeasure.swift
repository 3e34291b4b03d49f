package import InfluenceModel

/// `tilt`: (I_B - I_A) / (I_B + I_A).
package struct TiltMeasure: MeasureMethod {
    package static let name = "tilt"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.dimensions
    package static let unit = "-1 to 1"

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "(B - A) / (B + A) of the index: -1 all A, 1 all B" }
    package func range(on scale: Scale) -> ClosedRange<Double>? { -1...1 }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.structure(of: subject, gate: gate(in: country.plan), \.tilt)
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.structure(question) { part, pair in
            part.weight * (part.second - part.first) / (pair.first + pair.second)
        }
    }
}

extension Measure {
    package static let tilt = Self(TiltMeasure())
}
