import Foundation
import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// Very many open incidents, with several hooks each. `INFLUENCED_INCIDENTS=10000` says how many, and prints what they cost.
@Suite(.timeLimit(.minutes(10))) struct ManyIncidentsTests {
    private static let wanted = ProcessInfo.processInfo.environment["INFLUENCED_INCIDENTS"].flatMap { Int($0) }
    private static var count: Int { wanted ?? 300 }

    private static let countries = 50

    /// As many dyads as incidents are wanted.
    private static var model: String {
        let powers = (0..<count / countries).map { "  - {id: P\($0), name: P\($0)}" }
        let places = (0..<countries).map { "  - {id: C\($0), name: C\($0)}" }
        let lines = TrialModel.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return lines.filter { !$0.contains("within:") && !$0.contains("name: ") || $0.contains("title: ") }
            .flatMap { line in
                line.hasPrefix("powers:") ? [line] + powers : line.hasPrefix("countries:") ? [line] + places : [line]
            }
            .joined(separator: "\n")
    }

    private static let rules = """
        hooks:
          a: {kind: exec, command: [/bin/true], group: {by: [country]}}
          b: {kind: exec, command: [/bin/true]}
          c: {kind: exec, command: [/bin/true]}
        defaults: {hooks: [a, b, c]}
        rules:
          - {id: high, kind: threshold, node: trade, above: 45, repeat_interval: 1d}

        """

    @discardableResult
    private func measure<T>(_ what: String, _ body: () async throws -> T) async rethrows -> T {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try await body()
        if Self.wanted != nil { print("\(what): \(clock.now - start), \(Self.residentMiB) MiB") }
        return result
    }

    private static var residentMiB: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 >> 20 : 0
    }

    @Test func `All are told once, survive a restart, come in pages, and end for everybody`() async throws {
        var trial = try Trial(model: Self.model, alerts: Self.rules, at: "2024-03-01")
        func rows(_ value: Int) -> String {
            (0..<Self.count).map { number in
                "trade,P\(number / Self.countries),C\(number % Self.countries),2023,\(value)\n"
            }.joined()
        }
        try await trial.add(rows(20))
        try await trial.engine.recompute(.start)
        try await trial.add(rows(60))
        trial.clock.set(to: try instant("2024-03-02"))
        let engine = trial.engine
        try await measure("the run") { try await engine.recompute(.import) }
        #expect(trial.status.alerts.counts.open == Self.count)
        #expect(try trial.store.deliveryCounts().waiting == Self.count * 4)
        let store = trial.store
        let told = try await measure("what was told") { try store.toldHooks() }
        #expect(told.count == Self.count && told.values.allSatisfy { $0.count == 4 })

        trial.store.close()
        let folder = trial.folder
        trial = try await measure("the start") {
            try Trial(model: Self.model, alerts: Self.rules, at: "2024-03-03", in: folder)
        }
        let next = trial.engine
        try await measure("a run without news") { try await next.recompute(.start) }
        trial.clock.set(to: try instant("2024-03-03T01:00:00Z"))
        try await measure("an evaluation") { try await next.evaluateAlerts() }
        // Nothing new but the reminders of a day.
        #expect(try trial.store.alertEvents(limit: 100_000).count == Self.count * 2)
        let running = trial
        try await TestService.with(running) { service in
            let page = try await measure("a page") { try await service.client.call("ListAlerts", ["limit": 1_000]) }
            #expect(page.list("alerts").count == min(1_000, Self.count))
            #expect(page.number("total") == Double(Self.count))
            await #expect(throws: (any Error).self) {
                try await service.client.call("ListAlerts", ["limit": 1_001])
            }
        }
        try await trial.add(rows(10))
        try await measure("the end of all") { try await next.recompute(.import) }
        #expect(trial.status.alerts.counts.open == 0)
        let left = try trial.store.toldHooks().values.flatMap(\.self)
        #expect(left.allSatisfy { $0.picture == .resolved })
    }
}
