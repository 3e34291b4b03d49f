import InfluenceAlerts
package import InfluenceModel
package import InfluenceStore
import Logging
import Synchronization

/// A clock that is wrong, was set, or is to be repaired.
extension Engine {
    /// Why the clock is not believed now; asked by anybody at any time, without waiting.
    package nonisolated var clockTrouble: ClockTrouble? { look().trouble }

    /// One reading of the clock, and what is to be said of it: what goes by the one must not go by a later one, before which
    /// the clock may have been set.
    private struct Look {
        let now: Instant
        /// How far the wall clock is ahead of the steady one, in microseconds.
        let shift: Int64
        let trouble: ClockTrouble?
    }

    private nonisolated func look() -> Look {
        let (now, steady) = (clock.now(), clock.steady())
        let trouble = watch.withLock { $0.look(now: now, steady: steady, lastCommit: store.lastCommit) }
        return Look(now: now, shift: now.microseconds(since: steady), trouble: trouble)
    }

    /// The time of a commit, looked at where nothing is left of it but to be written: whatever the clock showed when its work
    /// began, a run may take minutes.
    nonisolated func timeOfCommit() throws(StoreError) -> Instant {
        let look = look()
        if let trouble = look.trouble { throw .clock(trouble) }
        return look.now
    }

    /// Before anything that goes by the clock: follows it where it was set, and tells when it is not believed any more, or
    /// again.
    @discardableResult
    package func lookAtClock() -> ClockTrouble? {
        let look = look()
        let (trouble, before) = (look.trouble, board.current.clockTrouble)
        let isNews = trouble?.isBehind != before?.isBehind
        if isNews { board.update { $0.clockTrouble = trouble } }
        tellOfStep(look)
        if trouble == nil { followClock(look) }
        if isNews { tellOfTrouble(trouble) }
        if trouble == nil, owesSettling {
            owesSettling = false
            do throws(EngineError) { try settleAlerts() } catch {
                log.error("hooks not put right", metadata: ["error": "\(error)"])
            }
        }
        return trouble
    }

    private func tellOfStep(_ look: Look) {
        let step = Instant(microseconds: look.shift).microseconds(since: Instant(microseconds: shownShift))
        guard FollowedClock.isStep(step) else { return }
        shownShift = look.shift
        let now = look.now
        log.notice("the clock was set \(step < 0 ? "back" : "ahead") by \(ClockTrouble.words(step)), and shows \(now)")
    }

    private func tellOfTrouble(_ trouble: ClockTrouble?) {
        if let trouble {
            log.critical("\(trouble)")
            // Nothing is planned by it.
            board.update { $0.nextRun = nil }
        } else {
            log.notice("the clock is believed again, and shows \(clock.now())")
        }
        wakeup.wake()
    }

    /// For everything that is written down with its time.
    package func refuseIfClockIsWrong() throws(EngineError) {
        if let trouble = lookAtClock() { throw .clock(trouble) }
    }

    // MARK: What waits

    /// What waits goes on waiting for as long as it would have: see ``FollowedClock``. Where that cannot be written down it
    /// goes on by the clock that it was written by.
    private func followClock(_ look: Look) {
        guard board.current.damage == nil else { return }
        guard let base = clockBase else { return beginClock(look) }
        let (shift, now, before) = (look.shift, look.now, time.shift)
        let step = Instant(microseconds: shift).microseconds(since: Instant(microseconds: before))
        guard FollowedClock.isStep(step) else { return }
        let next = ClockStart.base(
            clock,
            shift: shift,
            believed: watch.withLock { $0.believed } ?? shift,
            since: base.since.adding(microseconds: step)
        )
        let records = keeper.records.values.map { $0.movingMoments(by: step, since: base.since) }
        let incidents = keeper.incidents.values.map { $0.movingMoments(by: step, since: base.since) }
        board.together {
            do throws(StoreError) {
                try store.followClock(to: next, step: step, at: now, records: records, incidents: incidents) {
                    time.follow(shift)
                }
            } catch {
                time.follow(before)
                return tellUnfollowed(step, error)
            }
            (clockBase, unfollowed) = (next, nil)
            settledAt = settledAt.adding(microseconds: step)
            keeper.recall(records, incidents, at: now)
            readPeoplesWishes(settledAt)
            showAlerts()
        }
        outbox.wake()
    }

    /// The clock of this start of the machine is believed for the first time.
    private func beginClock(_ look: Look) {
        let (shift, now) = (look.shift, look.now)
        let base = ClockStart.base(clock, shift: shift, believed: shift, since: now)
        do throws(StoreError) {
            try store.beginClock(base, at: now)
        } catch {
            return tellUnfollowed(shift, error)
        }
        time.follow(shift)
        (clockBase, unfollowed) = (base, nil)
        outbox.wake()
    }

    private func tellUnfollowed(_ step: Int64, _ error: StoreError) {
        defer { unfollowed = step }
        if unfollowed == step { return }
        log.error("what waits was not moved along with the clock", metadata: ["error": "\(error)"])
    }

    /// As the store has them.
    private func readPeoplesWishes(_ now: Instant) {
        do throws(StoreError) {
            let known = try KnownAlerts(in: store, at: now)
            silences = SilenceIndex(known.silences)
            acknowledgements = known.acknowledgements
        } catch {
            log.error("silences are not read anew", metadata: ["error": "\(error)"])
        }
    }

    /// At a start: an earlier life of the daemon may have had a clock that was ahead.
    package func hastenDeliveries() {
        guard board.current.damage == nil else { return }
        let now = time.now()
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
        try? store.keepMoments(of: settled, ended, at: now)
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
        var now = clock.now()
        if !isRehearsal {
            let before = look()
            size = try rethrowing { () throws(StoreError) in try store.backup(to: path) }
            let after = look()
            let step = Instant(microseconds: after.shift).microseconds(since: Instant(microseconds: before.shift))
            // Set while it was copied: what would be set aside is no more what somebody has asked for.
            if FollowedClock.isStep(step), let trouble = lookAtClock() { throw .clock(trouble) }
            // What was written by this machine's clock is known to the second; what remains is of an earlier start.
            followClock(after)
            now = after.now
        }
        let (present, kept) = (now, Array(keeper.records.values))
        let repair = try board.together { () throws(EngineError) in
            let repair = try rethrowing { () throws(StoreError) in
                try store.repairClock(at: present, by: author, isRehearsal: isRehearsal) { ahead in
                    kept.filter { $0.lastMoment > present }.map { record in
                        record.movingMoments { $0 > present ? min(present, $0.adding(microseconds: -ahead)) : $0 }
                    }
                }
            }
            if repair != nil, !isRehearsal { try forgetFuture(present) }
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
        keepBelief()
        // What each of them says of its last import has changed.
        importFeeds(board.current.feeds.map(\.name))
        outbox.wake()
    }
    /// Lets the next process believe it too. Where that fails, somebody says so once more.
    private func keepBelief() {
        guard var base = clockBase else { return }
        base.believed = base.began
        try? store.followClock(to: base, step: 0, at: time.now(), records: [], incidents: []) {}
        clockBase = base
    }
}
