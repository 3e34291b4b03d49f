import CSpawn
import Glibc
import InfluenceModel
import InfluenceThreads

/// A program that runs once: never through a shell, in a process group of its own.
struct ChildRun: Sendable {
    /// The program's path and its arguments.
    let arguments: [String]
    /// All of its environment.
    let environment: [String: String]
    /// Descriptor 0, and from 3 on what else it is to read; each a file in memory, at its start.
    let inputs: [[UInt8]]
    let timeout: TimeSpan

    /// How it ended.
    enum End: Hashable, Sendable {
        case status(Int32)
        case signal(Int32)
        /// It took too long, and was ended with all of its group.
        case timeout
        /// It was ended because the daemon stops.
        case stopped
        /// The task that waited for it was cancelled, and it was ended with all of its group, or never begun.
        case calledOff
        case notStarted(String)
    }

    struct Outcome: Sendable {
        let end: End
        /// The beginning of what it wrote to standard output and error.
        let output: [UInt8]
        /// The last of what it wrote to them.
        let tail: [UInt8]
        let seconds: Double
    }

    /// As much of the output is kept; the rest is read, so that the program can go on, and dropped.
    static let outputLimit = 16 << 10
    static let tailLimit = 256
    /// From TERM to KILL, in milliseconds.
    static let grace: Int64 = 2000
    /// How long output is waited for once the program has ended: a grandchild may hold the pipe for ever.
    static let afterword: Int64 = 200

    /// Runs it on a thread of its own, however long it blocks; ends it when the task is cancelled.
    func run(among running: RunningGroups) async -> Outcome {
        let callingOff = CallingOff()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let hasThread = BlockingThread.start(named: "child", stackBytes: 256 << 10) {
                    continuation.resume(returning: runBlocking(among: running, until: callingOff))
                }
                if !hasThread { continuation.resume(returning: runBlocking(among: running, until: callingOff)) }
            }
        } onCancel: {
            callingOff.callOff()
        }
    }

    private func runBlocking(among running: RunningGroups, until callingOff: CallingOff) -> Outcome {
        let began = Self.now()
        if callingOff.isCalledOff { return Outcome(end: .calledOff, output: [], tail: [], seconds: 0) }
        func failed(_ reason: String) -> Outcome {
            Outcome(end: .notStarted(reason), output: [], tail: [], seconds: Double(Self.now() - began) / 1000)
        }
        guard let program = arguments.first, !program.isEmpty else { return failed("there is no program to start") }
        let texts = arguments + environment.map { $0.key + $0.value }
        guard !texts.contains(where: { $0.utf8.contains(0) }) else {
            return failed("cannot start \(program): an argument or a variable holds a zero byte")
        }
        var files: [Int32] = []
        defer { for file in files { close(file) } }
        for input in inputs {
            let file = cspawn_memory_file(input, input.count)
            guard file >= 0 else { return failed("no memory for its input: \(Self.text(errno))") }
            files.append(file)
        }
        var ends: [Int32] = [-1, -1]
        guard cspawn_pipe(&ends) == 0 else { return failed("no pipe for its output: \(Self.text(errno))") }
        let output = ends[0]
        defer { close(output) }
        var descriptors = [files.first ?? -1, ends[1], ends[1]]
        descriptors += files.dropFirst()
        guard let pid = running.start({ start(descriptors) }) else {
            close(ends[1])
            return failed("not started: the daemon stops")
        }
        close(ends[1])
        switch pid {
        case .failure(let error): return failed(error.reason)
        case .success(let pid):
            var watch = Watch(
                pid: pid,
                output: output,
                began: began,
                timeout: timeout.microseconds / 1000,
                running,
                callingOff
            )
            return watch.untilEnd()
        }
    }

    struct StartError: Error { let reason: String }

    private func start(_ descriptors: [Int32]) -> Result<pid_t, StartError> {
        let arguments = self.arguments.map { strdup($0) } + [nil]
        let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var pid: pid_t = 0
        let error = cspawn_start(&pid, arguments, variables, descriptors, Int32(descriptors.count))
        guard error == 0 else {
            return .failure(StartError(reason: "cannot start \(self.arguments.first ?? ""): \(Self.text(error))"))
        }
        return .success(pid)
    }

    static func text(_ error: Int32) -> String { String(cString: strerror(error)) }

    /// Milliseconds of a clock that nobody sets.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// Reads what a child writes and waits for its end.
