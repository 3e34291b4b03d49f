internal import CThreads
import Synchronization

/// Runs the tasks that belong to no executor, on a few threads of their own: in place of Dispatch's pool, which on Linux looks
/// after its threads once a second for ever, and has no more of them than the machine has processors.
package final class TaskThreads: Sendable {
    private struct State {
        var jobs = JobQueue<Job>()
        var threads = 0
        /// Of the last thread: none has another one's, also where one could not be made.
        var number = 0
        var idle = 0
        /// When the piece under way of each thread was begun.
        var working: [Int: MonotonicTime] = [:]
    }

    /// A piece of a task, as the runtime hands it over.
    private struct Job: Sendable {
        // Safe: one thread hands it over, and one runs it.
        nonisolated(unsafe) let pointer: UnsafeMutableRawPointer
    }

    private let most: Int
    private let state = Mutex(State())
    private let arrivals = MonotonicSemaphore()

    /// For as long as the process lives: the runtime cannot be told to stop.
    private static let shared = TaskThreads(most: 4)

    private init(most: Int) {
        self.most = most
    }

    /// To be called once, before the first task.
    package static func takeOver() {
        cthreads_take_over_tasks { job in
            guard let job else { return }
            TaskThreads.shared.add(Job(pointer: job))
        }
    }

    /// How long a piece may take before it counts as hanging: nothing that blocks is to be run here.
    private static let longestPiece: Duration = .seconds(60)

    /// For a watchdog: whether what waits has a thread before long.
    package static var areMakingProgress: Bool {
        let now = MonotonicTime.now
        return shared.state.withLock { state in
            state.jobs.isEmpty || state.working.count < state.threads
                || state.working.values.contains { now - $0 < longestPiece }
        }
    }

    private enum Need {
        case nothing
        case signal
        case thread(Int)
    }

    private func add(_ job: Job) {
        let need = state.withLock { state -> Need in
            state.jobs.append(job)
            if state.idle > 0 {
                state.idle -= 1
                return .signal
            }
            guard state.threads < most else { return .nothing }
            state.threads += 1
            state.number &+= 1
            return .thread(state.number)
        }
        switch need {
        case .nothing: break
        case .signal: arrivals.signal()
        case .thread(let number):
            if BlockingThread.startPatiently(named: "tasks \(number)", { self.work(number) }) { return }
            // Whoever works does this too; where nobody does, the next job tries again.
            state.withLock { $0.threads -= 1 }
        }
    }

    private func work(_ number: Int) {
        while true {
            if let job = next(number) {
                cthreads_run_task(job.pointer)
            } else {
                arrivals.wait()
            }
        }
    }

    /// `nil`: the thread is counted as idle, and has to wait for a signal.
    private func next(_ number: Int) -> Job? {
        state.withLock { state in
            guard let job = state.jobs.next() else {
                state.working[number] = nil
                state.idle += 1
                return nil
            }
            state.working[number] = .now
            return job
        }
    }
}
