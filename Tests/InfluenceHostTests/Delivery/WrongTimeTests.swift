import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

/// What hooks are told while nobody knows what time it is.
@Suite(.timeLimit(.minutes(5))) struct WrongTimeTests {
    private static let rules = """
        hooks:
          h: {kind: exec, command: [/bin/true], fallback: f}
          f: {kind: exec, command: [/bin/true]}
          am: {kind: alertmanager, url: "http://127.0.0.1:9093"}
        rules: [{id: r, kind: threshold, node: trade, power: CHN, country: KAZ, above: 15, hooks: [h, am]}]

        """
    private static let day = 86_400

    /// An alert that has fired, at noon; nobody was told yet.
    private func fired() async throws -> Trial {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-15T12:00:00Z")
        try await trial.add("trade,CHN,KAZ,2023,20\n")
        try await trial.engine.recompute(.start)
        return trial
    }

    private func step(_ trial: Trial, days: Int) {
        trial.clock.step(to: trial.clock.now().adding(seconds: days * Self.day))
    }

    private func delivery(_ trial: Trial, to hook: String) throws -> AlertDelivery {
        try #require(try trial.store.dueDeliveries(at: trial.engine.time.now()).first { $0.hook == hook })
    }

    /// How the alerts of a message to an Alertmanager end.
    private func ends(_ payload: [UInt8]?) throws -> [Instant?] {
        let bytes = try #require(payload)
        let alerts = try #require(try JSONParser.parse(bytes).arrayValue)
        return try alerts.map { alert in
            let alert = try #require(alert.objectValue)
            let (start, end) = (time(alert["startsAt"]), time(alert["endsAt"]))
            // Both or neither.
            #expect((start == nil) == (end == nil))
            if let start, let end { #expect(start <= end) }
            return end
        }
    }

    private func time(_ value: JSONValue?) -> Instant? {
        value?.stringValue.flatMap { Instant(rfc3339: $0) }
    }

    private func message(_ trial: Trial) throws -> [UInt8]? {
        let hook = try #require(trial.status.alerts.hooks.first { $0.name == "am" })
        let handover = Handover([try delivery(trial, to: "am")], group: nil)
        return DeliveryService.payload(of: handover, hook, trial.store, DeliveryService.Present(trial.engine))
    }

    private func refresh(_ trial: Trial) throws -> [UInt8]? {
        let hook = try #require(trial.status.alerts.hooks.first { $0.name == "am" })
        return DeliveryService.openAlerts(of: hook, trial.store, DeliveryService.Present(trial.engine))
    }

    @Test(arguments: [-10, -1, 2, 400])
    func `By a clock that is wrong no Alertmanager is told when an open alert ends`(days: Int) async throws {
        let trial = try await fired()
        #expect(try ends(message(trial)).allSatisfy { $0.map { $0 > trial.clock.now() } ?? false })
        step(trial, days: days)
        #expect(trial.engine.clockTrouble != nil)
        #expect(try ends(message(trial)) == [nil])
        let told = try delivery(trial, to: "am")
        try trial.store.record([DeliveryResult(id: told.id, outcome: .delivered)], at: trial.engine.time.now())
        #expect(try ends(refresh(trial)) == [nil])
        // And from then on when it is right, as before.
        step(trial, days: -days)
        #expect(try ends(refresh(trial)).allSatisfy { $0.map { $0 > trial.clock.now() } ?? false })
    }

    @Test func `The end of an alert is told by a clock that is wrong too`() async throws {
        let trial = try await fired()
        let told = try delivery(trial, to: "am")
        try trial.store.record([DeliveryResult(id: told.id, outcome: .delivered)], at: trial.engine.time.now())
        trial.clock.pass(seconds: 3_600)
        try await trial.add("trade,CHN,KAZ,2023,1\n")
        try await trial.engine.recompute(.import)
        let end = trial.clock.now()
        for days in [-10, 400] {
            step(trial, days: days)
            let ends = try ends(message(trial))
            #expect(ends.count == 1 && ends.allSatisfy { $0.map { $0 <= end } ?? false }, "\(days): \(ends)")
            step(trial, days: -days)
        }
    }

    /// What becomes of the first delivery to `h`, so that somebody is to be put right.
    @Test(arguments: [.silenced, .dead(error: "no", fallback: nil)] as [DeliveryResult.Outcome], [-10, 2, 400])
    func `A hook that is given up while the clock is wrong makes no event of that time, and one when it is right`(
        outcome: DeliveryResult.Outcome,
        days: Int
    ) async throws {
        let (trial, reference) = (try await fired(), try await fired())
        step(trial, days: days)
        for trial in [trial, reference] {
            let told = try delivery(trial, to: "h")
            try trial.store.record([DeliveryResult(id: told.id, outcome: outcome)], at: trial.engine.time.now())
            try await trial.engine.settleAlerts()
        }
        let events = try trial.store.alertEvents(limit: 99)
        #expect(events.map(\.kind) == [.firing])
        #expect(try trial.store.deliveries().allSatisfy { $0.endedAt.map { $0 == events[0].at } ?? true })
        step(trial, days: -days)
        #expect(await trial.engine.lookAtClock() == nil)
        let after = try trial.store.alertEvents(limit: 99)
        #expect(after.map(\.kind) == (try reference.store.alertEvents(limit: 99).map(\.kind)))
        #expect(after.allSatisfy { $0.at == events[0].at })
    }
}
