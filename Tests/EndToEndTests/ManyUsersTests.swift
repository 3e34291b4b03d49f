import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Several users of the machine on one socket: what one of them does, another does not notice.
@Suite(.enabled(if: geteuid() == 0, "only root can be another user")) struct ManyUsersTests {
    private let installation: Installation

    init() throws {
        installation = try Installation()
    }

    /// A client under another user's number, which may use the socket through no group.
    private func stranger(_ script: String) throws -> ChildProcess {
        chmod(installation.folder.path, 0o755)
        chmod(installation.socket, 0o666)
        let preamble = """
            import json, os, socket, sys, time
            os.setgid(54321); os.setuid(54321)
            def connect():
                s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); return s
            def call(s, method, parameters={}):
                s.sendall(json.dumps({"method": method, "parameters": parameters}).encode() + b"\\0")
            def reply(s):
                data = b""
                while not data.endswith(b"\\0"):
                    piece = s.recv(65536)
                    if not piece: return None
                    data += piece
                return json.loads(data.split(b"\\0")[0])

            """
        return try ChildProcess(["python3", "-c", preamble + script, installation.socket])
    }

    @Test func `The sixty-fifth connection of a user is refused by name, and nobody else's`() async throws {
        let process = try await installation.startAndRun()
        let stranger = try stranger(
            """
            held = [connect() for _ in range(64)]
            for s in held:
                call(s, "org.varlink.service.GetInfo")
                assert "parameters" in reply(s)
            more = connect()
            call(more, "org.varlink.service.GetInfo")
            answer = reply(more)
            print(answer["error"], answer["parameters"]["limit"], answer["parameters"]["key"], flush=True)
            time.sleep(600)
            """
        )
        try await eventually("the refusal") { stranger.output.hasSuffix("\n") }
        #expect(stranger.output == "org.influenced.Index.LimitReached 64 limits.connections_per_user\n")
        #expect(try installation.status()["healthy"] == true)
        stranger.send(SIGKILL)
        try await stop(process)
    }

    @Test func `Whatever one user asks for, on however many connections, another is answered`() async throws {
        try installation.folder.write(
            SmallModel.configuration + "limits: {connections_per_user: 128}\n",
            to: "influenced.yaml"
        )
        let process = try await installation.startAndRun()
        let stranger = try stranger(
            """
            held = [connect() for _ in range(120)]
            print("begun", flush=True)
            while True:
                for s in held: call(s, "org.influenced.Index.VerifyRun")
                for s in held: reply(s)
            """
        )
        try await eventually("the flood") { stranger.output == "begun\n" }
        for _ in 0..<200 {
            #expect(try installation.ask("GetScores", ["country": "KAZ"])["scores"]?.arrayValue?.isEmpty == false)
        }
        #expect(try installation.status()["healthy"] == true)
        // And the stranger is gone with all that waits.
        stranger.send(SIGKILL)
        try await stop(process)
        #expect(process.errors.split(separator: "\n").count { $0.contains("refused (user 54321") } <= 5)
    }

    @Test(arguments: [
        "VerifyRun", "GetUncertainty", "GetMeasures", "ListSeries", "GetScores", "GetRanking", "GetHistory",
    ])
    func `Whatever one asks on a hundred and twenty connections, each cheap call of another waits for milliseconds`(
        method: String
    ) async throws {
        try installation.folder.write(
            SmallModel.configuration + "limits: {connections_per_user: 128}\n",
            to: "influenced.yaml"
        )
        let process = try await installation.startAndRun()
        let arguments = ["GetRanking": #"{"country": "KAZ"}"#, "GetHistory": #"{"country": "KAZ", "power": "CHN"}"#]
        let stranger = try stranger(
            """
            held = [connect() for _ in range(120)]
            print("begun", flush=True)
            while True:
                for s in held: call(s, "org.influenced.Index.\(method)", \(arguments[method] ?? "{}"))
                for s in held: reply(s)
            """
        )
        try await eventually("the flood") { stranger.output == "begun\n" }
        let client = try VarlinkConnection(path: installation.socket, timeout: .seconds(30))
        let questions: [(String, JSONObject)] = [
            ("GetScores", ["country": "KAZ"]), ("GetScores", ["country": "UZB", "power": "RUS", "node": "index"]),
            ("GetHistory", ["country": "UZB", "power": "RUS"]), ("GetRanking", ["country": "KAZ"]),
            ("Explain", ["country": "KAZ", "power": "CHN"]), ("ListRuns", [:]), ("ListAlerts", [:]),
        ]
        // The machine of a test has other things to do now and then: of some rounds one is undisturbed, and in that one
        // every call is answered in time.
        var longest: [Duration] = []
        repeat {
            let waits = try (0..<40).flatMap { _ in
                try questions.map { method, parameters in
                    try ContinuousClock().measure {
                        _ = try client.call("org.influenced.Index." + method, parameters)
                    }
                }
            }
            longest.append(waits.max() ?? .zero)
        } while longest.count < 20 && longest.allSatisfy { $0 >= .milliseconds(100) }
        #expect(longest.contains { $0 < .milliseconds(100) }, "the longest of each round: \(longest)")
        stranger.send(SIGKILL)
        try await stop(process)
    }

    @Test func `Nobody fills the log, however malformed what he sends`() async throws {
        let process = try await installation.startAndRun()
        let stranger = try stranger(
            """
            for _ in range(2000):
                s = connect()
                s.sendall(b"no call\\0")
                s.recv(1)
                s.close()
            print("done", flush=True)
            """
        )
        try await eventually("two thousand messages") { stranger.output == "done\n" }
        try await stop(process)
        let lines = process.errors.split(separator: "\n").filter { $0.contains("54321") }
        #expect(lines.count == 6, "\(lines)")
        #expect(lines.last?.contains("1995 further lines about user 54321") == true)
    }

    /// Two hundred at one time, a few calls each.
    @Test func `Two hundred users are answered, each in turn, and nothing of them is left`() async throws {
        let process = try await installation.startAndRun()
        chmod(installation.folder.path, 0o755)
        chmod(installation.socket, 0o666)
        let before = try Footprint(of: process)
        let crowd = """
            import json, os, socket, sys, time
            calls = [("org.varlink.service.GetInfo", {}), ("org.influenced.Index.GetStatus", {}),
                ("org.influenced.Index.GetScores", {"country": "KAZ"}), ("org.influenced.Index.VerifyRun", {}),
                ("org.influenced.Index.GetHistory", {"country": "UZB", "power": "CHN"})]
            def user(number, ready):
                os.setgid(number); os.setuid(number)
                s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.settimeout(60)
                while not os.path.exists(ready): time.sleep(0.01)
                for method, parameters in calls:
                    s.sendall(json.dumps({"method": method, "parameters": parameters}).encode() + b"\\0")
                    data = b""
                    while not data.endswith(b"\\0"):
                        piece = s.recv(65536)
                        assert piece, method
                        data += piece
                    reply = json.loads(data[:-1])
                    assert "error" not in reply, (method, reply)
            ready = sys.argv[2]
            children = []
            for number in range(200):
                child = os.fork()
                if child == 0:
                    try: user(50000 + number, ready)
                    except BaseException as error: print(number, repr(error), flush=True); os._exit(1)
                    os._exit(0)
                children.append(child)
            open(ready, "w").close()
            os.chmod(ready, 0o644)
            print(sum(os.waitpid(child, 0)[1] == 0 for child in children), "answered", flush=True)
            """
        let users = try ChildProcess(["python3", "-c", crowd, installation.socket, installation.folder["ready"]])
        // Whoever asks meanwhile is one of many.
        repeat {
            #expect(try installation.ask("GetScores", ["country": "KAZ"])["scores"]?.arrayValue?.isEmpty == false)
        } while users.isRunning
        let done = try await users.finish()
        #expect(done.output == "200 answered\n", "\(done)")
        try await eventually("the end of all of them", within: .seconds(60)) {
            try Footprint(of: process).descriptors <= before.descriptors
        }
        let after = try Footprint(of: process)
        #expect(after.memoryKiB < before.memoryKiB + (32 << 10), "\\(before); \\(after)")
        #expect(try installation.status()["healthy"] == true)
        try await stop(process)
    }
}
