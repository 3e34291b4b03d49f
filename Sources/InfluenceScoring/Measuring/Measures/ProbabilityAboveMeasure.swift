package import InfluenceModel

/// `probability_above`: in which share of the replications B is above A. The uncertainty of a run computes it; no series of a
/// table of scores is one.
package struct ProbabilityAboveMeasure: MeasureMethod {
    package static let name = Measure.probabilityName
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.powers
    package static let facet: Measure.Facet? = .node
    package static let isOfRootToo = true
    package static let material = [Measure.Material.compared]
    package static let unit = "probability"

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "share of the replications in which B is above A, ties half: 0 to 1; of the last period only"
    }

    package func facets(in model: Model) -> [NodeID?] {
        guard (model.uncertainty?.replications ?? 0) > 0 else { return [] }
        return [nil] + model.comparedDimensions.map(Optional.some)
    }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        nil
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        try explainer.rivals(question, isGated: false)
    }
}

extension Measure {
    package static let probabilityAbove = Self(ProbabilityAboveMeasure())
}
