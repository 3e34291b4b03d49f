import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
package import InfluenceStore
import InfluenceThreads
import Logging

/// Runs: from what is known of the observations to scores, alerts and what is stored of them.
extension Engine {
    /// Reads the panel as known now, scores it, and commits what changed. With the same model and input as the last run
    /// only a heartbeat is noted.
    @discardableResult
    package func recompute(_ reason: RunReason) throws(EngineError) -> RunReport {
        if reason == .request { try refuseIfAbandoned() }
        try refuseIfClockIsWrong()
        let startedAt = time.now()
        settle(startedAt)
        beginWork()
        lookAtHooks()
        attempts += 1
        var succeeded = false
        hasReadObservations = false
        defer {
            let attempt = EngineStatus.Attempt(
                number: attempts,
                startedAt: startedAt,
                endedAt: time.now(),
                succeeded: succeeded
            )
            board.update {
                $0.computingSince = nil
                $0.lastAttempt = attempt
            }
            wakeup.wake()
            // Whatever looks at the observations needs much more memory than the daemon does at rest.
            if hasReadObservations { rest.worked() }
        }
        do {
            let report = try run(reason)
            succeeded = true
            // After the status: whoever hears of the run finds it there.
            events.send(report.isHeartbeat ? .heartbeat(report.run) : .run(report.run, changes: report.changes))
            return report
        } catch {
            let message = error.description
            if case .clock = error {
                // It is the clock that has failed, and is told of as such.
                log.notice("run dropped: its time is not to be believed", metadata: ["reason": "\(reason.rawValue)"])
                lookAtClock()
            } else {
                log.error("run failed", metadata: ["reason": "\(reason.rawValue)", "error": "\(message)"])
                board.update { $0.runFailure = EngineStatus.Failure(at: time.now(), message: message) }
            }
            events.send(.failure(message))
            throw error
        }
    }

    private func run(_ reason: RunReason) throws(EngineError) -> RunReport {
        try refuseIfDamaged()
        let began = ContinuousClock.now
        let loaded = board.current.loaded
        let now = time.now()
        let known = try rethrowing { () throws(StoreError) in try store.lastContentVintage()?.recordedAt }
        let last = try rethrowing { () throws(StoreError) in try store.lastRun() }
        let periods = try currentPeriods()
        guard let through = periods.last else {
            throw .store(.invalidRun(reason: "the grid of model \(loaded.model.id) begins in the future"))
        }
        let editions = editions(of: loaded)
        let isSameGrid =
            last?.modelHash == loaded.hash && last?.gridThrough == through && last?.editions == editions
        // Without a look at the observations only where this process has seen them: another version may have computed
        // the last run.
        if let last, isSameGrid, last.inputsKnownAt == known, last.id == verifiedRun {
            return try heartbeat(last, now)
        }
        hasReadObservations = true
        try refuseIfTooLarge(periods)
        let panel = try self.panel(asOf: known)
        let input = InputHash.of(panel)
        if let last, last.inputsKnownAt == known, last.inputHash != input, last.software == Version.text {
            throw .store(foundChanged(since: last))
        }
        let isSameInput = isSameGrid && last?.inputHash == input
        if let last, isSameInput, last.inputsKnownAt == known {
            try lookForLapses(loaded.model, panel, at: through)
            return try heartbeat(last, now)
        }
        // Newly known observations that change no score (a unit, a day of release) still are a run: what explains the scores
        // has changed. A source or note alone is not: it explains the run that there is.
        let content =
            isSameInput
            ? .unchanged
            : try rethrowing { () throws(ScoringError) in
                try RunContent(
                    of: loaded.model,
                    panel: panel,
                    periods: periods,
                    levels: keeper.levels,
                    threads: threads
                )
            }
        if let problem = content.problem {
            log.warning("scores without intervals", metadata: ["error": "\(problem)"])
        }
        let (evaluation, source) = try evaluation(of: content, panel, after: last, at: now)
        let commit = RunCommit(
            reason: reason,
            model: StoredModel(loaded),
            inputHash: input,
            editions: editions,
            software: Version.text,
            inputsKnownAt: known,
            gridThrough: through,
            duration: (ContinuousClock.now - began).wholeMicroseconds,
            grids: content.grids,
            intervals: content.intervals,
            alerts: evaluation.changes
        )
        if content.lapses == nil { try lookForLapses(loaded.model, panel, at: through) }
        let outcome = try board.together { () throws(EngineError) in
            let outcome = try rethrowing { () throws(StoreError) in
                try store.commit(commit, recordedAt: try timeOfCommit())
            }
            verifiedRun = outcome.run.id
            board.update {
                $0.lastRun = outcome.run
                $0.runFailure = nil
                if let lapses = content.lapses {
                    $0.lapses = lapses
                    $0.absent = content.absent
                }
            }
            adopt(evaluation, of: outcome.run, answeredBy: source, at: now)
            return outcome
        }
        let run = outcome.run
        tell(outcome.events)
        log.info(
            "run \(run.id)",
            metadata: [
                "reason": "\(reason.rawValue)", "period": "\(run.gridThrough)", "changed": "\(run.changed)",
                "of": "\(run.computed)", "seconds": "\(Double(run.duration) / 1e6)",
            ]
        )
        return RunReport(run: run, isHeartbeat: false, changes: outcome.latestChanges)
    }

