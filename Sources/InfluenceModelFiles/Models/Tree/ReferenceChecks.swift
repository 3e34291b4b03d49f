internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// Checks the indicators that read other indicators: as inputs, which are added, or as a denominator.
struct ReferenceChecks {
    private let table: ElementTable
    private let collector: DiagnosticCollector

    init(_ table: ElementTable, _ collector: DiagnosticCollector) {
        self.table = table
        self.collector = collector
    }

    func check() {
        for draft in table.drafts {
            guard case .indicator(let indicator, let inputs, let denominator, let fallback, let mirror) = draft.content
            else { continue }
            check(mirror, of: indicator)
            if let fallback { check(fallback: fallback, of: indicator) }
            var flows: (isFlow: Bool, input: NodeID)?
            var units: (unit: String, input: NodeID)?
            for input in inputs where !(input.value == indicator.id && inputs.count == 1) {
                guard let read = observed(input, by: indicator, "input") else { continue }
                if read.subject != indicator.subject {
                    let message =
                        "input '\(read.id)' is about a \(read.subject), '\(indicator.id)' about a \(indicator.subject)"
                    collector.report(at: input.position, message)
                }
                if read.subject != indicator.subject {
                    continue
                } else if let flows, flows.isFlow != read.isFlow {
                    let (flow, stock) = flows.isFlow ? (flows.input, read.id) : (read.id, flows.input)
                    let message = "inputs are added, but '\(flow)' is a flow and '\(stock)' is none"
                    collector.report(at: input.position, message)
                } else {
                    flows = (read.isFlow, read.id)
                }
                if let units, !read.unit.isEmpty, read.unit != units.unit {
                    let message =
                        "inputs are added, but '\(read.id)' is in '\(read.unit)' and '\(units.input)' in '\(units.unit)'"
                    collector.report(at: input.position, message)
                } else if !read.unit.isEmpty {
                    units = (read.unit, read.id)
                }
            }
            if let denominator, let read = observed(denominator, by: indicator, "denominator"),
                !indicator.subject.canBeDivided(by: read.subject)
            {
                let message =
                    "a \(indicator.subject) cannot be divided by '\(read.id)', which is about a \(read.subject)"
                collector.report(at: denominator.position, message)
            }
        }
    }

    /// What is read in place of the own reporters' figures: shares as somebody published them, about the same.
    private func check(fallback: Located<NodeID>, of indicator: Indicator) {
        guard fallback.value != indicator.id, !indicator.inputs.contains(fallback.value) else {
            collector.report(at: fallback.position, "'else' names what '\(indicator.id)' itself reads")
            return
        }
        guard let read = observed(fallback, by: indicator, "'else'") else { return }
        let problem: String? =
            if read.subject != indicator.subject {
                "is about a \(read.subject), '\(indicator.id)' about a \(indicator.subject)"
            } else if !read.transform.isEmpty {
                "has a transform; published shares are read as they are"
            } else if !["", "percent"].contains(read.unit) {
                "is in '\(read.unit)', but published shares are in 'percent'"
            } else {
                nil
            }
        if let problem { collector.report(at: fallback.position, "'\(read.id)' \(problem)") }
    }

    /// The partner's figure takes the place of the indicator's own: it is about the same and in the same unit.
    private func check(_ mirror: [Located<NodeID>], of indicator: Indicator) {
        if let first = mirror.first, indicator.subject != .dyad || indicator.inputs != [indicator.id] {
            let message =
                indicator.subject == .dyad
                ? "'\(indicator.id)' has inputs; write 'mirror' at those" : "only what is about a dyad has a mirror"
            collector.report(at: first.position, message)
        }
        for reference in mirror {
            guard reference.value != indicator.id else {
                collector.report(at: reference.position, "'\(indicator.id)' cannot be its own mirror")
                continue
            }
            guard let read = observed(reference, by: indicator, "mirror") else { continue }
            if read.subject != indicator.subject {
                let message =
                    "mirror '\(read.id)' is about a \(read.subject), '\(indicator.id)' about a \(indicator.subject)"
                collector.report(at: reference.position, message)
            } else if read.unit != indicator.unit {
                let units = [read, indicator].map { $0.unit.isEmpty ? "has no unit" : "is in '\($0.unit)'" }
                let message =
                    "mirror '\(read.id)' \(units[0]), '\(indicator.id)' \(units[1]); it takes its place, so the units must "
                    + "be equal"
                collector.report(at: reference.position, message)
            }
        }
    }

    /// The indicator that is read, if it is one with observations of its own.
    private func observed(_ reference: Located<NodeID>, by reader: Indicator, _ role: String) -> Indicator? {
        let id = reference.value
        guard let draft = table[id] else {
            collector.report(
                at: reference.position,
                "unknown \(role) '\(id)'" + NearestName.hint(for: id.text, among: table.indicatorNames)
            )
            return nil
        }
        guard let indicator = draft.indicator else {
            collector.report(at: reference.position, "\(role) '\(id)' is a node of the tree; name an indicator")
            return nil
        }
        guard indicator.inputs == [id] else {
            let message =
                id == reader.id
                ? "'\(id)' cannot be its own \(role) beside others"
                : "\(role) '\(id)' itself has inputs; name those"
            collector.report(at: reference.position, message)
            return nil
        }
        return indicator
    }
}

extension Subject {
    /// A denominator is about the same thing, or about one side of it.
    fileprivate func canBeDivided(by other: Subject) -> Bool {
        switch (self, other) {
        case (.dyad, .country), (.dyad, .power), (.pair, .country): true
        default: self == other
        }
    }
}
