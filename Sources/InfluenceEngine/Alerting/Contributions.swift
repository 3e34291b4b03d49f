import InfluenceModel
import InfluenceScoring
import InfluenceStore

/// Tells with the events of one evaluation what the changes behind them are made of: from the tables of its run, each dyad
/// once, and of so many events at most.
struct Contributions {
    let model: Model
    /// What the evaluation was of.
    let evidence: Evidence
    let period: Period
    /// The run before; `nil` where there is none, or it was of another model. Its observations are read once, if any event
    /// is to be explained, and are those that breaks of series were found with.
    let previous: StoredRun?
    /// How many events are explained; the others say why they are not.
    let limit: Int

    private static let count = 3

    /// - Parameter window: over which the rule of an id compares a score with itself.
    func explain(_ events: inout [AlertEvent], window: (String) -> CalendarDuration?) {
        var left = limit
        for index in events.indices {
            guard let (node, dyad) = explained(events[index]) else { continue }
            guard left > 0 else {
                events[index].unexplained = unexplained
                continue
            }
            left -= 1
            events[index].contributions = largest(of: node, dyad, window: window(events[index].key.rule))
        }
    }

    private var unexplained: String {
        limit == 0
            ? "not explained: explain_limit is 0"
            : "not explained: more than \(limit) event\(limit == 1 ? "" : "s") in this run"
    }

    /// The score whose change is behind an event; `nil` where there is none, or it is not made of parts of its own.
    private func explained(_ event: AlertEvent) -> (node: NodeID, dyad: Dyad)? {
        guard let node = event.key.subject.node, model.node(node) != nil, let power = event.key.subject.power,
            let country = event.key.subject.country, event.value != nil
        else { return nil }
        return (node, Dyad(power: power, country: country))
    }

    /// The three largest contributions to the change of a score: over the rule's window where it has one, else since the run
    /// before, or, where the score is the same as then or there was none, since a year before. Empty where there is no score,
    /// or its change cannot be told apart by parts.
    private func largest(of node: NodeID, _ dyad: Dyad, window: CalendarDuration?) -> [AlertContribution] {
        guard let present = evidence.explanation(of: dyad, at: period) else { return [] }
        if let window { return change(of: node, dyad, since: period.start.subtracting(window), to: present) }
        if let previous, let known = previous.attempt({ try previous.evidence() }),
            let before = known.explanation(of: dyad, at: previous.run.gridThrough),
            let attribution = try? Attribution(of: node, from: before, to: present), !attribution.items.isEmpty
        {
            return top(attribution)
        }
        return change(of: node, dyad, since: period.start.subtracting(.months(12)), to: present)
    }

    private func change(
        of node: NodeID,
        _ dyad: Dyad,
        since day: Day,
        to present: Explanation
    ) -> [AlertContribution] {
        guard let earlier = GridPeriods(model.grid.periods(through: period.end)).period(containing: day),
            let before = evidence.explanation(of: dyad, at: earlier),
            let attribution = try? Attribution(of: node, from: before, to: present)
        else { return [] }
        return top(attribution)
    }

    private func top(_ attribution: Attribution) -> [AlertContribution] {
        attribution.items.enumerated()
            .sorted {
                ($0.element.effect.magnitude, -$0.offset) > ($1.element.effect.magnitude, -$1.offset)
            }
            .prefix(Self.count)
            .map {
                AlertContribution(
                    node: $0.element.node,
                    group: $0.element.group.rawValue,
                    points: $0.element.effect
                )
            }
    }
}