    /// Before so much is read that the process is killed.
    private func refuseIfTooLarge(_ periods: [Period]) throws(EngineError) {
        let counts = try rethrowing { () throws(StoreError) in try store.status().counts }
        if let excess = memory.excess(board.current.loaded.model, periods: periods.count, counts) {
            throw .store(excess)
        }
    }

    /// What was known, read and sorted.
    private func panel(asOf known: Instant?) throws(EngineError) -> Panel {
        let observations = try rethrowing { () throws(StoreError) in
            try store.observations(asOf: known, withTexts: false)
        }
        return try rethrowing { () throws(ScoringError) in try Panel(observations) }
    }

    /// Of the methods that a model uses: found once.
    private func editions(of loaded: LoadedModel) -> MethodEditions {
        if let knownEditions, knownEditions.hash == loaded.hash { return knownEditions.editions }
        let editions = Scorer.editions(of: loaded.model)
        knownEditions = (loaded.hash, editions)
        return editions
    }

    /// After a start without news: no run has looked yet.
    private func lookForLapses(_ model: Model, _ panel: Panel, at last: Period) throws(EngineError) {
        guard board.current.lapses == nil else { return }
        let found = try rethrowing { () throws(ScoringError) in
            try Scorer(model: model, panel: panel).expectedLapses(at: last, threads: threads)
        }
        board.update { $0.lapses = found }
    }

    /// The periods of the grid that a run computes now.
    func currentPeriods() throws(EngineError) -> [Period] {
        let now = time.now()
        let known = try rethrowing { () throws(StoreError) in try store.lastContentVintage()?.recordedAt }
        let last = try rethrowing { () throws(StoreError) in try store.lastRun()?.recordedAt }
        // A clock that was set back must not take back scores of a month that has begun.
        return board.current.loaded.model.grid.periods(through: max(now, known ?? now, last ?? now).day)
    }

    /// The next run looks at its input again.
    func forgetVerifiedRun() { verifiedRun = nil }

    private func heartbeat(_ last: Run, _ now: Instant) throws(EngineError) -> RunReport {
        let evaluation = try evaluation(of: last, at: now)
        let (run, events) = try board.together { () throws(EngineError) in
            let events = try rethrowing { () throws(StoreError) in
                try store.heartbeat(run: last.id, at: now, alerts: evaluation.changes)
            }
            let due = keeper.due
            take(evaluation, at: now)
            // Otherwise everything stands as it was shown.
            if !evaluation.changes.isEmpty || keeper.due != due { showAlerts() }
            let run = try rethrowing { () throws(StoreError) in try store.lastRun() } ?? last
            board.update {
                $0.lastRun = run
                $0.runFailure = nil
            }
            return (run, events)
        }
        tell(events)
        log.debug("nothing new since run \(run.id)")
        verifiedRun = run.id
        return RunReport(run: run, isHeartbeat: true, changes: [])
    }
}
