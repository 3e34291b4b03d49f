import Dispatch
import InfluenceModel
import Synchronization

/// Keeps what was answered as of a time answered so for ever.
///
/// A commit gets its time before others can see it. Without this, a question as of a moment in between would be answered
/// without the commit now and with it later.
final class CommitGate: Sendable {
    private struct State {
        /// The latest past time that was answered: commits come after it.
        var answered: Instant?
        /// The commit under way: it will get this time or a later one.
        var pending: (from: Instant, end: DispatchGroup)?
    }

    private let state = Mutex(State())

    /// A clock that has been set back further than this behind an answer does not make commits of the future.
    private static let tolerance: Int64 = 60_000_000

    /// The earliest time of a commit that is made `now`. Until ``end()`` questions that it may concern wait.
    func begin(_ now: Instant) -> Instant {
        state.withLock { state in
            var time = now
            if let answered = state.answered, answered >= now, answered.microseconds(since: now) <= Self.tolerance {
                time = answered.adding(microseconds: 1)
            }
            if state.pending == nil {
                let end = DispatchGroup()
                end.enter()
                state.pending = (time, end)
            }
            return time
        }
    }

    /// The transaction has ended, one way or the other. Called in the order of the transactions.
    func end() {
        state.withLock { state in
            defer { state.pending = nil }
            return state.pending?.end
        }?.leave()
    }

    /// Returns when all commits up to `moment` can be seen, and lets no more come. What is still to come of a time that has
    /// not come yet is not promised.
    func settle(_ moment: Instant, now: Instant) {
        let moment = min(moment, now)
        while true {
            let commit = state.withLock { state -> DispatchGroup? in
                if let pending = state.pending, pending.from <= moment { return pending.end }
                state.answered = max(state.answered ?? moment, moment)
                return nil
            }
            guard let commit else { return }
            commit.wait()
        }
    }
}
