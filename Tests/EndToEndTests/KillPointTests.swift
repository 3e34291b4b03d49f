import Foundation
import InfluenceTestKit
import Testing

/// The harness of the crash tests itself, on a program whose writes are known.
@Suite(.enabled(if: KillPoint.obstacle == nil, "\(KillPoint.obstacle ?? "")"))
struct KillPointTests {
    @Test func `A program is killed at each of its writes, and then survives`() async throws {
        let folder = try TemporaryFolder()
        let kills = try await KillPoint.forEach(of: ["write", "rename"]) { point in
            try folder.write("", to: "copy")
            let copy = ["dd", "if=/dev/zero", "of=\(folder["copy"])", "bs=1", "count=5", "status=none"]
            let finished = try await ChildProcess.run(point.prefix + copy)
            let size = try folder.read("copy").utf8.count
            if finished.exit == .signal(SIGKILL) {
                #expect(size == point.number - 1, "\(point)")
                return .killed
            }
            #expect(finished.succeeded, "\(point): \(finished)")
            #expect(size == 5)
            return .survived
        }
        #expect(kills == ["write": 5])
    }

    @Test func `Signals reach the program itself`() async throws {
        let process = try ChildProcess(KillPoint(call: "rename", number: 1).prefix + ["sleep", "600"])
        try await eventually("the program") {
            (try? String(contentsOfFile: "/proc/\(process.pid)/comm", encoding: .utf8)) == "sleep\n"
        }
        process.send(SIGTERM)
        #expect(try await process.finish().exit == .signal(SIGTERM))
    }
}
