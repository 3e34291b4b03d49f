import NIOCore
import Synchronization

/// Lets so many events a user and minute through, and tells how many more there were, so that nobody floods the log: the
/// journal drops lines of a service that writes too many, whatever they say.
final class EventLimit: Sendable {
    private struct Window {
        let end: NIODeadline
        var told = 0
        var suppressed = 0
    }

    private struct State {
        /// By user; `nil` for events of nobody's doing.
        var windows: [UInt32?: Window] = [:]
        var loop: (any EventLoop)?
    }

    private static let span = TimeAmount.minutes(1)

    private let limit: Int
    private let now: @Sendable () -> NIODeadline
    private let observe: @Sendable (ServerEvent) -> Void
    private let state = Mutex(State())

    init(
        limit: Int,
        now: @escaping @Sendable () -> NIODeadline = { .now() },
        _ observe: @escaping @Sendable (ServerEvent) -> Void
    ) {
        self.limit = limit
        self.now = now
        self.observe = observe
    }

    /// The loop that tells what was suppressed when the minute is over; before it is known, the next event does.
    func use(_ loop: any EventLoop) {
        state.withLock { $0.loop = loop }
    }

    func tell(_ event: ServerEvent) {
        let now = now()
        let user = event.user
        let (isTold, timer) = state.withLock { state -> (Bool, (any EventLoop, NIODeadline)?) in
            // Those that suppress have a timer.
            state.windows = state.windows.filter { $0.value.suppressed > 0 || now < $0.value.end }
            var window = state.windows[user] ?? Window(end: now + Self.span)
            defer { state.windows[user] = window }
            if window.told < limit {
                window.told += 1
                return (true, nil)
            }
            window.suppressed += 1
            return (false, window.suppressed == 1 ? state.loop.map { ($0, window.end) } : nil)
        }
        if isTold { observe(event) }
        if let (loop, end) = timer { loop.scheduleTask(deadline: end) { self.close(user) } }
    }

    private func close(_ user: UInt32?) {
        let window = state.withLock { $0.windows.removeValue(forKey: user) }
        if let window, window.suppressed > 0 { observe(.suppressed(user: user, count: window.suppressed)) }
    }

    /// Tells what was suppressed; the server stops.
    func end() {
        for user in state.withLock({ Array($0.windows.keys) }) { close(user) }
    }
}
