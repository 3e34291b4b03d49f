package import InfluenceModel

/// `dependency`: sum v g(s) / sum v over the channels that are known, g convex (``ChannelMean``).
/// Source: Hirschman (1945).
package struct DependencyMeasure: MeasureMethod {
    package static let name = "dependency"
    package static let subject = Measure.Subject.power
    package static let basis = Measure.Basis.channels
    package static let material = [Measure.Material.channels]

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "the weighted mean over the known channels, the larger a share the more it counts: 1 where each is the "
            + "saturating share or above"
    }
    package func isAsked(in plan: MeasurePlan) -> Bool { plan.dependency != nil }
    package func gate(in plan: MeasurePlan) -> Double { plan.dependency?.minCoverage ?? plan.minCoverage }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .power(let power) = subject else { return nil }
        let (means, gate) = (country.channelMeans(of: power), gate(in: country.plan))
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
    package static let dependency = Self(DependencyMeasure())
}
