import InfluenceModel

/// The powers that shares are taken among, and why there are none where there are none. A power that is within another
/// configured one is left out, so that nothing is counted twice; one without a value is not zero, and too many of those
/// close the gate. Source of the share: Elcano Global Presence Index, methodological note.
struct SharePool {
    /// Positions of the powers with a value.
    let members: [Int]
    let sum: Double
    /// Why there are no shares.
    let absence: String?

    /// - Parameter values: one for each power of the model, in its order.
    init(_ values: [Double?], in model: Model) {
        let configured = model.outermostPowers
        members = configured.filter { values[$0] != nil }
        sum = members.reduce(0) { $0 + (values[$1] ?? 0) }
        let coverage = configured.isEmpty ? 0 : Double(members.count) / Double(configured.count)
        let minimum = model.measures?.minCoverage ?? MeasurePlan.usualMinCoverage
        if members.isEmpty {
            absence = "\(MeasureAbsence.nothing(.powers))"
        } else if coverage < minimum - 1e-9 {
            let gate = MeasureAbsence.gate(
                .powers,
                known: members.count,
                of: configured.count,
                coverage: coverage,
                minimum: minimum
            )
            absence = "\(gate)"
        } else if members.count == 1 {
            absence = "\(MeasureAbsence.onePower(model.powers[members[0]].id))"
        } else if members.contains(where: { (values[$0] ?? 0) < 0 }) {
            absence = "a value is negative, of which there are no shares"
        } else if !sum.isFinite {
            absence = "the values are too large to be added up"
        } else {
            absence = sum > 0 ? nil : "all values are 0"
        }
    }
}
