import Synchronization

/// Threads that help a caller compute. They come when they are asked for and leave when there has been nothing to do for a
/// while: what their stacks took is given back, and at rest nobody looks after them.
package final class ComputingThreads: Sendable {
    /// One caller's work, which as many help with as the caller wanted and there was room for.
    private final class Work: Sendable {
        let body: @Sendable () -> Void
        let ended = MonotonicSemaphore()

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    private struct State {
        /// Once for each helper that has not come.
        var waiting: [Work] = []
        var threads = 0
        var idle = 0
    }

    package static let shared = ComputingThreads()

    /// More than this many helpers do not come, however many ask.
    private static let most = 64
    private static let patience: Duration = .seconds(1)

    private let state = Mutex(State())
    private let arrivals = MonotonicSemaphore()

    /// Calls `body` on the caller's thread, and on up to `helpers` others at the same time. Returns when all of them have
    /// returned. The caller never waits for a helper that has not begun, so that calls may be nested.
    package func perform(helpers: Int, _ body: @escaping @Sendable () -> Void) {
        let work = Work(body)
        ask(for: helpers, work)
        body()
        // Whoever has not come is not needed any more.
        let missing = state.withLock { state in
            let before = state.waiting.count
            state.waiting.removeAll { $0 === work }
            return before - state.waiting.count
        }
        for _ in 0..<max(0, helpers - missing) { work.ended.wait() }
    }

    private func ask(for helpers: Int, _ work: Work) {
        guard helpers > 0 else { return }
        let (signals, starts) = state.withLock { state in
            state.waiting += Array(repeating: work, count: helpers)
            let signals = min(helpers, state.idle)
            state.idle -= signals
            let starts = max(0, min(helpers - signals, Self.most - state.threads))
            state.threads += starts
            return (signals, starts)
        }
        for _ in 0..<signals { arrivals.signal() }
        for _ in 0..<starts where !BlockingThread.start(named: "computing", { self.help() }) {
            // One fewer helps.
            state.withLock { $0.threads -= 1 }
        }
    }

    private func help() {
        while true {
            let work = state.withLock { state -> Work? in
                if state.waiting.isEmpty {
                    state.idle += 1
                    return nil
                }
                return state.waiting.removeFirst()
            }
            if let work {
                work.body()
                work.ended.signal()
            } else if !arrivals.wait(until: MonotonicTime.now.adding(Self.patience)) {
                let leaves = state.withLock { state in
                    // Somebody counts on an idle thread, and has signalled or is about to.
                    guard state.idle > 0 else { return false }
                    state.idle -= 1
                    state.threads -= 1
                    return true
                }
                if leaves { return }
                arrivals.wait()
            }
        }
    }
}
