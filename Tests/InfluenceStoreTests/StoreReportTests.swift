import Synchronization
import Testing

@testable import InfluenceStore

/// What is found later is never covered by what was found before, whoever publishes it.
@Suite struct StoreReportTests {
    private final class Changes: Sendable {
        let count = Atomic(0)
    }

    /// Before: whoever had looked before the fault and published after it took the fault from the status, until somebody
    /// looked again.
    @Test func `Of two looks at one time the later one is shown`() async {
        let report = StoreReport("influence.db")
        let changes = Changes()
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<5_000).count { _ in
                        changes.count.add(1, ordering: .relaxed)
                        var seen = 0
                        report.publish {
                            seen = changes.count.load(ordering: .relaxed)
                            var facts = report.current
                            facts.deliveries = DeliveryCounts(waiting: seen, dead: 0, waitingSince: nil)
                            return facts
                        }
                        return report.current.deliveries.waiting < seen
                    }
                }
            }
            #expect(await group.reduce(0, +) == 0)
        }
        #expect(report.current.deliveries.waiting == 20_000)
    }
}
