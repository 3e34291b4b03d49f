package import InfluenceModel
import Synchronization

/// A clock that stands still until a test moves it: years pass as fast as those who sleep by it can work.
///
/// Sleepers wake one at a time, in the order of their deadlines and, for equal ones, in that of falling asleep; the
/// clock shows a sleeper's deadline when it wakes.
package final class TestClock: WallClock {
    private struct Sleeper {
        let id: Int
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now: Instant
        /// How far the wall clock was set ahead of the time that has passed, in microseconds.
        var shift: Int64 = 0
        var nextID = 0
        var sleepers: [Sleeper] = []
        /// Sleeps cancelled before they began.
        var cancelled: Set<Int> = []
        var watchers: [Watcher] = []
    }

    private let state: Mutex<State>
    package let boot: MachineBoot?

    /// Of a machine that has just been started.
    package convenience init(_ now: Instant) {
        self.init(now, boot: MachineBoot(id: "\(UInt64.random(in: 0 ... .max))", began: now))
    }

    package init(_ now: Instant, boot: MachineBoot?) {
        state = Mutex(State(now: now))
        self.boot = boot
    }

    /// That of a process which begins now on the same machine, or after a while.
    /// - Parameters:
    ///   - now: what the clock shows then; `nil`: it has not been set meanwhile.
    ///   - seconds: those that have passed.
    package func restarted(showing now: Instant? = nil, after seconds: Int = 0) -> TestClock {
        let shown = now ?? self.now().adding(seconds: seconds)
        let passed = steady().adding(seconds: seconds)
        return TestClock(
            shown,
            boot: boot.map { boot in
                MachineBoot(
                    id: boot.id,
                    began: shown.adding(microseconds: boot.began.microseconds(since: passed))
                )
            }
        )
    }

    package func now() -> Instant {
        state.withLock { $0.now }
    }

    package func steady() -> Instant {
        state.withLock { $0.now.adding(microseconds: -$0.shift) }
    }

    package func sleep(until deadline: Instant) async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                fallAsleep(Sleeper(id: id, deadline: deadline, continuation: continuation))
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// How many tasks sleep by this clock.
    package var sleeperCount: Int {
        state.withLock { $0.sleepers.count }
    }

    /// Returns when at least `count` tasks sleep by this clock.
    package func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isThere = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append(Watcher(count: count, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Moves time forward to `target`, waking each sleeper whose deadline comes on the way.
    ///
    /// For tasks that always sleep again: before each step it waits until `sleepers` of them do. So the work done on
    /// waking is finished, and the next deadline known, before time moves on.
    package func advance(to target: Instant, sleepers: Int = 1) async {
        repeat { await waitForSleepers(sleepers) } while wakeNext(through: target) != nil
        state.withLock { $0.now = max($0.now, target) }
    }

    /// Moves time forward to the earliest deadline and wakes its sleeper, and no other.
    /// - Returns: that deadline; `nil`, with nothing changed, where nobody sleeps or the deadline is after `limit`.
    @discardableResult
    package func wakeNext(through limit: Instant = Instant(microseconds: .max)) -> Instant? {
        let woken = state.withLock { state -> Sleeper? in
            let first = state.sleepers.min { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
            guard let first, first.deadline <= limit else { return nil }
            state.sleepers.removeAll { $0.id == first.id }
            state.now = max(state.now, first.deadline)
            return first
        }
        woken?.continuation.resume()
        return woken?.deadline
    }

    /// Lets time pass at once up to `now`, or sets the clock back to it: every sleeper wakes early.
    package func set(to now: Instant) {
        set(to: now, isStep: now < self.now())
    }

    /// Lets time pass at once.
    package func pass(seconds: Int) {
        set(to: now().adding(seconds: seconds), isStep: false)
    }

    /// Sets the clock, forward or back, as an administrator or NTP would, while no time passes: every sleeper wakes early.
    package func step(to now: Instant) {
        set(to: now, isStep: true)
    }

    private func set(to now: Instant, isStep: Bool) {
        let woken = state.withLock { state in
            if isStep { state.shift += now.microseconds - state.now.microseconds }
            state.now = now
            defer { state.sleepers = [] }
            return state.sleepers
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    private func fallAsleep(_ sleeper: Sleeper) {
        enum Outcome { case asleep([Watcher]), passed, cancelled }
        let outcome = state.withLock { state -> Outcome in
            if state.cancelled.remove(sleeper.id) != nil { return .cancelled }
            if sleeper.deadline <= state.now { return .passed }
            state.sleepers.append(sleeper)
            let count = state.sleepers.count
            let satisfied = state.watchers.filter { $0.count <= count }
            state.watchers.removeAll { $0.count <= count }
            return .asleep(satisfied)
        }
        switch outcome {
        case .asleep(let watchers): for watcher in watchers { watcher.continuation.resume() }
        case .passed: sleeper.continuation.resume()
        case .cancelled: sleeper.continuation.resume(throwing: CancellationError())
        }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
