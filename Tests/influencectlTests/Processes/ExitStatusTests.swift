import Glibc
import InfluenceControl
import InfluenceText
import Synchronization
import Testing

@testable import influencectl

@Suite struct ExitStatusTests {
    @Test func `Done is 0`() throws {
        let daemon = try FakeDaemon(["GetStatus": status])
        let outcome = try ClientProcess.run(["status", "--socket", daemon.socket])
        #expect(
            outcome == .init(output: StatusReport(answer: try answer(status)).table(.plain), complaints: "", status: 0)
        )
    }

    @Test func `The environment names the socket, and the short way says the same as the parser's`() throws {
        let daemon = try FakeDaemon(["GetStatus": status])
        let short = try ClientProcess.run(["status"], environment: ["INFLUENCED_SOCKET=\(daemon.socket)"])
        let long = try ClientProcess.run(
            ["status", "--format", "table"],
            environment: ["INFLUENCED_SOCKET=\(daemon.socket)"]
        )
        #expect(short.output == StatusReport(answer: try answer(status)).table(.plain))
        #expect(short == long)
    }

    @Test func `A refusal is 1, with a sentence`() throws {
        let daemon = try FakeDaemon { _ in
            .error("org.influenced.Index.UnknownCountry", ["country": "KAX", "known": ["KAZ", "KGZ"]])
        }
        let outcome = try ClientProcess.run(["scores", "--country", "kax", "--socket", daemon.socket])
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.complaints == "influencectl: unknown country 'KAX'; did you mean 'KAZ'? known: KAZ, KGZ\n")
        #expect(daemon.calls.first?.parameters["country"] == "KAX")
    }

    @Test(arguments: [["nonsense"], ["history", "KAZ"], ["status", "--nope"], ["runs", "--limit", "0"]])
    func `Wrong usage is 2`(line: [String]) throws {
        let outcome = try ClientProcess.run(line)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(outcome.complaints.contains("Usage: influencectl"))
    }

    /// Before: 2, which a monitor takes for a critical alert.
    @Test(arguments: [
        ["status", "--check", "--nope"], ["status", "--check", "--format", "json"], ["--nope", "status", "--check"],
        ["status", "--check", "now"],
    ])
    func `Of the check for a monitor wrong usage is 3, as where nothing is known`(line: [String]) throws {
        let outcome = try ClientProcess.run(line)
        #expect(outcome.status == 3)
        #expect(outcome.output == "")
        #expect(outcome.complaints.contains("Error: "))
    }

    @Test func `No socket is 3, and it says how to start the daemon`() throws {
        let outcome = try ClientProcess.run(["scores", "--socket", "/nonexistent/s"])
        #expect(outcome.status == 3)
        #expect(outcome.complaints.hasPrefix("influencectl: no daemon at /nonexistent/s: there is no such socket\n"))
        #expect(outcome.complaints.contains("systemctl start influenced"))
    }

    @Test func `A socket that nobody listens at is 3`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/s"
        let address = try #require(UnixAddress(path: path))
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #expect(address.withSocketAddress { bind(descriptor, $0, $1) } == 0)
        close(descriptor)
        let outcome = try ClientProcess.run(["status", "--socket", path])
        #expect(outcome.status == 3)
        #expect(outcome.complaints.contains("connection refused, nobody listens there any more"))
    }

    @Test func `Missing permission is 3, and sends nobody into root's group`() throws {
        let failure = Failure(.permissionDenied(path: "/etc/passwd"), socket: "/etc/passwd")
        #expect(failure.status == .unreachable)
        #expect(failure.description.contains("permission denied"))
        #expect(failure.description.contains("It is for root alone"))
        #expect(!failure.description.contains("usermod"))
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away"), arguments: [(0o660, true), (0o640, false)])
    func `Missing permission names a group whose members get in`(mode: UInt32, isOpen: Bool) throws {
        let path = "/tmp/influencectl-group-\(getpid())-\(mode)"
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        try #require(file >= 0)
        defer {
            close(file)
            unlink(path)
        }
        // `daemon`, which every Unix has.
        #expect(fchown(file, 0, 1) == 0 && fchmod(file, mode) == 0)
        let text = Failure(.permissionDenied(path: path), socket: path).description
        #expect(text.contains("usermod -aG daemon") == isOpen, "\(text)")
    }

    @Test func `A daemon that hangs is given up after the timeout`() throws {
        let daemon = try FakeDaemon { _ in .silence }
        let outcome = try ClientProcess.run(["runs", "--timeout", "0.05", "--socket", daemon.socket])
        #expect(outcome.status == 3)
        #expect(outcome.complaints.contains("did not answer in time"))
    }

    @Test func `A daemon that hangs up is 3`() throws {
        let daemon = try FakeDaemon { _ in .hangUp }
        let outcome = try ClientProcess.run(["model", "--socket", daemon.socket])
        #expect(outcome.status == 3)
        #expect(outcome.complaints.contains("closed the connection before its answer was complete"))
        #expect(daemon.calls.count == 2)
    }

    @Test func `A daemon that is restarted under a question is asked once more`() throws {
        let first = Mutex(true)
        let daemon = try FakeDaemon { _ in
            first.withLock { isFirst in
                defer { isFirst = false }
                return isFirst ? .hangUp : .reply(status)
            }
        }
        let outcome = try ClientProcess.run(["status", "--socket", daemon.socket])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(daemon.calls.count == 2)
    }

    @Test func `What changes something is never asked twice`() throws {
        let daemon = try FakeDaemon { _ in .hangUp }
        let outcome = try ClientProcess.run(["recompute", "--socket", daemon.socket])
        #expect(outcome.status == 3)
        #expect(daemon.calls.count == 1)
    }

    @Test func `A daemon that hangs up between pages is 3, and no half answer is printed`() throws {
        let daemon = try FakeDaemon { _ in
            var answer = FakeDaemon.Answer.pages([["observations": [["indicator": "gdp"]]]], endless: true)
            answer.hangsUp = true
            return answer
        }
        let outcome = try ClientProcess.run(["observations", "--socket", daemon.socket])
        #expect(outcome.status == 3)
        #expect(outcome.output == "")
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request", "[]", #"{"parameters":7}"#, #"{"parameters":{"a":1,"a":2}}"#])
    func `Garbage is 3, and named as such`(text: String) throws {
        let daemon = try FakeDaemon { _ in .garbage(text) }
        let outcome = try ClientProcess.run(["status", "--socket", daemon.socket])
        #expect(outcome.status == 3)
        #expect(outcome.complaints.contains("is not influenced: "))
    }

    @Test func `A check is one line, and its status tells the health`() throws {
        let healthy = try FakeDaemon(["GetStatus": status])
        let ok = try ClientProcess.run(["status", "--check", "--socket", healthy.socket])
        #expect(ok.status == 0)
        #expect(ok.output.hasPrefix("OK - "))
        let degraded = try FakeDaemon(["GetStatus": status("warning", ("the disk is full", "free some space"))])
        let warning = try ClientProcess.run(
            ["status", "--check"],
            environment: ["INFLUENCED_SOCKET=\(degraded.socket)"]
        )
        #expect(warning == .init(output: "WARNING - the disk is full (free some space)\n", complaints: "", status: 1))
        let unreachable = try ClientProcess.run(["status", "--check", "--socket", "/nonexistent/s"])
        #expect(
            unreachable
                == .init(
                    output: "UNKNOWN - no daemon at /nonexistent/s: there is no such socket\n",
                    complaints: "",
                    status: 3
                )
        )
    }

    @Test func `Help, version and completions are 0 and on standard output`() throws {
        for line in [
            ["--help"], ["help", "scores"], ["scores", "--help"], ["--version"], [],
            ["--generate-completion-script", "bash"],
        ] {
            let outcome = try ClientProcess.run(line)
            #expect(outcome.status == 0)
            #expect(!outcome.output.isEmpty)
            #expect(outcome.complaints == "")
        }
        #expect(try ClientProcess.run(["--version"]).output == "0.2.0\n")
    }
}
