import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// A user who asks and does not read what is answered, in each kind of reply: his connections cost no more than their places,
/// nobody else notices, and nothing of them is left.
@Suite(.timeLimit(.minutes(10)), .enabled(if: geteuid() == 0, "only root can be another user"))
struct SilentReaderTests {
    private static func call(_ method: String, _ parameters: String = "{}", more: Bool = false) -> String {
        #"{"method":"org.influenced.Index.\#(method)","parameters":\#(parameters)"#
            + (more ? #","more":true}"# : "}") + "\0"
    }

    /// Short replies and long ones, computed ones, pages, streams, what is told when something happens, and refusals.
    static let kinds: [(name: String, message: String)] = [
        ("what is at hand", call("GetStatus") + call("ListRules")),
        ("a long text", call("GetModel")),
        ("one question", call("GetScores", #"{"country":"KAZ"}"#)),
        ("everything", call("GetScores") + call("ListSeries")),
        ("a page", call("GetObservations")),
        ("a stream of observations", call("GetObservations", more: true)),
        ("a stream of a history", call("GetHistory", #"{"country":"KAZ","power":"CHN"}"#, more: true)),
        ("what is computed", call("GetUncertainty") + call("VerifyRun")),
        ("refusals", call("GetScores", #"{"country":"XXX"}"#) + call("Nothing")),
        ("a watch", call("Watch", more: true)),
    ]

    /// Forty-eight connections of another user; what is not taken at once is tried again.
    private static let silence = """
        import os, socket, sys, time
        os.setgid(54321); os.setuid(54321)
        calls = open(sys.argv[2], "rb").read() * 200
        held = []
        for _ in range(48):
            s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.setblocking(False)
            held.append([s, calls])
        print("begun", flush=True)
        while True:
            for place in held:
                try: place[1] = place[1][place[0].send(place[1][:65536]):] if place[1] else b""
                except OSError: pass
            time.sleep(0.01)
        """

    @Test(arguments: kinds.map(\.name))
    func `They cost no more than their places, and others are answered`(kind: String) async throws {
        let message = try #require(Self.kinds.first { $0.name == kind }?.message)
        let installation = try Installation()
        let process = try await installation.startAndRun()
        let before = try Footprint(of: process)
        let calls = try installation.folder.write(message, to: "calls")
        for path in [installation.folder.path, calls] { chmod(path, 0o755) }
        chmod(installation.socket, 0o666)
        let silent = try ChildProcess(["python3", "-c", Self.silence, installation.socket, calls])
        try await eventually("the silent connections") { silent.output == "begun\n" }
        let other = try VarlinkConnection(path: installation.socket, timeout: .seconds(60))
        for value in [28, 29, 30] {
            let change = SmallModel.header + "trade,CHN,KAZ,2020,\(value)\n"
            let imported = try other.call(
                "org.influenced.Admin.ImportObservations",
                ["name": "change.csv", "text": .string(change)]
            )
            #expect(imported["revised"] == 1)
            for _ in 0..<20 {
                #expect(try other.call("org.influenced.Index.GetScores", ["country": "KAZ"])["scores"] != nil)
            }
        }
        let during = try Footprint(of: process)
        // 256 KiB of replies for each, as many of calls, and what the allocator takes besides.
        #expect(during.memoryKiB < before.memoryKiB + 48 * 512 + (32 << 10), "\(before); \(during)")
        silent.send(SIGKILL)
        try await eventually("the end of all of them", within: .seconds(60)) {
            try Footprint(of: process).descriptors <= before.descriptors + 1
        }
        #expect(try installation.status()["healthy"] == true)
        try await stop(process)
    }
}
