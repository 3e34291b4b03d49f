import Dispatch

/// Runs an actor's work on a thread of its own, so that work that blocks takes none from the pool that the server's tasks
/// run on.
final class BlockingThread: SerialExecutor {
    private let queue = DispatchQueue(label: "test.client")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
