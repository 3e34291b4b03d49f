package import InfluenceModel

/// `concentration`: HHI = sum (v / T)^2 over the partners of a channel (``Concentration``).
/// Source: Hirschman (1945, 1964).
package struct ConcentrationMeasure: MeasureMethod {
    package static let name = "concentration"
    package static let subject = Measure.Subject.country
    package static let basis = Measure.Basis.partners
    package static let facet: Measure.Facet? = .channel
    package static let material = [Measure.Material.channels]

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "Herfindahl-Hirschman index over all partners of the channel in the newest period that names enough of them: "
            + "0 to 1"
    }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.dependency != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.dependency?.minAttributed ?? plan.minCoverage }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .country = subject, let facet else { return nil }
        return country.partners(of: facet)?.map { $0.score { $0 } }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        explainer.partners(question) { $0 * $0 }
    }
}

extension Measure {
    package static let concentration = Self(ConcentrationMeasure())
}
