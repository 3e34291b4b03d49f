import InfluenceControl
import InfluenceModel
import InfluenceTestKit
import Testing

/// A real Alertmanager, to which minutes are seconds.
@Suite(.enabled(if: Alertmanager.obstacle == nil, "\(Alertmanager.obstacle ?? "")"), .timeLimit(.minutes(5)))
struct AlertmanagerTests {
    /// The statuses that Alertmanager told its receiver of an alert, oldest first.
    private func told(_ receiver: HTTPServer, _ rule: String) throws -> [String] {
        try receiver.requests().flatMap { request in
            let notification = try JSONParser.parse(request.body).objectValue ?? [:]
            return (notification["alerts"]?.arrayValue ?? []).compactMap(\.objectValue)
                .filter { $0["labels", "alertname"]?.stringValue == rule }.map { $0.text("status") }
        }
    }

    @Test func `An alert goes on firing there until the data resolve it, over restarts of either side`() async throws {
        let receiver = try await HTTPServer()
        try await receiver.open()
        let first = try await Alertmanager(receiver: receiver.url)
        let rule = "rules:\n  - {id: high, kind: threshold, node: index, above: 50, clear: 45, labels: {team: trade}}\n"
        let installation = try Installation.alerting(
            hooks: "  am: {kind: alertmanager, url: \"\(first.url)\", resend: 500ms, \(AlertingModel.eager)}\n",
            names: ["am"],
            rules: rule
        )
        let daemon = try await installation.startAndRun()
        #expect(try await installation.import("change.csv").succeeded)

        // Resent so often that what was sent first is long over.
        var firstEnd: Instant?
        var updates: Set<String> = []
        try await eventually("many times sent again, beyond the first end") {
            let alerts = try await first.alerts()
            guard let alert = alerts.first else {
                #expect(updates.isEmpty, "the alert is gone after \(updates.count) times")
                return false
            }
            #expect(alerts.count == 1)
            #expect(alert["labels", "country"] == "KAZ" && alert["labels", "team"] == "trade", "\(alert)")
            updates.insert(alert.text("updatedAt"))
            let end = try #require(Instant(rfc3339: alert.text("endsAt")))
            firstEnd = firstEnd ?? end
            let update = try #require(Instant(rfc3339: alert.text("updatedAt")))
            return try updates.count >= 10 && update > #require(firstEnd)
        }
        #expect(try told(receiver, "high") == ["firing"])

        // The daemon starts again before the alert ends there.
        try await stop(daemon)
        let second = try await installation.startAndRun()
        let count = updates.count
        try await eventually("sent again by the next daemon") {
            for alert in try await first.alerts() { updates.insert(alert.text("updatedAt")) }
            return updates.count > count
        }
        #expect(try told(receiver, "high") == ["firing"])

        // Alertmanager forgets its alerts when it ends.
        try await first.stop()
        let next = try await Alertmanager(receiver: receiver.url, port: first.port)
        try await eventually("the alert at the next Alertmanager") { try await next.alerts().count == 1 }

        #expect(try await installation.import("back.csv").succeeded)
        try await eventually("the end of the alert there") { try await next.alerts().isEmpty }
        try await eventually("the notification") { try told(receiver, "high").last == "resolved" }
        try await installation.delivered()
        #expect(try installation.alertCount("firing") == 0)
        // Two Alertmanagers said that it fires, one that it is over.
        #expect(try told(receiver, "high") == ["firing", "firing", "resolved"])
        try await stop(second)
        try await next.stop()
    }

    @Test func `What Alertmanager refuses or is not there for is tried again`() async throws {
        let receiver = try await HTTPServer()
        try await receiver.open()
        let first = try await Alertmanager(receiver: receiver.url)
        let port = first.port
        try await first.stop()
        let installation = try Installation.alerting(
            hooks: "  am: {kind: alertmanager, url: \"http://127.0.0.1:\(port)\", \(AlertingModel.eager)}\n",
            names: ["am"]
        )
        let daemon = try await installation.startAndRun()
        try await eventually("a refused connection") {
            try installation.deliveries(of: "am").contains { ($0["attempts"]?.numberValue ?? 0) >= 2 }
        }
        let second = try await Alertmanager(receiver: receiver.url, port: port)
        try await installation.delivered()
        try await eventually("the notification") { try told(receiver, "much-trade") == ["firing"] }
        try await stop(daemon)
        try await second.stop()
    }
}
