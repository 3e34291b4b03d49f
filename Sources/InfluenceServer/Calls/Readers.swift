import Dispatch
import InfluenceThreads
import Synchronization

/// The threads that calls may block, none of them one of Swift's pool.
final class Readers: Sendable {
    private struct State {
        var queue: CallQueue<Job>
        var threads = 0
        var sleeping = 0
        /// When the pieces at work were begun.
        var working: [UInt64: ContinuousClock.Instant] = [:]
        var isStopping = false
        var lastCall: UInt64 = 0
        /// Continued when the last thread has ended.
        var whenStopped: [CheckedContinuation<Void, Never>] = []
    }

    /// With its executor, which has to outlive it.
    private struct Job: Sendable {
        let job: UnownedJob
        let executor: CallExecutor
    }

    private let count: Int
    private let state: Mutex<State>
    private let arrivals = DispatchSemaphore(value: 0)

    /// - Parameter count: of the threads; with two, one is always left for what is cheap.
    init(count: Int, limits: Limits) {
        self.count = count
        state = Mutex(State(queue: CallQueue(limits: limits)))
    }

    /// - Throws: `NoThreads` where the system gives none.
    func start() throws {
        state.withLock { $0.threads = count }
        for number in 0..<count where !BlockingThread.start(named: "reader \(number)", { self.work() }) {
            // One is enough to go on.
            let remaining = state.withLock { state in
                state.threads -= 1
                return state.threads
            }
            if remaining == 0 { throw NoThreads() }
        }
    }

    struct NoThreads: Error, CustomStringConvertible {
        var description: String { "the system gives no threads; see TasksMax and 'ulimit -u'" }
    }

    /// Bytes of a user's calls that wait.
    func waitingBytes(of user: UInt32) -> Int { state.withLock { $0.queue.waitingBytes(of: user) } }

    /// Takes a call on, to wait for its turn.
    /// - Parameter further: bytes of the user that wait elsewhere.
    func admit(bytes: Int, of user: UInt32, further: Int, isCostly: Bool) throws(LimitReached) -> CallExecutor {
        let number = try state.withLock { state throws(LimitReached) in
            try state.queue.admit(bytes: bytes, of: user, further: further)
            state.lastCall &+= 1
            return state.lastCall
        }
        return CallExecutor(readers: self, number: number, user: user, bytes: bytes, isCostly: isCostly)
    }

    fileprivate func add(_ job: UnownedJob, of executor: CallExecutor) {
        let wakes = state.withLock { state in
            state.queue.add(
                CallQueue.Piece(
                    job: Job(job: job, executor: executor),
                    call: executor.number,
                    user: executor.user,
                    isCostly: executor.isCostly,
                    admittedBytes: executor.takeAdmission()
                ),
                isAbandoned: executor.isAbandoned
            )
            return Self.wake(&state)
        }
        if wakes { arrivals.signal() }
    }

    fileprivate func abandon(_ executor: CallExecutor) {
        let wakes = state.withLock { state in
            state.queue.abandon(call: executor.number, of: executor.user)
            return Self.wake(&state)
        }
        if wakes { arrivals.signal() }
    }

    /// Whether a thread has to be woken for what waits.
    private static func wake(_ state: inout State) -> Bool {
        guard state.sleeping > 0, !state.queue.isEmpty else { return false }
        state.sleeping -= 1
        return true
    }

    /// How long a piece may take before it counts as hanging.
    private static let longestPiece: Duration = .seconds(600)

    /// For a watchdog: whether what waits has a reader before long.
    var areMakingProgress: Bool {
        let now = ContinuousClock.now
        return state.withLock { state in
            state.queue.isEmpty || state.working.count < state.threads
                || state.working.values.contains { now - $0 < Self.longestPiece }
        }
    }

    private func work() {
        while true {
            let (piece, leaves) = state.withLock { state in
                let piece = state.queue.next()
                if let piece { state.working[piece.call] = .now }
                if piece == nil, !state.isStopping { state.sleeping += 1 }
                return (piece, piece == nil && state.isStopping)
            }
            if let piece {
                piece.job.job.runSynchronously(on: piece.job.executor.asUnownedTaskExecutor())
                let wakes = state.withLock { state in
                    state.working[piece.call] = nil
                    state.queue.finished(piece)
                    // A costly piece may begin now, while this thread takes another.
                    return Self.wake(&state)
                }
                if wakes { arrivals.signal() }
            } else if leaves {
                return leave()
            } else {
                arrivals.wait()
            }
        }
    }

    private func leave() {
        let continuations = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.whenStopped = [] }
            return state.whenStopped
        }
        for continuation in continuations { continuation.resume() }
    }

    /// Works off what waits, and returns when the threads have ended. No call may be admitted any more.
    func stop() async {
        await withCheckedContinuation { continuation in
            let (sleeping, isOver) = state.withLock { state in
                state.isStopping = true
                if state.threads > 0 { state.whenStopped.append(continuation) }
                defer { state.sleeping = 0 }
                return (state.sleeping, state.threads == 0)
            }
            for _ in 0..<sleeping { arrivals.signal() }
            if isOver { continuation.resume() }
        }
    }
}

/// Runs one call's work on the readers, piece by piece, each when its user has his turn.
final class CallExecutor: TaskExecutor {
    let number: UInt64
    let user: UInt32
    let isCostly: Bool
    private let readers: Readers
    private let bytes: Int
    private let isAdmitted = Atomic<Bool>(false)
    private let begun = Atomic<Bool>(false)
    private let abandoned = Atomic<Bool>(false)

    fileprivate init(readers: Readers, number: UInt64, user: UInt32, bytes: Int, isCostly: Bool) {
        self.readers = readers
        self.number = number
        self.user = user
        self.bytes = bytes
        self.isCostly = isCostly
    }

    func enqueue(_ job: consuming ExecutorJob) {
        readers.add(UnownedJob(job), of: self)
    }

    /// The call's bytes, once.
    fileprivate func takeAdmission() -> Int? {
        isAdmitted.exchange(true, ordering: .relaxed) ? nil : bytes
    }

    /// Whether the call has had a reader.
    var hasBegun: Bool { begun.load(ordering: .relaxed) }

    func begin() { begun.store(true, ordering: .relaxed) }

    /// Nobody waits for this call any more: what is left of it is only looked at, and before all else.
    func abandon() {
        abandoned.store(true, ordering: .relaxed)
        readers.abandon(self)
    }

    fileprivate var isAbandoned: Bool { abandoned.load(ordering: .relaxed) }
}
