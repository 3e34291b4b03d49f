import Synchronization

/// How long a connection lasts, for what must not outlive it.
package final class ConnectionLife: Sendable {
    private enum State {
        case open([@Sendable () -> Void])
        case closed
    }

    private let state = Mutex(State.open([]))

    package init() {}

    /// Calls `body` once, on some thread, when the connection is closed; now where it is already. Must not block.
    package func onceClosed(_ body: @escaping @Sendable () -> Void) {
        let isClosed = state.withLock { state in
            guard case .open(let bodies) = state else { return true }
            state = .open(bodies + [body])
            return false
        }
        if isClosed { body() }
    }

    /// The connection is gone.
    package func close() {
        let bodies = state.withLock { state in
            guard case .open(let bodies) = state else { return [@Sendable () -> Void]() }
            state = .closed
            return bodies
        }
        for body in bodies { body() }
    }
}
