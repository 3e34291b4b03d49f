/// Decides when the daemon has proved that it is alive. Values only: no clock, no socket.
///
/// A tick starts a round, in which every probe is asked once. When all of them have answered well, systemd is told. A
/// probe that is silent holds its round open, and no further round begins: a daemon that hangs falls silent, and asks
/// nothing twice. A probe that answers late, but before systemd's patience ends, saves it.
struct WatchdogRounds: Sendable {
    enum Action: Hashable {
        /// Ask the probe of this index.
        case ask(Int)
        /// Tell systemd.
        case keepAlive
        /// These have not answered by the next tick, or have answered that they are not well; said once a silence.
        case report([Int])
        /// All is well again after a report.
        case recovered
    }

    private enum State {
        case idle
        /// Still unanswered, and those who said that they are not well.
        case asking(waiting: Set<Int>, unwell: Set<Int>)
    }

    private let count: Int
    private var state = State.idle
    private var reported = false

    init(probes count: Int) {
        self.count = count
    }

    mutating func tick() -> [Action] {
        if case .asking(let waiting, let unwell) = state {
            return report(waiting.union(unwell))
        }
        state = .asking(waiting: Set(0..<count), unwell: [])
        return count == 0 ? finish(unwell: []) : (0..<count).map(Action.ask)
    }

    /// - Parameter alive: the answer; `false` = it works, and finds that it makes no progress.
    mutating func answered(_ probe: Int, alive: Bool) -> [Action] {
        guard case .asking(var waiting, var unwell) = state, waiting.remove(probe) != nil else { return [] }
        if !alive { unwell.insert(probe) }
        state = .asking(waiting: waiting, unwell: unwell)
        return waiting.isEmpty ? finish(unwell: unwell) : []
    }

    private mutating func finish(unwell: Set<Int>) -> [Action] {
        state = .idle
        guard unwell.isEmpty else { return report(unwell) }
        defer { reported = false }
        return reported ? [.keepAlive, .recovered] : [.keepAlive]
    }

    private mutating func report(_ probes: Set<Int>) -> [Action] {
        defer { reported = true }
        return reported ? [] : [.report(probes.sorted())]
    }
}
