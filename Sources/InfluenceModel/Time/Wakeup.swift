import Synchronization

/// Lets a sleeping loop be woken before its time: a reload, a failure that asks for a retry, the end.
package final class Wakeup: Sendable {
    private struct State {
        /// Somebody called while nobody slept.
        var isPending = false
        var isEnded = false
        var sleeper: Task<Void, Never>?
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether ``end()`` was called.
    package var isEnded: Bool { state.withLock { $0.isEnded } }

    /// Ends the present sleep, or else the next one before it begins.
    package func wake() {
        let sleeper = state.withLock { state in
            if state.sleeper == nil { state.isPending = true }
            return state.sleeper
        }
        sleeper?.cancel()
    }

    /// Ends this and every later sleep.
    package func end() {
        state.withLock { $0.isEnded = true }
        wake()
    }

    /// Returns at `deadline` or when woken; without a deadline only when woken. Not for several sleepers.
    package func sleep(until deadline: Instant?, clock: any WallClock) async {
        let sleeper = state.withLock { state -> Task<Void, Never>? in
            if state.isPending || state.isEnded {
                state.isPending = false
                return nil
            }
            let sleeper = Task<Void, Never> {
                if let deadline {
                    try? await clock.sleep(until: deadline)
                } else {
                    // Nothing ever comes of it; cancelling ends it.
                    let (never, source) = AsyncStream.makeStream(of: Never.self)
                    for await _ in never {}
                    withExtendedLifetime(source) {}
                }
            }
            state.sleeper = sleeper
            return sleeper
        }
        await sleeper?.value
        state.withLock { $0.sleeper = nil }
    }
}
