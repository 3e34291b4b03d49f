package import InfluenceModel

/// `momentum`: the median of the slopes between all pairs of points of the span. Source: Sen (1968).
package struct MomentumMeasure: TrendMeasure {
    package static let name = "momentum"
    package static let unit = "points a year"

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "Theil-Sen slope of the index over the span's periods with newer data: points a year"
    }
    package func range(on scale: Scale) -> ClosedRange<Double>? { nil }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.trend(of: subject)?.slopes
    }
}

extension Measure {
    package static let momentum = Self(MomentumMeasure())
}
