import Synchronization

/// Runs the work of an actor on a thread of its own, so that the actor may block without keeping anybody else's tasks
/// waiting: on a machine with one processor Swift's pool is one thread.
///
/// The thread begins with the first job and ends with the executor.
package final class ThreadExecutor: SerialExecutor {
    private let queue: Queue

    /// - Parameter name: of the thread.
    package init(named name: String) {
        queue = Queue(name: name)
    }

    deinit { queue.end() }

    /// Since when the present piece of work is under way; `nil` where the thread waits for some. For a watchdog: asking wakes
    /// nobody.
    package var workingSince: MonotonicTime? { queue.workingSince }

    package func enqueue(_ job: consuming ExecutorJob) {
        queue.add(UnownedJob(job), for: self)
    }

    /// What the thread shares with its executor; the thread must not keep the executor alive.
    private final class Queue: Sendable {
        private struct State {
            var jobs = JobQueue<Entry>()
            var hasThread = false
            var hasEnded = false
            var workingSince: MonotonicTime?
        }

        /// A job with its executor, which has to outlive it, and must not end while the state is locked.
        private struct Entry {
            let job: UnownedJob
            let executor: ThreadExecutor
        }

        private enum Step {
            case run(Entry)
            case wait
            case leave
        }

        private let name: String
        private let state = Mutex(State())
        private let arrivals = MonotonicSemaphore()

        init(name: String) {
            self.name = name
        }

        func add(_ job: UnownedJob, for executor: ThreadExecutor) {
            let needsThread = state.withLock { state in
                state.jobs.append(Entry(job: job, executor: executor))
                defer { state.hasThread = true }
                return !state.hasThread
            }
            arrivals.signal()
            guard needsThread else { return }
            // Where none can be made, the job waits for the next one's try.
            if !BlockingThread.startPatiently(named: name, { self.work() }) { state.withLock { $0.hasThread = false } }
        }

        var workingSince: MonotonicTime? { state.withLock { $0.workingSince } }

        func end() {
            state.withLock { $0.hasEnded = true }
            arrivals.signal()
        }

        private func work() {
            while true {
                switch step() {
                case .run(let entry): entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor())
                case .wait: arrivals.wait()
                case .leave: return
                }
            }
        }

        private func step() -> Step {
            state.withLock { state in
                guard let entry = state.jobs.next() else {
                    state.workingSince = nil
                    return state.hasEnded ? .leave : .wait
                }
                state.workingSince = .now
                return .run(entry)
            }
        }
    }
}
