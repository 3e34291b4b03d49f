internal import Synchronization

/// Ends work that nobody waits for any more: between two pieces of it the task is looked at.
///
/// Only inside of ``whileWanted(_:)``. What is to be done to its end, a run above all, is done though whoever asked for it
/// has gone. Results do not depend on it: there are those, or none.
package enum Abandonment {
    /// Shared by all threads that work at one piece: those that help belong to no task.
    final class Watch: Sendable {
        private let isOver = Atomic<Bool>(false)

        /// On a thread of the task, whether it is cancelled; on others, whether one of those has found it so.
        var isDue: Bool {
            if Task.isCancelled { isOver.store(true, ordering: .relaxed) }
            return isOver.load(ordering: .relaxed)
        }
    }

    @TaskLocal static var watch: Watch?

    /// Runs `body`, in which scoring throws ``ScoringError/abandoned`` once the task is cancelled.
    package static func whileWanted<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let result = $watch.withValue(Watch()) { () -> Result<Value, Failure> in
            do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// Runs `body` for a piece of work that is looked after by `watch`, on whatever thread.
    static func sharing<Result>(_ watch: Watch?, _ body: () throws -> Result) rethrows -> Result {
        try $watch.withValue(watch, operation: body)
    }

    /// Whether the task is cancelled and its work ends with it.
    static var isDue: Bool { watch?.isDue ?? false }

    static func check() throws(ScoringError) {
        if isDue { throw .abandoned }
    }
}
