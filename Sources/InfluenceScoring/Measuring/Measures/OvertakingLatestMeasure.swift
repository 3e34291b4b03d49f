package import InfluenceModel

/// `overtaking_latest`: who leads by more than the margin, by the newest data alone.
package struct OvertakingLatestMeasure: LeadMeasure {
    package static let name = "overtaking_latest"
    package static let labels = Lead.labels
    package static let tellsSince = true

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { "who leads by more than the margin, by the newest data alone" }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.leads(of: subject, in: facet)?.latest
    }

    package func sentence(_ facts: MeasureSentence) -> String? { facts.latestLead }
}

extension Measure {
    package static let overtakingLatest = Self(OvertakingLatestMeasure())
}