private struct Watch {
    private let pid: pid_t
    private let output: Int32
    private let process: Int32
    private let began: Int64
    private let running: RunningGroups
    private let callingOff: CallingOff
    private var deadline: Int64
    private var end: ChildRun.End?
    private var isOpen = true
    /// Why it was told to end; `nil`: it was not.
    private var cause: ChildRun.End?
    private var isKilled = false
    private var kept: [UInt8] = []
    private var tail: [UInt8] = []

    init(
        pid: pid_t,
        output: Int32,
        began: Int64,
        timeout: Int64,
        _ running: RunningGroups,
        _ callingOff: CallingOff
    ) {
        self.callingOff = callingOff
        self.pid = pid
        self.output = output
        self.began = began
        self.running = running
        process = cspawn_process_descriptor(pid)
        deadline = began.addingReportingOverflow(max(1, timeout)).partialValue
        if deadline < began { deadline = .max }
    }

    mutating func untilEnd() -> ChildRun.Outcome {
        defer { if process >= 0 { close(process) } }
        while end == nil || isOpen {
            var events = [
                pollfd(fd: isOpen ? output : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: end == nil ? process : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isWanted ? callingOff.reading : -1, events: Int16(POLLIN), revents: 0),
            ]
            let left = max(0, deadline - ChildRun.now())
            // Without a descriptor of the process its end is looked for now and then; so is that of the wish for it.
            let isBlind = (process < 0 && end == nil) || (callingOff.reading < 0 && isWanted)
            _ = poll(&events, 3, Int32(clamping: isBlind ? min(left, 20) : left))
            if events[0].revents != 0 { read() }
            if events[1].revents != 0 || process < 0 { reap() }
            if isWanted, callingOff.isCalledOff { tellToEnd(.calledOff) }
            if ChildRun.now() >= deadline, !passDeadline() { break }
        }
        return ChildRun.Outcome(
            end: end ?? cause ?? .timeout,
            output: kept,
            tail: tail,
            seconds: Double(ChildRun.now() - began) / 1000
        )
    }

    private mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(output, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        guard count > 0 else {
            isOpen = false
            return
        }
        kept += buffer.prefix(min(count, max(0, ChildRun.outputLimit - kept.count)))
        tail = Array((tail + buffer.prefix(count).suffix(ChildRun.tailLimit)).suffix(ChildRun.tailLimit))
    }

    private mutating func reap() {
        guard end == nil, let status = running.reap(pid, endsGroup: cause != nil) else { return }
        if let cause {
            end = cause
        } else if running.isStopping, status & 0x7F != 0 {
            end = .stopped
        } else {
            // wait(2): the low seven bits are the signal, the next byte the exit status.
            end = status & 0x7F == 0 ? .status((status >> 8) & 0xFF) : .signal(status & 0x7F)
        }
        deadline = ChildRun.now() + ChildRun.afterword
    }

    /// Whether it runs, and nobody has told it to end.
    private var isWanted: Bool { end == nil && cause == nil }

    private mutating func tellToEnd(_ cause: ChildRun.End) {
        self.cause = cause
        running.signal(pid, SIGTERM)
        deadline = ChildRun.now() + ChildRun.grace
    }

    /// - Returns: `false` where nothing more is waited for.
    private mutating func passDeadline() -> Bool {
        if end != nil { return false }
        guard cause != nil else {
            tellToEnd(.timeout)
            return true
        }
        guard !isKilled else {
            // Not even KILL ends it: it hangs in the kernel. Nobody waits for it any more.
            running.abandon(pid)
            return false
        }
        isKilled = true
        running.signal(pid, SIGKILL)
        deadline = ChildRun.now() + 5 * ChildRun.grace
        return true
    }
}
