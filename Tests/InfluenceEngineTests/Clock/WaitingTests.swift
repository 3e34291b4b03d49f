import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// What waits, waits for the span that was meant, whatever the clock is set to: see ``FollowedClock``.
@Suite(.timeLimit(.minutes(5))) struct WaitingTests {
    private static let rules = """
        hooks:
          h: {kind: exec, command: [/bin/true]}
        rules:
          - {id: high, kind: threshold, node: trade, power: CHN, country: KAZ, above: 15, hooks: [h], repeat_interval: 6h}
          - {id: soon, kind: threshold, node: loans, power: CHN, country: KAZ, above: 15, for: 8h}

        """
    private static let author = Author(user: 0, name: "test")
    private static let day = 86_400

    /// Steps that are accepted, one that is not, and one back to before all that was recorded.
    private static let steps = [40, -40, 7_200, -7_200, 85_000, 400 * day, -10 * day]

    /// Four hours after its run, at noon: a silence and an acknowledgement of two hours, a delivery that is to be tried again
    /// in half an hour, a rule that waits, and a reminder to come.
    private static func waiting() async throws -> Trial {
        let trial = try Trial(alerts: rules, at: "2024-03-15T08:00:00Z")
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-03-15T12:00:00Z"))
        try await ask(trial)
        let now = trial.engine.time.now()
        let delivery = try #require(try trial.store.dueDeliveries(at: now).first { $0.hook == "h" })
        let failure = DeliveryResult.Outcome.failed(error: "no", retryAt: now.adding(seconds: 1_800))
        try trial.store.record([DeliveryResult(id: delivery.id, outcome: failure)], at: now)
        return trial
    }

    /// For two hours, and until a date.
    private static func ask(_ trial: Trial) async throws {
        for expiry in [.after(.seconds(7_200)), .at(try instant("2024-03-20"))] as [Expiry] {
            _ = try await trial.engine.silence(
                AlertMatcher(rule: "soon"),
                until: expiry,
                author: author,
                comment: ""
            )
        }
        let incident = try #require(try trial.store.incidents().first)
        let given = Acknowledgement(
            incident: incident.id,
            key: incident.key,
            createdAt: trial.engine.time.now(),
            until: nil,
            author: author,
            comment: ""
        )
        try await trial.engine.acknowledge(given, for: .seconds(7_200))
    }

    /// The moments by which it waits, in the store.
    private static func moments(_ trial: Trial) throws -> [String: Instant] {
        let store = trial.store
        var moments: [String: Instant] = [:]
        for record in try store.alertRecords() { moments["\(record.key.rule) since"] = record.activeSince }
        for incident in try store.incidents() {
            moments["\(incident.key.rule) told"] = incident.notifiedAt
            for taken in try store.acknowledgements(of: [incident.id]) { moments["acknowledged until"] = taken.until }
        }
        let spans = try store.silences().filter { $0.until != (try? instant("2024-03-20")) }
        moments["silent until"] = spans.first?.until
        for delivery in try store.deliveries() where delivery.state == .waiting {
            moments["\(delivery.hook) queued"] = delivery.createdAt
            moments["\(delivery.hook) next"] = delivery.notBefore
        }
        return moments
    }

    /// The same as spans from now on.
    private static func spans(_ trial: Trial) throws -> [String: Int64] {
        let now = trial.engine.time.now()
        return try moments(trial).mapValues { $0.microseconds(since: now) }
    }

    @Test(arguments: steps)
    func `A step moves none of it, and taken back leaves every moment where it was`(step: Int) async throws {
        let trial = try await Self.waiting()
        let (moments, spans) = (try Self.moments(trial), try Self.spans(trial))
        #expect(spans.count >= 7)
        trial.clock.step(to: trial.clock.now().adding(seconds: step))
        let trouble = await trial.engine.lookAtClock()
        #expect(try Self.spans(trial) == spans)
        #expect(trouble != nil || trial.engine.time.now() == trial.clock.now())
        // In memory as on disk.
        let silences = trial.status.alerts.silences.all
        #expect(silences == (try trial.store.silences()))
        let kept = Set(trial.status.alerts.records.map(\.activeSince))
        #expect(kept == Set(try trial.store.alertRecords().map(\.activeSince)))
        trial.clock.step(to: try instant("2024-03-15T12:00:00Z"))
        #expect(await trial.engine.lookAtClock() == nil)
        #expect(try Self.moments(trial) == moments)
    }

    @Test(arguments: steps)
    func `Set wrongly for an hour and right again, what waits has waited an hour`(step: Int) async throws {
        let trial = try await Self.waiting()
        let (moments, spans) = (try Self.moments(trial), try Self.spans(trial))
        trial.clock.step(to: trial.clock.now().adding(seconds: step))
        await trial.engine.lookAtClock()
        trial.clock.pass(seconds: 3_600)
        await trial.engine.lookAtClock()
        #expect(try Self.spans(trial) == spans.mapValues { $0 - 3_600_000_000 })
        trial.clock.step(to: try instant("2024-03-15T13:00:00Z"))
        #expect(await trial.engine.lookAtClock() == nil)
        #expect(trial.engine.time.now() == trial.clock.now())
        #expect(try Self.moments(trial) == moments)
    }

    @Test(arguments: [7_200, -7_200, 85_000, -40])
    func `Set while no daemon ran, on a machine that went on, is followed at the start`(step: Int) async throws {
        let first = try await Self.waiting()
        let spans = try Self.spans(first)
        first.store.close()
        let clock = first.clock.restarted(showing: first.clock.now().adding(seconds: 600 + step), after: 600)
        let second = try Trial(alerts: Self.rules, in: first.folder, clock: clock)
        #expect(await second.engine.lookAtClock() == nil)
        #expect(second.engine.time.now() == clock.now())
        #expect(try Self.spans(second) == spans.mapValues { $0 - 600_000_000 })
    }

    @Test func `A clock that is not believed is not believed by the next process either`() async throws {
        let first = try await Self.waiting()
        let moments = try Self.moments(first)
        first.clock.step(to: first.clock.now().adding(seconds: 400 * Self.day))
        #expect(await first.engine.lookAtClock()?.isBehind == false)
        first.store.close()
        let second = try Trial(alerts: Self.rules, in: first.folder, clock: first.clock.restarted())
        #expect(second.engine.clockTrouble?.isBehind == false)
        await #expect(throws: EngineError.self) { try await second.engine.recompute(.start) }
        #expect(try Self.moments(second) == moments)
        // Somebody who knows says that it is right: then for the one after that too, and what waits moves.
        let spans = try Self.spans(second)
        _ = try await second.engine.repairClock(backup: second.folder["b.db"], by: nil)
        #expect(second.engine.clockTrouble == nil)
        #expect(try Self.spans(second) == spans)
        second.store.close()
        let third = try Trial(alerts: Self.rules, in: first.folder, clock: second.clock.restarted())
        #expect(third.engine.clockTrouble == nil)
        #expect(try Self.spans(third) == spans)
    }

    @Test func `Over a start of the machine what was written before stays, and what is written then moves`()
        async throws
    {
        let first = try await Self.waiting()
        let moments = try Self.moments(first)
        first.store.close()
        // Two hours behind, before anybody has set it; not behind the last run.
        let second = try Trial(alerts: Self.rules, at: "2024-03-15T10:30:00Z", in: first.folder)
        #expect(await second.engine.lookAtClock() == nil)
        try await Self.ask(second)
        second.clock.step(to: try instant("2024-03-15T12:30:00Z"))
        await second.engine.lookAtClock()
        let ends = try second.store.silences().map(\.until)
        let date = try instant("2024-03-20")
        #expect(ends == [moments["silent until"], date, try instant("2024-03-15T14:30:00Z"), date])
    }

    @Test(arguments: steps)
    func `A date that somebody wrote stays where it is`(step: Int) async throws {
        let trial = try await Self.waiting()
        let date = try instant("2024-03-20")
        trial.clock.step(to: trial.clock.now().adding(seconds: step))
        await trial.engine.lookAtClock()
        #expect(try trial.store.silences().last?.until == date)
        // A span that is put off to a date is one from then on, and a date that is put off by a span is none any more.
        trial.clock.step(to: try instant("2024-03-15T12:00:00Z"))
        await trial.engine.lookAtClock()
        _ = try await trial.engine.extend([1], until: .at(date), by: Self.author)
        _ = try await trial.engine.extend([2], until: .after(.seconds(6 * Self.day)), by: Self.author)
        trial.clock.step(to: trial.clock.now().adding(seconds: 7_200))
        await trial.engine.lookAtClock()
        #expect(try trial.store.silences().map(\.until) == [date, try instant("2024-03-21T14:00:00Z")])
    }

    @Test func `A silence that a clock ends which was set back by mistake lasts as long as it was meant to`()
        async throws
    {
        let trial = try await Self.waiting()
        func isSilent() -> Bool {
            trial.status.alerts.silences.all.contains { $0.id == 1 && $0.isActive(at: trial.engine.time.now()) }
        }
        trial.clock.step(to: try instant("2024-03-15T10:00:00Z"))
        await trial.engine.lookAtClock()
        trial.clock.pass(seconds: 3_600)
        trial.clock.step(to: try instant("2024-03-15T13:00:00Z"))
        await trial.engine.lookAtClock()
        trial.clock.pass(seconds: 3_599)
        try await trial.engine.evaluateAlerts()
        #expect(isSilent())
        trial.clock.pass(seconds: 2)
        try await trial.engine.evaluateAlerts()
        #expect(!isSilent())
    }
}
