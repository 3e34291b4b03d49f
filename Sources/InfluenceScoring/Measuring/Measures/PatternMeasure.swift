package import InfluenceModel

/// `pattern`: whether A leads one dimension and B the other, by score and in structure, beyond the tolerance.
package struct PatternMeasure: MeasureMethod {
    package static let name = "pattern"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.dimensions
    package static let labels = [MeasureLabel(code: 0, text: "no"), MeasureLabel(code: 1, text: "yes")]

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "whether A leads its dimension and B the other, by their scores and in their structures"
    }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.pattern != nil }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard let pattern = country.plan.pattern,
            let one = country.panel.dimensions.firstIndex(of: pattern.firstLeads),
            let other = country.panel.dimensions.firstIndex(of: pattern.secondLeads)
        else { return nil }
        return country.structure(of: subject, gate: gate(in: country.plan)) {
            $0.pattern(firstLeads: one, secondLeads: other, tolerance: pattern.tolerance)
        }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        let named = explainer.plan.pattern.map { [$0.firstLeads, $0.secondLeads] } ?? []
        return try explainer.structure(question, named: named) { _, _ in nil }
    }

    /// `no: Russia leads economic (46.4 against 42.7) and security (86.4 against 14.1); China leads nothing`
    package func sentence(_ facts: MeasureSentence) -> String? {
        let pair = facts.pair
        let first = facts.led(by: pair.first) { ($0.value ?? 0).exceeds($0.counterpart ?? 0) }
        let second = facts.led(by: pair.second) { ($0.counterpart ?? 0).exceeds($0.value ?? 0) }
        return "\(facts.value == 0 ? "no" : "yes"): \(first); \(second)"
    }
}

extension Measure {
    package static let pattern = Self(PatternMeasure())
}
