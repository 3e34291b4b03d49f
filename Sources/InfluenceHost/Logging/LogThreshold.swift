package import Logging
import Synchronization

/// The least severe that is logged, by all loggers; a reload changes it.
package final class LogThreshold: Sendable {
    private let state: Mutex<Logger.Level>

    package init(_ level: Logger.Level) {
        state = Mutex(level)
    }

    package var level: Logger.Level {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
