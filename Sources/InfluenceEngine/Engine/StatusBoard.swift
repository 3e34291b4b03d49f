package import InfluenceModel
package import InfluenceStore
import Synchronization

/// The place where the engine's status stands for all to read, beside that of the store.
package final class StatusBoard: Sendable {
    private struct State {
        var current: EngineStatus
        /// What all are shown while a transaction and what it changes here belong together; `nil`: what is current.
        var shown: EngineStatus?
        /// How many calls of ``StatusBoard/together(_:)`` lie in one another.
        var depth = 0
    }

    private let state: Mutex<State>
    private let report: StoreReport

    init(_ status: EngineStatus, _ report: StoreReport) {
        state = Mutex(State(current: status))
        self.report = report
    }

    /// As the engine sees it, ahead of ``snapshot`` while it commits.
    package var current: EngineStatus { state.withLock { $0.current } }

    /// Shows whether the log takes the events of alerts.
    /// - Parameter error: of the last one.
    package func showLog(_ error: String?, at now: Instant) {
        guard (current.logFailure == nil) != (error == nil) else { return }
        update { $0.logFailure = error.map { EngineStatus.Failure(at: now, message: $0) } }
    }

    /// Both as they were at one moment, and never in the middle of a change: a run or an import that the one knows is
    /// counted by the other.
    package var snapshot: (engine: EngineStatus, store: StoreReport.Facts) {
        state.withLock { ($0.shown ?? $0.current, report.current) }
    }

    package func update(_ body: (inout EngineStatus) -> Void) {
        state.withLock { body(&$0.current) }
    }

    /// Runs `body`, a transaction and the updates that tell what it has come to: all of it is shown at one moment, at its
    /// end. What takes long besides the transaction does not belong into it.
    func together<Outcome, Failure: Error>(_ body: () throws(Failure) -> Outcome) throws(Failure) -> Outcome {
        state.withLock { state in
            if state.depth == 0 {
                state.shown = state.current
                report.withhold()
            }
            state.depth += 1
        }
        defer {
            state.withLock { state in
                state.depth -= 1
                if state.depth == 0 {
                    state.shown = nil
                    report.release()
                }
            }
        }
        return try body()
    }
}
