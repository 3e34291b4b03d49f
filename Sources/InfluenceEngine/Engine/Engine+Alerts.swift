import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore
import Logging

/// Evaluating rules.
extension Engine {
    /// Of a run that has been computed and is not stored yet.
    /// - Returns: also who answered, for ``adopt(_:of:answeredBy:at:)``; `nil` where it was a stored run.
    func evaluation(
        of content: RunContent,
        _ panel: Panel,
        after last: Run?,
        at now: Instant
    ) throws(EngineError) -> (AlertEvaluation, answeredBy: RememberingSource?) {
        guard !keeper.isIdle else { return (.none, nil) }
        let loaded = board.current.loaded
        let source: RememberingSource
        var answered: RememberingSource?
        let before = last.flatMap(storedAsItWas)
        if let results = content.results,
            let computed = ComputedSource(results, model: loaded.model, feeds: [:], after: before, threads: threads)
        {
            source = RememberingSource(computed, feeds: try feedHealth())
            answered = source
        } else if let last {
            // The same scores as those of the last run.
            source = try storedSource(of: last)
        } else {
            return (.none, nil)
        }
        var evaluation = keeper.evaluate(
            source,
            loaded,
            hearing: try hearing(at: now),
            epoch: store.currentEpoch,
            at: now
        )
        if let results = content.results {
            explain(&evaluation, results.evidence, source.period, after: before)
        } else {
            explain(&evaluation, Evidence(model: loaded.model, panel: panel), source.period, after: before)
        }
        if let failure = before?.failure { throw unreadable(failure) }
        return (evaluation, answered)
    }

    /// A run as the store has it, by the model that computed it: reads as it is asked.
    /// - Returns: `nil` where this version does not read that model whole.
    func storedAsItWas(_ run: Run) -> StoredRun? {
        if run.modelHash == board.current.loaded.hash { return stored(run) }
        return models.whole(run.modelHash).map { stored(run, by: $0.model) }
    }

    /// A run of the model in force, or of another one, as the store has it.
    func stored(_ run: Run, by model: Model? = nil) -> StoredRun {
        StoredRun(
            run,
            model ?? board.current.loaded.model,
            in: store,
            levels: keeper.levels,
            readsCurves: false,
            threads: threads
        )
    }

    /// The run before a stored one.
    private func previous(to run: Run) throws -> StoredRun? {
        try store.runs(before: run.id, limit: 1).first.flatMap(storedAsItWas)
    }

    func unreadable(_ failure: any Error) -> EngineError {
        (failure as? StoreError).map { .store($0) } ?? .store(.unexpected(path: store.path, detail: "\(failure)"))
    }

    /// Tells with events what the change behind them is made of.
    private func explain(
        _ evaluation: inout AlertEvaluation,
        _ evidence: @autoclosure () -> Evidence?,
        _ period: Period,
        after previous: @autoclosure () -> StoredRun?
    ) {
        guard !evaluation.changes.events.isEmpty, let evidence = evidence() else { return }
        let loaded = board.current.loaded
        let explaining = Contributions(
            model: loaded.model,
            evidence: evidence,
            period: period,
            // What another model added up has not become this by movements of its parts.
            previous: previous().flatMap { past in
                past.run.modelHash == loaded.hash || ModelComparison(past.model, loaded.model).haveSameMeasures
                    ? past : nil
            },
            limit: keeper.explainLimit
        )
        explaining.explain(&evaluation.changes.events, window: keeper.window)
    }

    /// Of the last run once more, at another time.
    func evaluation(of last: Run, at now: Instant) throws(EngineError) -> AlertEvaluation {
        guard !keeper.isIdle else { return .none }
        let source = try storedSource(of: last)
        source.feeds = try feedHealth()
        let hearing = try hearing(at: now)
        // Nothing has changed since these rules were evaluated on this run, but for the time, and nobody is to be put right.
        let isTimely =
            keeper.isSettled && (keeper.due.map { now < $0 } ?? true)
            && AlertEvaluator.settle(keeper.incidents, hearing: hearing, now: now).isEmpty
        var evaluation = keeper.evaluate(
            source,
            board.current.loaded,
            hearing: hearing,
            epoch: store.currentEpoch,
            isTimely: isTimely,
            at: now
        )
        if let past = storedRun {
            explain(
                &evaluation,
                past.attempt { try past.evidence() },
                source.period,
                after: past.attempt { try previous(to: last) }.flatMap { $0 }
            )
        }
        if let failure = storedRun?.failure {
            // Half an answer is none: what could not be read would pass for missing data.
            keeper.source = nil
            storedRun = nil
            throw unreadable(failure)
        }
        if storedRun?.releaseObservations() == true { rest.worked() }
        return evaluation
    }

    /// What rules see of a stored run of the model in force; with the answers that they were given before.
    func storedSource(of run: Run) throws(EngineError) -> RememberingSource {
        if let source = keeper.source, storedRun?.run.id == run.id { return source }
        let past = stored(run)
        let source = RememberingSource(
            StoredSource(past, at: run.gridThrough, feeds: [:]),
            feeds: try feedHealth()
        )
        storedRun = past
        keeper.source = source
        return source
    }

