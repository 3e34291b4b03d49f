internal import CThreads

/// Counts signals, and lets threads wait for one: for ever, or for so long by the monotonic clock. Dispatch's waits by the
/// wall clock here, so that whoever sets that back lets a waiter sleep on.
package final class MonotonicSemaphore: Sendable {
    // Safe: made and destroyed with this object, and meant to be used by several threads.
    private nonisolated(unsafe) let semaphore = UnsafeMutablePointer<cthreads_semaphore>.allocate(capacity: 1)

    package init() {
        semaphore.initialize(to: cthreads_semaphore())
    }

    deinit { semaphore.deallocate() }

    package func signal() {
        cthreads_signal(semaphore)
    }

    package func wait() {
        _ = cthreads_wait(semaphore, .max)
    }

    /// - Returns: whether there was a signal.
    package func wait(until deadline: MonotonicTime) -> Bool {
        cthreads_wait(semaphore, deadline.nanoseconds)
    }
}
