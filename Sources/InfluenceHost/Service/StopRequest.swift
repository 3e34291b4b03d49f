import Synchronization

/// The wish that something stop: made once, and kept for whoever asks later.
package final class StopRequest: Sendable {
    private struct State {
        var isMade = false
        var handlers: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Calls what waits for it, on the caller's thread. Later calls do nothing.
    package func make() {
        let handlers = state.withLock { state in
            state.isMade = true
            defer { state.handlers = [] }
            return state.handlers
        }
        for handler in handlers { handler() }
    }

    /// Calls `handler` once, when the wish is made; at once where it has been made.
    package func whenMade(_ handler: @escaping @Sendable () -> Void) {
        let isMade = state.withLock { state in
            if !state.isMade { state.handlers.append(handler) }
            return state.isMade
        }
        if isMade { handler() }
    }

    /// Returns when the wish has been made.
    package func wait() async {
        await withCheckedContinuation { continuation in whenMade { continuation.resume() } }
    }
}
