import InfluenceControl
import InfluenceModel
import InfluenceStore
import Testing

@testable import InfluenceEngine

/// A dry run names what would happen to alerts.
@Suite(.timeLimit(.minutes(5))) struct AlertRehearsalTests {
    private static let rules = """
        rules:
          - {id: high, kind: threshold, node: trade, country: KAZ, above: 45, severity: critical}
          - {id: waits, kind: threshold, node: trade, country: KAZ, power: CHN, above: 45, for: 2h}
          - {id: old, kind: stale, indicator: trade, country: UZB, after: P1M}

        """

    private func file(_ rows: String) -> JSONObject {
        [
            "name": "a.csv", "dry_run": true,
            "text": .string("indicator,power,country,period,value,status,reporter\n" + rows),
        ]
    }

    private func lines(_ reply: JSONObject) throws -> [String] {
        let effect = try #require(reply["effect"]?.objectValue)
        let alerts = effect.list("alerts").map {
            "\($0.text("kind") ?? "") \($0.text("rule") ?? "") \($0.text("subject") ?? "")"
        }
        #expect(effect.integer("alert_count") == Int64(alerts.count))
        return alerts
    }

    @Test func `What would fire, wait, resolve or be held is named, and is what the import then does`() async throws {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-15")
        try await trial.add(
            "indicator,power,country,period,value,status,reporter\ntrade,CHN,KAZ,2023,20,,Z\ntrade,RUS,KAZ,2023,60,,A\ntrade,RUS,UZB,2023,10,,A\n"
        )
        try await trial.engine.recompute(.start)
        let before = try trial.store.alertEvents()
        try await TestService.with(trial) { service in
            let up = "trade,CHN,KAZ,2023,50,,Z\ntrade,RUS,KAZ,2023,10,,A\n"
            let dry = try await service.client.call("ImportObservations", file(up))
            let told = try lines(dry)
            #expect(
                Set(told) == [
                    "firing high KAZ CHN trade", "resolved high KAZ RUS trade", "pending waits KAZ CHN trade",
                ]
            )
            let waiting = try #require(
                dry["effect"]?.objectValue?.list("alerts").first { $0.text("kind") == "pending" }
            )
            #expect(waiting.text("reason") == "for 2h")
            #expect(waiting.text("summary") == "trade of CHN in KAZ is above 45: 50")
            // Nothing is kept, and nobody is told.
            #expect(try trial.store.alertEvents() == before)

            // Another reporter: held, and why.
            let broken = try await service.client.call(
                "ImportObservations",
                file("trade,CHN,KAZ,2022,70,,A\ntrade,CHN,KAZ,2023,80,,A\n")
            )
            #expect(try lines(broken) == ["held high KAZ CHN trade", "held waits KAZ CHN trade"])
            let held = try #require(broken["effect"]?.objectValue?.list("alerts").first)
            #expect(held.text("reason")?.contains("trade is read from A since") == true)
            #expect(held.text("severity") == "critical")

            var real = file(up)
            real["dry_run"] = false
            let vintage = try await service.client.call("ImportObservations", real)["vintage"] ?? .null
            let raised = try trial.store.alertEvents(limit: 2)
            #expect(
                Set(raised.map { "\($0.kind.rawValue) \($0.key)" }) == [
                    "firing high KAZ CHN trade", "resolved high KAZ RUS trade",
                ]
            )
            let undo = try await service.client.call("UndoImport", ["vintage": vintage, "dry_run": true])
            #expect(Set(try lines(undo)) == ["resolved high KAZ CHN trade", "firing high KAZ RUS trade"])
            // What changes nothing changes no alert.
            #expect(
                try lines(try await service.client.call("ImportObservations", file("loans,CHN,UZB,2023,1,,A\n")))
                    .isEmpty
            )
        }
    }
}
