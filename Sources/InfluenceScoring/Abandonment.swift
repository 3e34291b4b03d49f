/// Ends work that nobody waits for any more: between two pieces of it the task is looked at.
///
/// Only inside of ``whileWanted(_:)``. What is to be done to its end, a run above all, is done though whoever asked for it
/// has gone. Results do not depend on it: there are those, or none.
package enum Abandonment {
    @TaskLocal private static var endsWithTask = false

    /// Runs `body`, in which scoring throws ``ScoringError/abandoned`` once the task is cancelled.
    package static func whileWanted<Result>(_ body: () throws -> Result) rethrows -> Result {
        try $endsWithTask.withValue(true, operation: body)
    }

    /// Whether the task is cancelled and its work ends with it. `false` on a thread that belongs to no task.
    static var isDue: Bool { endsWithTask && Task.isCancelled }

    static func check() throws(ScoringError) {
        if isDue { throw .abandoned }
    }
}
