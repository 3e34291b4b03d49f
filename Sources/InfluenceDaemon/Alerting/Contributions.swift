import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

/// What the change behind an event is made of.
struct Contributions {
    let store: Store
    let model: Model
    /// The observations of the run that raised the event.
    let panel: Panel
    let period: Period
    /// The run before; `nil` where there is none, or it was of another model.
    let previous: Run?

    private static let count = 3

    /// The three largest contributions to the change of the score behind an event: over the rule's window where it has
    /// one, else since the run before, or, where the score is the same as then or there was none, since a year before.
    /// Empty where there is no score, or its change cannot be told apart by parts.
    func largest(for event: AlertEvent, window: CalendarDuration?) -> [AlertContribution] {
        guard let node = event.key.subject.node, model.node(node) != nil, let power = event.key.subject.power,
            let country = event.key.subject.country, event.value != nil
        else { return [] }
        let dyad = Dyad(power: power, country: country)
        do {
            let grid = model.grid.periods(through: period.end)
            let scorer = try Scorer(model: model, panel: panel)
            if let window {
                return try change(node, dyad, from: period.start.subtracting(window), grid, scorer)
            }
            if let previous {
                let known = try previous.inputsKnownAt.map { try store.observations(asOf: $0) } ?? []
                let before = try Scorer(model: model, panel: try Panel(known))
                    .explain(dyad, at: previous.gridThrough, among: grid)
                let attribution = try Attribution(
                    of: node,
                    from: before,
                    to: try scorer.explain(dyad, at: period, among: grid)
                )
                if !attribution.items.isEmpty { return top(attribution) }
            }
            return try change(node, dyad, from: period.start.subtracting(.months(12)), grid, scorer)
        } catch {
            return []
        }
    }

    private func change(
        _ node: NodeID,
        _ dyad: Dyad,
        from day: Day,
        _ grid: [Period],
        _ scorer: Scorer
    ) throws -> [AlertContribution] {
        guard let earlier = GridPeriods(grid).period(containing: day) else { return [] }
        let ends = try scorer.explain(dyad, at: [earlier, period], among: grid)
        guard ends.count == 2 else { return [] }
        return top(try Attribution(of: node, from: ends[0], to: ends[1]))
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
