import Synchronization

/// Hands events to every watcher, in order. A watcher that falls behind loses its oldest events and is told so by a gap
/// in the runs, and never slows the daemon.
package final class EventHub<Event: Sendable>: Sendable {
    private struct State {
        var watchers: [Int: AsyncStream<Event>.Continuation] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// The events from now on, until the stream's consumer stops.
    package func events(buffering limit: Int = 64) -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(limit))
        let id = state.withLock { state in
            state.next += 1
            state.watchers[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.watchers.removeValue(forKey: id) }
        }
        return stream
    }

    func send(_ event: Event) {
        for watcher in state.withLock({ Array($0.watchers.values) }) { watcher.yield(event) }
    }

    /// Ends every stream: the daemon stops.
    package func finish() {
        for watcher in state.withLock({ Array($0.watchers.values) }) { watcher.finish() }
    }
}
