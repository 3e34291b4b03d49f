package import InfluenceModel

/// `effective_partners`: 1 / HHI of a channel. Source: Laakso and Taagepera (1979).
package struct EffectivePartnersMeasure: MeasureMethod {
    package static let name = "effective_partners"
    package static let subject = Measure.Subject.country
    package static let basis = Measure.Basis.partners
    package static let facet: Measure.Facet? = .channel
    package static let material = [Measure.Material.channels]
    package static let unit = "partners"

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "1 / concentration: as many partners of equal size" }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.dependency != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.dependency?.minAttributed ?? plan.minCoverage }
    package func range(on scale: Scale) -> ClosedRange<Double>? { 1...Double.infinity }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .country = subject, let facet else { return nil }
        return country.partners(of: facet)?.map { $0.score { 1 / $0 } }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        explainer.partners(question)
    }
}

extension Measure {
    package static let effectivePartners = Self(EffectivePartnersMeasure())
}
