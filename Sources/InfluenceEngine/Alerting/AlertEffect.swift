import InfluenceAlerts
package import InfluenceModel
import InfluenceModelFiles
import InfluenceStore

/// What would happen to an alert with other observations in force.
package struct AlertEffect: Sendable {
    package let key: AlertKey
    /// The kind of the event, or `pending`: it would begin to wait for what its rule asks.
    package let kind: String
    package let severity: AlertSeverity
    package let summary: String
    /// Why, where that is not the condition alone: above all why it would be held.
    package let reason: String?

    /// As many are named; all are counted.
    package static let limit = 50
}

extension Engine {
    /// What rules would make of a run over other observations, without what they would make of the present ones.
    func alertEffects(of results: RunContent.Results) throws(EngineError) -> [AlertEffect] {
        guard !keeper.isIdle else { return [] }
        let loaded = board.current.loaded
        let last = board.current.lastRun.flatMap { $0.modelHash == loaded.hash ? $0 : nil }
        let before = last.map { stored($0) }
        guard
            let computed = ComputedSource(
                results,
                model: loaded.model,
                feeds: try feedHealth(),
                after: before,
                threads: threads
            )
        else { return [] }
        let now = time.now()
        // What becomes of alerts; who is yet to be told of what happened before is another matter.
        let then = keeper.evaluate(computed, loaded, hearing: Hearing(), at: now)
        if let failure = before?.failure { throw unreadable(failure) }
        var anyway: Set<Transition> = []
        if let last {
            let source = try storedSource(of: last)
            source.feeds = try feedHealth()
            anyway = Set(transitions(keeper.evaluate(source, loaded, hearing: Hearing(), at: now)).map(\.transition))
            _ = storedRun?.releaseObservations()
        }
        return transitions(then).filter { !anyway.contains($0.transition) }.map(\.effect)
    }

    private struct Transition: Hashable {
        let key: AlertKey
        let kind: String
    }

    private func transitions(_ evaluation: AlertEvaluation) -> [(transition: Transition, effect: AlertEffect)] {
        let events = evaluation.changes.events.filter { $0.kind != .repeat }.map { event in
            AlertEffect(
                key: event.key,
                kind: event.kind.rawValue,
                severity: event.severity,
                summary: event.summary,
                reason: event.reason
            )
        }
        let waiting = evaluation.changes.records.compactMap { record -> AlertEffect? in
            guard record.state == .pending, keeper.records[record.key]?.state != .pending,
                let rule = keeper.watched.first(where: { $0.rule.id == record.key.rule })?.rule
            else { return nil }
            let value = record.baseline?.value
            let figure = value.map { ": \(rule.condition.figure($0))" } ?? ""
            return AlertEffect(
                key: record.key,
                kind: "pending",
                severity: rule.severity,
                summary: rule.condition.claim(of: record.key.subject, value) + figure,
                reason: rule.timing.periods > 0
                    ? "for \(rule.timing.periods) data periods" : "for \(rule.timing.holdsFor)"
            )
        }
        return (events + waiting).map { (Transition(key: $0.key, kind: $0.kind), $0) }
    }
}
