package import InfluenceModel

/// `overtaking_gap`: B - A, of one period and reporter: percentage points of raw shares, points of scores.
package struct OvertakingGapMeasure: LeadMeasure {
    package static let name = "overtaking_gap"
    package static let unit = "points"

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String {
        "B - A, of one period and reporter: percentage points of raw shares, points of scores"
    }
    package func range(on scale: Scale) -> ClosedRange<Double>? {
        // Percentage points of shares, or points of scores.
        let widest = max(100, scale.high - scale.low)
        return -widest...widest
    }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.leads(of: subject, in: facet)?.gaps
    }
}

extension Measure {
    package static let overtakingGap = Self(OvertakingGapMeasure())
}
