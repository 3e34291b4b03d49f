import InfluenceModel
import InfluenceStore

/// What an engine knows of the clock when it begins: by what an earlier process on the same machine has left, and by a look.
struct ClockStart {
    let watch: ClockWatch
    /// What waits goes on by, as far ahead of the steady clock.
    let shift: Int64
    /// How far the wall clock is ahead of the steady one, as far as that has been told.
    let shownShift: Int64
    /// As the store has it; `nil` where that is of another start of the machine: the first look stores another one, once the
    /// database has been examined.
    let base: ClockBase?

    init(_ clock: any WallClock, built: Instant, _ store: Store) {
        let (now, steady) = (clock.now(), clock.steady())
        let shown = now.microseconds(since: steady)
        let origin = Self.origin(clock)
        // One that cannot be read is met again by whoever writes.
        let stored = (try? store.clockBase()).flatMap { $0 }
        // No clock before the build is believed, whoever did.
        if let boot = clock.boot, let stored, stored.boot == boot.id, stored.since >= built {
            var watch = ClockWatch(built: built, believed: stored.believed.microseconds(since: origin))
            _ = watch.look(now: now, steady: steady, lastCommit: store.lastCommit)
            (self.watch, base) = (watch, stored)
            shift = stored.began.microseconds(since: origin)
            shownShift = shift
            return
        }
        var watch = ClockWatch(built: built)
        let isBelieved = watch.look(now: now, steady: steady, lastCommit: store.lastCommit) == nil
        (self.watch, base, shownShift) = (watch, nil, shown)
        // Later than it shows, at least.
        shift = isBelieved ? shown : max(now, built, store.lastCommit ?? now).microseconds(since: steady)
    }

    /// When the machine was started, by the steady clock; of a system that does not say, a moment that stays.
    static func origin(_ clock: any WallClock) -> Instant { clock.boot?.began ?? Instant(microseconds: 0) }

    /// - Parameters:
    ///   - shift: how far ahead of the steady clock what waits goes by.
    ///   - believed: likewise the clock as it was believed last.
    static func base(_ clock: any WallClock, shift: Int64, believed: Int64, since: Instant) -> ClockBase {
        ClockBase(
            boot: clock.boot?.id ?? "",
            began: origin(clock).adding(microseconds: shift),
            believed: origin(clock).adding(microseconds: believed),
            since: since
        )
    }
}
