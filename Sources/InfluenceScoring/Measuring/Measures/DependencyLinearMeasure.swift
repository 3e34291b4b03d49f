package import InfluenceModel

/// `dependency_linear`: sum v s / sum v over the channels that are known.
package struct DependencyLinearMeasure: MeasureMethod {
    package static let name = "dependency_linear"
    package static let subject = Measure.Subject.power
    package static let basis = Measure.Basis.channels
    package static let material = [Measure.Material.channels]

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "the weighted mean of the power's shares of the known channels: 0 to 1" }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.dependency != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.dependency?.minCoverage ?? plan.minCoverage }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .power(let power) = subject else { return nil }
        let (means, gate) = (country.channelMeans(of: power), gate(in: country.plan))
        return means.isEmpty ? nil : means.map { $0.linearScore(gate: gate) }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        explainer.channels(question) { share, _ in share }
    }
}

extension Measure {
    package static let dependencyLinear = Self(DependencyLinearMeasure())
}
