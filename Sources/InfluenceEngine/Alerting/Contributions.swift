import InfluenceModel
import InfluenceScoring
import InfluenceStore
import InfluenceText

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

    /// What an event tells of the change behind it: what it is made of, or why that is not told.
    private typealias Told = Result<[AlertContribution], Unexplained>

    private enum Unexplained: Error {
        case tooMany(limit: Int)
        case measure(String)
        case tracked(String)
        case noScore, noEarlierScore, noSum, noChange

        var text: String {
            switch self {
            case .tooMany(limit: 0): "not explained: explain_limit is 0"
            case .tooMany(let limit): "not explained: more than \(counted(limit, "event")) in this run"
            case .measure(let name):
                "not explained: the measure \(name) is no sum of parts; 'influencectl explain' tells what it was made of"
            case .tracked(let name): "not explained: \(name) is a figure of its own, which has no parts"
            case .noScore: "not explained: there is no score whose parts could be told"
            case .noEarlierScore: "not explained: there is no earlier score to compare its parts with"
            case .noChange: "not explained: the score is what it was"
            case .noSum: "not explained: the change does not come apart into what each part adds"
            }
        }
    }

    /// - Parameter window: over which the rule of an id compares a score with itself.
    func explain(_ events: inout [AlertEvent], window: (String) -> CalendarDuration?) {
        var left = limit
        for index in events.indices {
            guard let told = told(events[index], &left, window) else { continue }
            switch told {
            case .success(let contributions): events[index].contributions = contributions
            case .failure(let reason): events[index].unexplained = reason.text
            }
        }
    }

    /// - Parameter left: how many more may be taken apart.
    /// - Returns: `nil` for an event without a figure, or of one that is no score's: the age of a feed.
    private func told(_ event: AlertEvent, _ left: inout Int, _ window: (String) -> CalendarDuration?) -> Told? {
        guard event.value != nil, let node = event.key.subject.node else { return nil }
        if Measure.isMeasure(node) { return .failure(.measure(Measure.short(node.text))) }
        guard model.node(node) != nil else {
            return model.tracked.contains { $0.id == node } ? .failure(.tracked(node.text)) : nil
        }
        guard let power = event.key.subject.power, let country = event.key.subject.country else { return nil }
        guard left > 0 else { return .failure(.tooMany(limit: limit)) }
        left -= 1
        return largest(of: node, Dyad(power: power, country: country), window: window(event.key.rule))
    }

    /// The three largest contributions to the change of a score: over the rule's window where it has one, else since the run
    /// before, or, where the score is the same as then or there was none, since a year before.
    private func largest(of node: NodeID, _ dyad: Dyad, window: CalendarDuration?) -> Told {
        guard let present = evidence.explanation(of: dyad, at: period), present[node]?.score.value != nil else {
            return .failure(.noScore)
        }
        if let window { return change(of: node, dyad, since: period.start.subtracting(window), to: present) }
        if let previous, let known = previous.attempt({ try previous.evidence() }),
            let before = known.explanation(of: dyad, at: previous.run.gridThrough),
            let attribution = try? Attribution(of: node, from: before, to: present), !attribution.items.isEmpty
        {
            return .success(top(attribution))
        }
        return change(of: node, dyad, since: period.start.subtracting(.months(12)), to: present)
    }

    private func change(
        of node: NodeID,
        _ dyad: Dyad,
        since day: Day,
        to present: Explanation
    ) -> Told {
        guard let earlier = GridPeriods(model.grid.periods(through: period.end)).period(containing: day),
            let before = evidence.explanation(of: dyad, at: earlier), before[node]?.score.value != nil
        else { return .failure(.noEarlierScore) }
        guard let attribution = try? Attribution(of: node, from: before, to: present) else { return .failure(.noSum) }
        return attribution.items.isEmpty ? .failure(.noChange) : .success(top(attribution))
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
