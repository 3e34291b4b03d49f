package import InfluenceModel

/// `overtaking`: who leads by more than the margin, held until a new state has lasted (``HeldLead``).
package struct OvertakingMeasure: LeadMeasure {
    package static let name = "overtaking"
    package static let labels = Lead.labels
    package static let tellsSince = true

    package init() {}
    package init(_ given: MethodArguments) {}

    package var definition: String { definition(believedAfter: "new data periods") }

    package func definition(in plan: MeasurePlan) -> String {
        guard let hold = plan.overtaking?.hold else { return definition }
        return definition(believedAfter: hold == 1 ? "1 new data period" : "\(hold) new data periods")
    }

    private func definition(believedAfter held: String) -> String {
        "who leads by more than the margin, believed after \(held); begins anew at a break"
    }

    package func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.leads(of: subject, in: facet)?.held
    }

    package func sentence(_ facts: MeasureSentence) -> String? { facts.heldLead }
}

extension Measure {
    package static let overtaking = Self(OvertakingMeasure())
}
