package import InfluenceModel

/// `dependency_joint`: dependency on two powers together, their shares of each channel added.
package struct DependencyJointMeasure: MeasureMethod {
    package static let name = "dependency_joint"
    package static let subject = Measure.Subject.pair
    package static let basis = Measure.Basis.channels
    package static let material = [Measure.Material.channels]

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "dependency on A and B together, of one period and reporter a channel" }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.dependency != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.dependency?.minCoverage ?? plan.minCoverage }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .pair(let first, let second, let number) = subject else { return nil }
        let (means, gate) = (country.jointMeans(first, second, ofPair: number), gate(in: country.plan))
        return means.isEmpty ? nil : means.map { $0.saturatingScore(gate: gate) }
    }

    package func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        explainer.channels(question) { $1.saturating($0) }
    }
}

extension Measure {
    package static let dependencyJoint = Self(DependencyJointMeasure())
}
