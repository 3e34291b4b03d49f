import Foundation
import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceMethods

/// What is answered on the event loop is answered from what was published.
@Suite(.timeLimit(.minutes(5))) struct LoopMethodTests {
    private static let rules = """
        rules:
          - {id: high, kind: threshold, node: [trade, loans], above: 15}

        """

    @Test func `What answers on the event loop has no way to the database`() async throws {
        let trial = try Trial()
        let loop = LoopMethods(
            board: trial.engine.board,
            clock: trial.clock,
            startedAt: trial.clock.now(),
            clockTrouble: { nil },
            look: {}
        )
        for child in Mirror(reflecting: loop).children {
            #expect(!(child.value is Store) && !(child.value is Engine), "\(child.label ?? "")")
        }
    }

    @Test func `Status and rules are answered though the database is closed, and its files are gone`() async throws {
        let trial = try Trial(alerts: Self.rules)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let loop = LoopMethods(
            board: trial.engine.board,
            clock: trial.clock,
            startedAt: trial.clock.now(),
            clockTrouble: { nil },
            look: {}
        )
        let (before, rules) = (loop.status(), loop.rules())
        trial.store.close()
        try FileManager.default.removeItem(atPath: trial.folder["influence.db"])
        #expect(loop.status() == before && loop.rules() == rules)
        #expect(before.store.observations == 8 && before.store.sizeBytes > 0)
        #expect(before.alerts?.firing == 5)
        #expect(rules.rules.first?.firing == 5)
    }

    @Test func `While the database is read whole at the start the status says so, and so until the end`() async throws {
        let trial = try Trial()
        try await TestService.with(trial) { service in
            let before = try await service.client.call("GetStatus")
            trial.engine.board.update { $0.isExamining = true }
            let during = try await service.client.call("GetStatus")
            await trial.engine.examineStore()
            let after = try await service.client.call("GetStatus")
            #expect(before["checking"] == false && during["checking"] == true && after["checking"] == false)
        }
    }

    @Test func `Alerts come in pages, each once and in order, the silences with the first`() async throws {
        let trial = try Trial(alerts: Self.rules)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            for country in ["KAZ", "UZB"] {
                _ = try await service.client.call(
                    "Silence",
                    ["country": .string(country), "until": "2030-01-01T00:00:00Z", "comment": ""]
                )
            }
            let whole = try await service.client.call("ListAlerts", ["all": true])
            let all = whole.list("alerts").map { "\($0.text("rule") ?? "") \($0.text("subject") ?? "")" }
            #expect(all.count == 16 && whole["total"] == 16 && whole["next"] == .null)
            for limit in [1, 3, 15, 16, 17, 1_000] {
                var (found, after, pages): ([String], JSONValue, Int) = ([], .null, 0)
                repeat {
                    let page = try await service.client.call(
                        "ListAlerts",
                        ["all": true, "limit": .integer(Int64(limit)), "after": after]
                    )
                    #expect(page.list("alerts").count <= limit && page["total"] == 16)
                    #expect(page.list("silences").count == (pages == 0 ? 2 : 0))
                    found += page.list("alerts").map { "\($0.text("rule") ?? "") \($0.text("subject") ?? "")" }
                    after = page["next"] ?? .null
                    pages += 1
                } while after != .null
                #expect(found == all && pages == (16 + limit - 1) / limit)
            }
            for wrong: JSONObject in [["limit": 0], ["limit": 1_001], ["after": "none such"]] {
                let refusal = try await service.client.refusal("ListAlerts", wrong)
                #expect(refusal?.name == "org.varlink.service.InvalidParameter")
            }
        }
    }

    @Test func `A run without news evaluates nothing, shows nothing new and keeps what it read`() async throws {
        let trial = try Trial(alerts: Self.rules)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let standing = trial.status.alerts.records
        for hour in 1...3 {
            trial.clock.set(to: try instant("2024-03-15").adding(seconds: 3600 * hour))
            #expect(try await trial.engine.recompute(.schedule).isHeartbeat)
        }
        #expect(trial.status.alerts.records == standing)
        let run = try #require(try trial.store.lastRun())
        #expect(run.heartbeats?.count == 3 && trial.status.lastRun == run)
        // What has changed is seen at once, whatever was kept.
        try await trial.add("trade,CHN,KAZ,2023,1\n")
        #expect(try await trial.engine.recompute(.import).isHeartbeat == false)
        #expect(try trial.store.lastRun()?.id == run.id + 1)
        #expect(trial.status.alerts.records != standing)
    }
}
