package import InfluenceModel

/// `momentum_p`: how likely so many changes to one side are by chance (``SignTest``). Source: Conover (1999), section 3.4.
package struct MomentumProbabilityMeasure: TrendMeasure {
    package static let name = "momentum_p"
    package static let unit = "probability"

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "two-sided p of the sign test over the index's changes between those periods" }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.trend(of: subject)?.tests
    }
}

extension Measure {
    package static let momentumP = Self(MomentumProbabilityMeasure())
}
