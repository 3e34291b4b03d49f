import Synchronization

/// Lets tasks sleep by the monotonic clock, on a thread of its own that wakes when one of them is due and not before. A sleep
/// that is cancelled leaves nothing behind; one of Swift's stays in the system's timers until its time.
package final class Timers: Sendable {
    private struct Sleeper {
        let number: UInt64
        let end: MonotonicTime
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        /// The next one last.
        var sleepers: [Sleeper] = []
        var last: UInt64 = 0
        var hasThread = false
    }

    package static let shared = Timers()

    private let state = Mutex(State())
    private let changes = MonotonicSemaphore()

    package init() {}

    /// Returns when `duration` is over.
    /// - Throws: `CancellationError` when the task is cancelled.
    package func sleep(for duration: Duration) async throws {
        let end = MonotonicTime.now.adding(duration)
        let number = state.withLock { state in
            state.last &+= 1
            return state.last
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(Sleeper(number: number, end: end, continuation: continuation))
                // Cancelled before there was anything to end.
                if Task.isCancelled { cancel(number) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    private func add(_ sleeper: Sleeper) {
        let (isNext, needsThread) = state.withLock { state in
            // Few sleep at one time.
            let place = state.sleepers.firstIndex { $0.end <= sleeper.end } ?? state.sleepers.endIndex
            state.sleepers.insert(sleeper, at: place)
            defer { state.hasThread = true }
            return (place == state.sleepers.count - 1, !state.hasThread)
        }
        if needsThread, !BlockingThread.start(named: "timers", { self.work() }) {
            // No thread: nobody is to sleep for ever.
            let sleepers = state.withLock { state in
                defer { state.sleepers = [] }
                state.hasThread = false
                return state.sleepers
            }
            for sleeper in sleepers { sleeper.continuation.resume() }
        } else if isNext {
            changes.signal()
        }
    }

    private func cancel(_ number: UInt64) {
        let sleeper = state.withLock { state in
            state.sleepers.firstIndex { $0.number == number }.map { state.sleepers.remove(at: $0) }
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }

    private func work() {
        while true {
            let now = MonotonicTime.now
            let (due, next) = state.withLock { state in
                var due: [Sleeper] = []
                while let sleeper = state.sleepers.last, sleeper.end <= now { due.append(state.sleepers.removeLast()) }
                return (due, state.sleepers.last?.end)
            }
            for sleeper in due { sleeper.continuation.resume() }
            guard due.isEmpty else { continue }
            if let next { _ = changes.wait(until: next) } else { changes.wait() }
        }
    }
}
