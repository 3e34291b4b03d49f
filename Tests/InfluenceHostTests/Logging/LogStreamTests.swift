import Glibc
import InfluenceModel
import InfluenceTestKit
import InfluenceThreads
import Logging
import Testing

@testable import InfluenceHost

/// Logs that do not take what is logged.
@Suite struct LogStreamTests {
    init() {
        // As the daemon does.
        signal(SIGPIPE, SIG_IGN)
    }

    private func stream(_ descriptor: Int32, patience: Duration = .seconds(60)) -> LogStream {
        LogStream(descriptor: descriptor, style: .journal, patience: patience) { Instant(seconds: 0) }
    }

    @Test func `A line that a full disk does not take is not delivered`() async {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let stream = stream(full)
        stream.write("lost\n")
        #expect(await stream.deliver("x\n") == "the log cannot be written: No space left on device")
    }

    @Test func `A line of which the reader has ended is not delivered`() async throws {
        let pipe = try Pipe()
        await pipe.closeReader()
        #expect(await stream(pipe.writeEnd).deliver("x\n") == "the log cannot be written: Broken pipe")
    }

    @Test func `A line for a descriptor that is closed is not delivered`() async {
        #expect(await stream(-1).deliver("x\n") == "the log cannot be written: Bad file descriptor")
    }

    @Test func `Where nobody reads, lines wait or are counted, and what must not be lost is told to be`() async throws {
        let pipe = try Pipe()
        let stream = stream(pipe.writeEnd, patience: .milliseconds(50))
        let line = String(repeating: "x", count: 1_023) + "\n"
        // Three times as many bytes as wait, on this thread.
        for _ in 0..<3_072 { stream.write(line) }
        try await eventually("the pipe is full") {
            var request = pollfd(fd: pipe.writeEnd, events: Int16(POLLOUT), revents: 0)
            return poll(&request, 1, 0) == 0
        }
        #expect(await stream.deliver("alert\n") == "the log cannot be written: nobody reads the log")
        let begin = ContinuousClock.now
        stream.flush(until: .now.adding(.milliseconds(10)))
        #expect(ContinuousClock.now - begin < .seconds(30))

        let lines = await pipe.readLines(until: "were lost")
        let written = lines.filter { $0.utf8.count == 1_023 }.count
        // What waits, and what the pipe held.
        #expect((1_024...1_200).contains(written), "\(written)")
        #expect(lines.last == "<4>log: \(3_072 - written) lines before this one were lost: nobody read the log")
        #expect(!lines.contains("alert"))
        // Somebody reads again.
        async let delivered = stream.deliver("alert again\n")
        #expect(await pipe.readLines(until: "alert").last == "alert again")
        #expect(await delivered == nil)
    }

    @Test func `A descriptor that does not wait loses no line and no half of one`() async throws {
        let pipe = try Pipe()
        #expect(fcntl(pipe.writeEnd, F_SETFL, O_NONBLOCK) == 0)
        let stream = stream(pipe.writeEnd)
        for number in 0..<2_000 { stream.write(String(repeating: "x", count: 100) + " \(number)\n") }
        async let delivered = stream.deliver("alert\n")
        var lines = await pipe.readLines(until: " 1999")
        if !lines.contains("alert") { lines += await pipe.readLines(until: "alert") }
        #expect(await delivered == nil)
        #expect(lines.filter { $0 != "alert" } == (0..<2_000).map { String(repeating: "x", count: 100) + " \($0)" })
    }

    @Test func `The flush waits for what was logged before it`() async throws {
        let pipe = try Pipe()
        let stream = stream(pipe.writeEnd)
        for number in 0..<100 { stream.write("\(number)\n") }
        stream.flush(until: .now.adding(.seconds(60)))
        await pipe.closeWriter()
        #expect(await pipe.readLines(until: "99") == (0..<100).map(String.init))
    }

    @Test func `What comes behind half a line stands on one of its own`() async throws {
        let pipe = try Pipe()
        var writer = LineWriter(descriptor: pipe.writeEnd, most: 4)
        var chances = 1
        let error = writer.write("abcdefgh\n") {
            chances -= 1
            return chances >= 0
        }
        #expect(error != nil)
        #expect(writer.write("next\n") { true } == nil)
        #expect(writer.write("last\n") { true } == nil)
        #expect(await pipe.readLines(until: "last") == ["abcd", "next", "last"])
    }

    @Test func `The end of an incident is in the log whatever the level is`() async throws {
        let pipe = try LogPipe()
        let stream = pipe.stream(.journal)
        let event = AlertEvent(
            id: "e1",
            key: AlertKey(rule: "r", subject: AlertSubject()),
            kind: .resolved,
            sequence: 2,
            at: Instant(seconds: 0),
            state: .inactive,
            incident: nil,
            severity: .critical,
            labels: [],
            value: nil,
            previous: nil,
            period: nil,
            low: nil,
            high: nil,
            modelHash: "m",
            summary: "it is over",
            reason: "below"
        )
        #expect(await stream.deliver(event) == nil)
        let line = try #require(await pipe.nextLine())
        #expect(
            line.hasPrefix("<5>alerts: it is over event=e1 kind=resolved reason=below rule=r severity=critical"),
            "\(line)"
        )
    }
}

/// A pipe that is read when a test says so, on a thread of its own.
private actor Pipe {
    private let executor = ThreadExecutor(named: "pipe")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    nonisolated let writeEnd: Int32
    private var open: Set<Int32>
    private let readEnd: Int32
    private var rest: [UInt8] = []

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw PipeError.failed(errno) }
        (readEnd, writeEnd) = (ends[0], ends[1])
        open = Set(ends)
    }

    deinit { for end in open { close(end) } }

    func closeReader() { closeEnd(readEnd) }
    func closeWriter() { closeEnd(writeEnd) }

    private func closeEnd(_ end: Int32) {
        if open.remove(end) != nil { close(end) }
    }

    /// Up to the first with that text, or to the end.
    func readLines(until text: String) -> [String] {
        var lines: [String] = []
        while true {
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                lines.append(String(decoding: rest[..<end], as: UTF8.self))
                rest.removeSubrange(...end)
                if lines.last?.contains(text) == true { return lines }
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(readEnd, &buffer, buffer.count)
            guard count > 0 else { return lines }
            rest += buffer.prefix(count)
        }
    }
}
