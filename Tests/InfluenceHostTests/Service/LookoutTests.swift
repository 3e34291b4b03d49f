import InfluenceModel
import InfluenceServer
import InfluenceStore
import InfluenceTestKit
import Logging
import Synchronization
import Testing

@testable import InfluenceHost

@Suite(.timeLimit(.minutes(5))) struct LookoutTests {
    @Test func `What is wrong is told once, and when it is right again`() async throws {
        let clock = TestClock(try instant("2024-03-15"))
        let pipe = try LogPipe()
        let log = Logger(label: "influenced") {
            LineLogHandler(label: $0, stream: pipe.stream(.journal), threshold: LogThreshold(.info))
        }
        let fault = StoreError.readOnly(path: "/d")
        let findings = Mutex([
            Lookout.Findings(socket: .lost(path: "/s", reason: "gone")),
            Lookout.Findings(socket: .lost(path: "/s", reason: "gone")), Lookout.Findings(),
            Lookout.Findings(socket: .madeAnew(path: "/s")), Lookout.Findings(copyFault: fault),
            Lookout.Findings(copyFault: fault), Lookout.Findings(),
        ])
        let lookout = Lookout(clock: clock, log: log) {
            findings.withLock { $0.isEmpty ? Lookout.Findings() : $0.removeFirst() }
        }
        let stop = StopRequest()
        let running = Task { await lookout.run(until: stop) }
        let end = try instant("2024-03-15T00:10:00Z")
        await clock.advance(to: end)
        stop.make()
        await running.value
        let starts = [
            "<3>influenced: the socket /s was moved, removed or replaced: nobody can connect",
            "<5>influenced: the socket /s is found again",
            "<4>influenced: the socket /s was moved, removed or replaced: it was made anew",
            "<3>influenced: what is stored stays in the log of the database, and cannot be copied into it",
            "<5>influenced: the log of the database is copied into it again",
        ]
        for start in starts {
            let line = await pipe.nextLine() ?? ""
            #expect(line.hasPrefix(start))
        }
    }
}
