import InfluenceAlerts
package import InfluenceModel
package import InfluenceStore
import Logging
import Synchronization

/// A clock that is wrong, was set, or is to be repaired.
extension Engine {
    /// A smaller difference between the wall clock and the time that has passed is ordinary adjustment.
    private static let smallestStep: Int64 = 1_000_000

    /// Why the clock is not believed now; asked by anybody at any time, without waiting.
    package nonisolated var clockTrouble: ClockTrouble? {
        let (now, steady) = (clock.now(), clock.steady())
        return watch.withLock { $0.look(now: now, steady: steady, lastCommit: store.lastCommit) }
    }

    /// Before anything that goes by the clock: follows it where it was set, and tells when it is not believed any more, or
    /// again.
    @discardableResult
    package func lookAtClock() -> ClockTrouble? {
        let now = clock.now()
        let shift = now.microseconds(since: clock.steady())
        let (trouble, before) = (clockTrouble, board.current.clockTrouble)
        let isNews = trouble?.isBehind != before?.isBehind
        if isNews { board.update { $0.clockTrouble = trouble } }
        let step = shift - clockShift
        if step.magnitude >= Self.smallestStep.magnitude {
            clockShift = shift
            log.notice(
                "the clock was set \(step < 0 ? "back" : "ahead") by \(ClockTrouble.words(step)), and shows \(now)"
            )
            followClock(step, now)
        }
        guard isNews else { return trouble }
        if let trouble {
            log.critical("\(trouble)")
            // Nothing is planned by it.
            board.update { $0.nextRun = nil }
        } else {
            log.notice("the clock is believed again, and shows \(now)")
        }
        wakeup.wake()
        return trouble
    }

    /// For everything that is written down with its time.
    package func refuseIfClockIsWrong() throws(EngineError) {
        if let trouble = lookAtClock() { throw .clock(trouble) }
    }

    /// What waits goes on waiting for as long as it would have.
    private func followClock(_ step: Int64, _ now: Instant) {
        keeper.recall(
            keeper.records.values.map { $0.movingMoments { $0.adding(microseconds: step) } },
            keeper.incidents.values.map { $0.movingMoments { $0.adding(microseconds: step) } },
            at: now
        )
        board.together {
            do throws(StoreError) {
                try store.followClock(
                    step: step,
                    at: now,
                    records: Array(keeper.records.values),
                    incidents: Array(keeper.incidents.values)
                )
                let known = try KnownAlerts(in: store, at: now)
                silences = SilenceIndex(known.silences)
                acknowledgements = known.acknowledgements
            } catch {
                // Alerts are followed in memory; a restart meets times of the future, and does with them what it can.
                log.error("what waits was not moved along with the clock", metadata: ["error": "\(error)"])
            }
            showAlerts()
        }
        outbox.wake()
    }

    /// At a start: an earlier life of the daemon may have had a clock that was ahead.
    package func hastenDeliveries() {
        guard board.current.damage == nil else { return }
        let now = clock.now()
        let longest = board.current.alerts.hooks.map(\.retry.longest.microseconds).max() ?? 0
        // A fifth more by chance; of hooks that are not configured any more an hour.
        let latest = now.adding(microseconds: max(longest, 3_600_000_000)).adding(microseconds: longest / 5)
        try? store.hastenDeliveries(waitingBeyond: latest, at: now)
        outbox.wake()
    }

    /// Lets no alert remember what has not come yet: of an earlier life of the daemon, with a clock that was ahead.
    func settle(_ now: Instant) {
        let records = keeper.records.values.filter { $0.lastMoment > now }
        let incidents = keeper.incidents.values.filter { $0.lastMoment > now }
        if records.isEmpty, incidents.isEmpty { return }
        let settled = records.map { $0.movingMoments { min($0, now) } }
        let ended = incidents.map { $0.movingMoments { min($0, now) } }
        keeper.recall(settled, ended, at: now)
        try? store.followClock(step: 0, at: now, records: settled, incidents: ended)
    }

    // MARK: Repair

    /// What a repair of the clock came to.
    package struct RepairedClock: Sendable {
        /// The copy made before, and its size; `nil` where nothing was to be changed.
        package let backup: (path: String, bytes: Int)?
        /// `nil` where nothing lay in the future.
        package let repair: ClockRepair?
        /// Whether a clock that had been set ahead is believed from now on.
        package let isBelieved: Bool
    }

    /// Takes the clock for right: sets runs of the future aside, and records imports of it again. Does not recompute.
    /// - Parameters:
    ///   - backup: where to copy the database to before.
    ///   - isRehearsal: nothing is done.
    package func repairClock(
        backup path: String,
        by author: Author?,
        isRehearsal: Bool = false
    ) throws(EngineError) -> RepairedClock {
        try refuseIfAbandoned()
        try refuseIfDamaged()
        beginWork()
        defer { endWork() }
        switch lookAtClock() {
        case nil:
            return RepairedClock(backup: nil, repair: nil, isBelieved: false)
        case .beforeBuild?:
            throw .clock(clockTrouble ?? .beforeBuild(now: clock.now(), built: Version.built))
        case .ahead?:
            if !isRehearsal { believeClock() }
            return RepairedClock(backup: nil, repair: nil, isBelieved: true)
        case .behind?:
            return try repairBehind(path, author, isRehearsal: isRehearsal)
        }
    }

    private func repairBehind(
        _ path: String,
        _ author: Author?,
        isRehearsal: Bool
    ) throws(EngineError) -> RepairedClock {
        var size: Int?
        if !isRehearsal { size = try rethrowing { () throws(StoreError) in try store.backup(to: path) } }
        let now = clock.now()
        let kept = Array(keeper.records.values)
        let repair = try board.together { () throws(EngineError) in
            let repair = try rethrowing { () throws(StoreError) in
                try store.repairClock(at: now, by: author, isRehearsal: isRehearsal) { ahead in
                    kept.filter { $0.lastMoment > now }.map { record in
                        record.movingMoments { $0 > now ? min(now, $0.adding(microseconds: -ahead)) : $0 }
                    }
                }
            }
            if repair != nil, !isRehearsal { try forgetFuture(now) }
            return repair
        }
        guard let repair, !isRehearsal else { return RepairedClock(backup: nil, repair: repair, isBelieved: false) }
        log.notice(
            "the clock was repaired",
            metadata: [
                "by": "\(author?.name ?? "influenced")", "ahead": "\(ClockTrouble.words(repair.ahead))",
                "runs set aside": "\(repair.runs)", "imports recorded again": "\(repair.imports)", "backup": "\(path)",
            ]
        )
        believeClock()
        return RepairedClock(backup: (path, size ?? 0), repair: repair, isBelieved: false)
    }

    /// Reads anew what a repair has changed.
    private func forgetFuture(_ now: Instant) throws(EngineError) {
        let known = try rethrowing { () throws(StoreError) in try KnownAlerts(in: store, at: now) }
        keeper.recall(known.records, known.incidents, at: now)
        silences = SilenceIndex(known.silences)
        acknowledgements = known.acknowledgements
        storedRun = nil
        keeper.source = nil
        forgetVerifiedRun()
        let last = try rethrowing { () throws(StoreError) in try store.lastRun() }
        board.update {
            $0.lastRun = last
            $0.lapses = nil
            $0.absent = nil
        }
        settle(now)
        showAlerts()
    }

    private func believeClock() {
        let (now, steady) = (clock.now(), clock.steady())
        watch.withLock { $0.believe(now: now, steady: steady) }
        lookAtClock()
        // What each of them says of its last import has changed.
        importFeeds(board.current.feeds.map(\.name))
        outbox.wake()
    }
}
