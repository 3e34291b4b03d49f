import Glibc
import InfluenceThreads
import Synchronization

/// A log that somebody reads, who may stop doing so: a pipe, a socket, a terminal. Whoever logs waits for nothing; a thread
/// waits for the reader. Lines beyond ``limit`` are counted instead, and the count is logged when there is room again.
/// Lines that must not be lost go first, and are told of as failed where nobody reads them for too long.
///
/// The thread begins with the first line and ends with this object.
final class LogThread: LogSink {
    /// Bytes of lines that wait.
    static let limit = 1 << 20

    private let lines: Lines

    /// - Parameters:
    ///   - patience: how long a line that must not be lost waits.
    ///   - lost: a line about as many that were.
    init(descriptor: Int32, patience: Duration, lost: @escaping @Sendable (Int) -> String) {
        lines = Lines(descriptor: descriptor, patience: patience, lost: lost)
    }

    deinit { lines.end() }

    func write(_ line: String) { lines.add(line) }

    func deliver(_ line: String) async -> String? {
        await withCheckedContinuation { lines.add(line, answer: $0) }
    }

    func flush(until deadline: MonotonicTime) { lines.flush(until: deadline) }
}

/// What the thread shares with those who log; it must not keep the log alive.
private final class Lines: Sendable {
    /// A line that must not be lost. Only the thread answers.
    private struct Delivery {
        let line: String
        let answer: CheckedContinuation<String?, Never>
        let deadline: MonotonicTime
    }

    private struct State {
        var deliveries: [Delivery] = []
        /// From `first` on; those before were taken out.
        var lines: [String] = []
        var first = 0
        var bytes = 0
        var lost = 0
        var isBusy = false
        var hasThread = false
        var hasEnded = false
        /// Signalled when everything is written.
        var flushes: [MonotonicSemaphore] = []
    }

    private enum Step {
        case deliver(Delivery)
        case write(String)
        case tell(lost: Int)
        case wait
        case leave
    }

    private let descriptor: Int32
    private let patience: Duration
    private let lost: @Sendable (Int) -> String
    private let state = Mutex(State())
    private let arrivals = MonotonicSemaphore()

    init(descriptor: Int32, patience: Duration, lost: @escaping @Sendable (Int) -> String) {
        self.descriptor = descriptor
        self.patience = patience
        self.lost = lost
    }

    func add(_ line: String) {
        add { state in
            guard state.bytes + line.utf8.count <= LogThread.limit else { return state.lost += 1 }
            state.bytes += line.utf8.count
            state.lines.append(line)
        }
    }

    func add(_ line: String, answer: CheckedContinuation<String?, Never>) {
        let delivery = Delivery(line: line, answer: answer, deadline: .now.adding(patience))
        add { $0.deliveries.append(delivery) }
    }

    private func add(_ change: (inout State) -> Void) {
        let needsThread = state.withLock { state in
            change(&state)
            defer { state.hasThread = true }
            return !state.hasThread
        }
        arrivals.signal()
        guard needsThread, !BlockingThread.start(named: "log", { self.work() }) else { return }
        // The next line tries again; what must not be lost does not wait for that.
        let deliveries = state.withLock { state in
            state.hasThread = false
            defer { state.deliveries = [] }
            return state.deliveries
        }
        for delivery in deliveries { delivery.answer.resume(returning: "the log cannot be written: no thread") }
    }

    func flush(until deadline: MonotonicTime) {
        let done = MonotonicSemaphore()
        let isIdle = state.withLock { state in
            if !state.isBusy, state.deliveries.isEmpty, state.first == state.lines.count, state.lost == 0 {
                return true
            }
            state.flushes.append(done)
            return false
        }
        if !isIdle { _ = done.wait(until: deadline) }
    }

    func end() {
        state.withLock { $0.hasEnded = true }
        arrivals.signal()
    }

    // MARK: The thread

    private func work() {
        // What a pipe takes at once if it takes anything (PIPE_BUF): write(2) itself never waits.
        var writer = LineWriter(descriptor: descriptor, most: 4_096)
        while true {
            switch step() {
            case .deliver(let delivery): deliver(delivery, &writer)
            case .write(let line): write(line, &writer)
            case .tell(let count): write(lost(count), &writer)
            case .wait: arrivals.wait()
            case .leave: return
            }
        }
    }

    private func step() -> Step {
        state.withLock { state in
            state.isBusy = true
            if !state.deliveries.isEmpty { return .deliver(state.deliveries.removeFirst()) }
            if state.first < state.lines.count {
                let line = state.lines[state.first]
                state.bytes -= line.utf8.count
                state.first += 1
                if state.first == state.lines.count {
                    state.lines = []
                    state.first = 0
                }
                return .write(line)
            }
            if state.lost > 0 {
                defer { state.lost = 0 }
                return .tell(lost: state.lost)
            }
            state.isBusy = false
            for flush in state.flushes { flush.signal() }
            state.flushes = []
            return state.hasEnded ? .leave : .wait
        }
    }

    private func write(_ line: String, _ writer: inout LineWriter) {
        _ = writer.write(line) {
            while !hasRoom() {
                if hasEnded { return false }
                giveUp()
            }
            return true
        }
    }

    private func deliver(_ delivery: Delivery, _ writer: inout LineWriter) {
        let error = writer.write(delivery.line) {
            while !hasRoom() {
                giveUp()
                if hasEnded || delivery.deadline <= .now { return false }
            }
            return true
        }
        delivery.answer.resume(returning: error)
    }

    /// How long the thread looks for a reader before it looks for lines that have waited for too long.
    private static let look: Int32 = 250

    /// Whether something can be written, or it can be found out why not.
    private func hasRoom() -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, Self.look) != 0
    }

    private var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// Answers those who have waited for too long: their lines are not written.
    private func giveUp() {
        let now = MonotonicTime.now
        let late = state.withLock { state in
            let late = state.deliveries.filter { $0.deadline <= now }
            if !late.isEmpty { state.deliveries.removeAll { $0.deadline <= now } }
            return late
        }
        for delivery in late { delivery.answer.resume(returning: "the log cannot be written: nobody reads the log") }
    }
}