    /// Takes over an evaluation that is on disk with a run, and shows how alerts stand after it.
    func adopt(
        _ evaluation: AlertEvaluation,
        of run: Run,
        answeredBy source: RememberingSource?,
        at now: Instant
    ) {
        if let source {
            // The tables go; what rules have not asked yet is answered from the store from now on.
            let past = stored(run)
            source.turn(to: StoredSource(past, at: run.gridThrough, feeds: [:]))
            storedRun = past
            keeper.source = source
        }
        // After the source: it is what the rules were evaluated on.
        take(evaluation, at: now)
        showAlerts()
    }

    /// Takes over an evaluation that is on disk.
    func take(_ evaluation: AlertEvaluation, at now: Instant) {
        keeper.apply(evaluation)
        settledAt = now
        // Whoever took an incident on has nothing to do with what comes after its end.
        for incident in evaluation.changes.incidents where !incident.isOpen { acknowledgements[incident.id] = nil }
    }

    /// Tells those who watch, and has deliveries made. After it is shown how alerts stand: whoever hears of an event finds
    /// it there.
    func tell(_ events: [AlertEvent]) {
        for event in events { self.events.send(.alert(event)) }
        if !events.isEmpty { outbox.wake() }
    }

    func showAlerts() {
        let now = time.now()
        // What has ended since is not forgotten before somebody was put right, however often this is shown meanwhile.
        let settled = min(settledAt, now)
        if silences.all.contains(where: { $0.end <= settled }) {
            silences = SilenceIndex(silences.all.filter { $0.end > settled })
        }
        acknowledgements = acknowledgements.filter { $0.value.isActive(at: settled) }
        let standing = AlertStanding(
            rules: keeper.watched,
            hooks: keeper.hooks,
            records: keeper.ordered,
            incidents: keeper.incidents,
            silences: silences,
            acknowledgements: acknowledgements,
            due: keeper.due,
            settledAt: settled,
            at: now
        )
        board.update { $0.alerts = standing }
        // Whoever sleeps until the next evaluation looks at the time again.
        wakeup.wake()
    }

    /// Evaluates the rules on the last run, because time has come for one of them.
    package func evaluateAlerts() throws(EngineError) {
        guard let last = board.current.lastRun, last.modelHash == board.current.loaded.hash, !keeper.isIdle else {
            // Neither a silence that has ended nor what the run to come decides is a reason to wake again.
            keeper.rest()
            settledAt = time.now()
            return showAlerts()
        }
        try refuseIfDamaged()
        if lookAtClock() != nil { return showAlerts() }
        let now = time.now()
        settle(now)
        let evaluation = try evaluation(of: last, at: now)
        let events = try board.together { () throws(EngineError) in
            var events: [AlertEvent] = []
            if !evaluation.changes.isEmpty {
                events = try rethrowing { () throws(StoreError) in
                    try store.recordAlerts(evaluation.changes, run: last.id, at: now)
                }
            }
            take(evaluation, at: now)
            showAlerts()
            return events
        }
        tell(events)
    }

    /// Puts right whoever is wrong about an incident, because of what became of a delivery: it was kept back, or given up to
    /// a fallback. Rules are not evaluated.
    package func settleAlerts() throws(EngineError) {
        guard board.current.damage == nil else { return }
        if lookAtClock() != nil {
            // What is told has a time. Once that is known, it is told.
            owesSettling = true
            return
        }
        let now = time.now()
        let changes = AlertEvaluator.settle(
            keeper.incidents,
            hearing: try hearing(at: now),
            epoch: store.currentEpoch,
            now: now
        )
        if changes.isEmpty { return }
        let run = board.current.lastRun?.id
        let events = try board.together { () throws(EngineError) in
            let events = try rethrowing { () throws(StoreError) in try store.recordAlerts(changes, run: run, at: now) }
            keeper.take(changes.incidents)
            showAlerts()
            return events
        }
        tell(events)
    }

    /// Who was told what, and what keeps it from them now.
    private func hearing(at now: Instant) throws(EngineError) -> Hearing {
        let told = try rethrowing { () throws(StoreError) in try store.toldHooks() }
        keeper.forget(except: told.keys)
        // That everybody knows the end was believed of what waited: it may have been kept back or given up since.
        let unknown = told.keys.filter { keeper.incidents[$0] == nil }
        if !unknown.isEmpty {
            keeper.take(try rethrowing { () throws(StoreError) in try store.incidents(unknown) })
        }
        let (silences, acknowledgements) = (silences, acknowledgements)
        return Hearing(
            told: told,
            hooks: Set(keeper.hooks.map(\.name)),
            isSilenced: { incident in
                silences.covering(incident.key, severity: incident.severity, labels: incident.labels, at: now) != nil
            },
            isAcknowledged: { acknowledgements[$0.id]?.isActive(at: now) ?? false }
        )
    }

    func feedHealth() throws(EngineError) -> [String: FeedHealth] {
        let troubles = try rethrowing { () throws(StoreError) in try store.feedTroubles() }
        var health: [String: FeedHealth] = [:]
        for feed in board.current.feeds {
            let failures = troubles.first { $0.name == feed.name }?.failures ?? 0
            health[feed.name] = FeedHealth(lastNews: feed.lastImport, failures: failures)
        }
        return health
    }
}
