internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// Looks up what `measures` names, and reports what is not there or not of the right kind.
struct MeasureReferences {
    let powers: [Power]
    let dimensions: [NodeID]
    let elements: ElementTable
    let collector: DiagnosticCollector

    func power(_ id: Located<String>) -> PowerID? {
        let power = PowerID(id.value)
        guard powers.contains(where: { $0.id == power }) else {
            collector.report(
                at: id.position,
                "unknown power '\(power)'" + NearestName.hint(for: id.value, among: powers.map(\.id.text))
            )
            return nil
        }
        return power
    }

    /// A child of the root.
    func dimension(_ id: Located<NodeID>) -> NodeID? {
        // A tree that could not be built has been reported.
        guard dimensions.isEmpty || dimensions.contains(id.value) else {
            collector.report(
                at: id.position,
                "unknown dimension '\(id.value)'"
                    + NearestName.hint(for: id.value.text, among: dimensions.map(\.text))
            )
            return nil
        }
        return id.value
    }

    /// About two powers.
    func pairIndicator(_ id: Located<NodeID>) -> NodeID? {
        indicator(id) { indicator in
            if indicator.subject != .pair {
                "is about a \(indicator.subject), not about pairs of powers"
            } else if indicator.readsTable || indicator.denominator != nil {
                "is a share or a ratio; name one with a value of its own"
            } else {
                nil
            }
        }
    }

    func window(of indicator: NodeID) -> Window? { elements[indicator]?.indicator?.window }

    /// About a power in a country.
    func dyadIndicator(_ id: Located<NodeID>) -> NodeID? {
        indicator(id, problem: notOfDyads)
    }

    /// About a power in a country, in per cent.
    func percentIndicator(_ id: Located<NodeID>) -> NodeID? {
        indicator(id) { indicator in
            notOfDyads(indicator)
                ?? (indicator.rawUnit == "percent"
                    ? nil
                    : (indicator.rawUnit.isEmpty ? "has a value without a unit" : "is in '\(indicator.rawUnit)'")
                        + ", but a share of a channel is in per cent; name one with unit: percent")
        }
    }

    /// With observations of its own.
    func observedIndicator(_ id: Located<NodeID>) -> NodeID? {
        indicator(id) { indicator in
            notOfDyads(indicator) ?? (indicator.inputs == [indicator.id] ? nil : "itself has inputs; name those")
        }
    }

    private func notOfDyads(_ indicator: Indicator) -> String? {
        indicator.subject == .dyad ? nil : "is about a \(indicator.subject), not about a power in a country"
    }

    private func indicator(_ id: Located<NodeID>, problem: (Indicator) -> String?) -> NodeID? {
        guard let indicator = elements[id.value]?.indicator else {
            let hint = NearestName.hint(for: id.value.text, among: elements.indicatorNames)
            collector.report(at: id.position, "unknown indicator '\(id.value)'" + hint)
            return nil
        }
        if let problem = problem(indicator) {
            collector.report(at: id.position, "'\(id.value)' \(problem)")
            return nil
        }
        return id.value
    }
}
