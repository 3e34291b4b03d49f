import InfluenceControl
import InfluenceTestKit
import Testing

/// POSTs to a server that fails in every way.
@Suite(.enabled(if: HTTPServer.obstacle == nil, "\(HTTPServer.obstacle ?? "")"), .timeLimit(.minutes(5)))
struct WebhookTests {
    /// One alert, open from the start on.
    private static let rules = "rules:\n  - {id: much-trade, kind: threshold, power: RUS, node: trade, above: 35}\n"

    private func hook(_ server: HTTPServer, options: String = AlertingModel.eager) -> String {
        "  web: {kind: webhook, url: \"\(server.url)/event\", timeout: 500ms, \(options)}\n"
    }

    @Test func `Through every failure an event arrives, each time with the same key, and once where it is accepted`()
        async throws
    {
        let failures: [HTTPServer.Answer] = [.failure, .hang, .notFound, .half, .close]
        let server = try await HTTPServer(answers: failures)
        let installation = try Installation.alerting(hooks: hook(server), names: ["web"], rules: Self.rules)
        let process = try await installation.startAndRun()
        try await eventually("a refused connection") {
            try installation.deliveries(of: "web").contains { ($0["attempts"]?.numberValue ?? 0) >= 1 }
        }
        #expect(try server.requests().isEmpty)
        try await server.open()
        try await installation.delivered()

        let requests = try server.requests()
        #expect(requests.map(\.answer) == failures.map(\.rawValue) + ["200"])
        let event = try #require(try installation.events().first)
        #expect(Set(requests.map(\.key)) == [event.text("id")])
        #expect(Set(requests.map(\.body)).count == 1)
        #expect(try RecordedEvent(requests[0].body).id == event.text("id"))
        let delivery = try #require(try installation.deliveries(of: "web").first)
        #expect(delivery.text("state") == "delivered")
        #expect(delivery["attempts"]?.numberValue ?? 0 >= 7)
        #expect(try await installation.ctl("status", "--check").succeeded)

        // The next event begins anew, with a key of its own.
        #expect(try await installation.import("change.csv").succeeded)
        try await installation.delivered()
        let all = try server.requests()
        #expect(all.count == failures.count + 2)
        #expect(all.last.map { $0.key != event.text("id") } == true)
        try await stop(process)
    }

    @Test func `What is given up goes to the fallback, shows in the status, and can be tried anew`() async throws {
        let server = try await HTTPServer(answers: [.failure, .failure, .failure])
        try await server.open()
        let options = "max_attempts: 3, retry_first: 20ms, retry_longest: 20ms, fallback: note"
        let installation = try Installation.alerting(
            hooks: hook(server, options: options) + AlertingModel.recordingHook("note"),
            names: ["web"],
            rules: Self.rules
        )
        let process = try await installation.startAndRun()
        try await eventually("the dead letter") { try installation.alertCount("dead") == 1 }
        try await installation.delivered()
        let event = try #require(try installation.events().first)
        #expect(try installation.recorded(by: "note").map(\.id) == [event.text("id")])
        let dead = try #require(try installation.deliveries(of: "web").first)
        #expect(dead.text("state") == "dead" && dead["attempts"]?.numberValue == 3)
        #expect(dead.text("error").contains("500"), "\(dead)")

        let check = try await installation.ctl("status", "--check")
        #expect(check.exit == .status(1), "\(check)")
        #expect(check.description.contains("given up"), "\(check)")
        let listed = try await installation.ctl("alerts", "deliveries", "--state", "dead")
        #expect(listed.succeeded && listed.output.contains("web"), "\(listed)")

        // It outlives a restart, and is not tried by itself.
        try await stop(process)
        let second = try await installation.startAndRun()
        #expect(try installation.alertCount("dead") == 1)
        #expect(try server.requests().count == 3)
        let retried = try await installation.ctl("hook", "retry", "web")
        #expect(retried.succeeded, "\(retried)")
        try await eventually("no dead letter") { try installation.alertCount("dead") == 0 }
        try await installation.delivered()
        #expect(try server.requests().map(\.key) == Array(repeating: event.text("id"), count: 4))
        #expect(try await installation.ctl("status", "--check").succeeded)
        try await stop(second)
    }

    @Test func `A hook can be tested, with its failure as the exit status tells it`() async throws {
        let server = try await HTTPServer(answers: [.failure])
        let options = "max_attempts: 1"
        let installation = try Installation.alerting(
            hooks: hook(server, options: options) + AlertingModel.recordingHook("note"),
            names: [],
            rules: Self.rules
        )
        let process = try await installation.startAndRun()
        let refused = try await installation.ctl("hook", "test", "web")
        #expect(refused.exit == .status(1), "\(refused)")
        try await server.open()
        let failed = try await installation.ctl("hook", "test", "web")
        #expect(failed.exit == .status(1) && failed.description.contains("500"), "\(failed)")
        let accepted = try await installation.ctl("hook", "test", "web")
        #expect(accepted.succeeded, "\(accepted)")
        #expect(try await installation.ctl("hook", "test", "note").succeeded)
        #expect(try installation.recorded(by: "note").count == 1)
        let unknown = try await installation.ctl("hook", "test", "no-such-hook")
        #expect(unknown.exit == .status(1) && unknown.errors.contains("note"), "\(unknown)")
        // Nothing of it is stored.
        #expect(try installation.deliveries(of: "web").isEmpty && installation.deliveries(of: "note").isEmpty)
        try await stop(process)
    }
}
