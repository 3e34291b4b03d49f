import Dispatch
import Glibc
import InfluenceAlerts
import InfluenceHost
import InfluenceModel
import InfluenceStore

/// Rules over many series in a run, and events handed to many programs.
enum AlertBenchmark {
    static func run(_ report: (BenchmarkLine) -> Void) throws {
        try evaluations(report)
        try EventStormBenchmark.run(report)
        try deliveries(report)
    }

    // MARK: Evaluating

    /// 40 rules over 250 series each.
    private static let countries = (0..<50).map { CountryID("C\($0)") }
    private static let powers = (0..<5).map { PowerID("P\($0)") }

    private static let rules: [WatchedRule] = (0..<40).map { number in
        let selection = SeriesSelection(countries: countries, powers: powers, nodes: ["index"])
        let level = 40 + Double(number) / 2
        let rule = Rule(
            id: "rule-\(number)",
            condition: Threshold(selection, Level(.above, level, clear: level - 1)),
            timing: AlertTiming(holdsFor: .seconds(3600))
        )
        return WatchedRule(rule: rule, fingerprint: rule.fingerprint, subjects: subjects)
    }

    private static let subjects = countries.flatMap { country in
        powers.map { AlertSubject(country: country, power: $0, node: "index") }
    }

    /// Scores that move a little from run to run.
    private struct Source: AlertSource {
        let period: Period
        let powers = AlertBenchmark.powers
        let root: NodeID = "index"
        let values: [Dyad: Score]

        init(_ number: Int) {
            period = Frequency.month.period(containing: Day(clamping: 20_000))
            var values: [Dyad: Score] = [:]
            for (place, subject) in AlertBenchmark.subjects.enumerated() {
                guard let power = subject.power, let country = subject.country else { continue }
                let value = Double((place * 7919 + number * 13) % 1000) / 10
                values[Dyad(power: power, country: country)] = Score(value: value, coverage: 1, confidence: 1)
            }
            self.values = values
        }

        func period(containing day: Day) -> Period? { nil }

        func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
            values[Dyad(power: power, country: country)]
        }

        func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval? { nil }

        func shares(
            _ indicator: NodeID,
            _ first: PowerID,
            _ second: PowerID,
            _ country: CountryID,
            _ period: Period
        ) -> (first: Double, second: Double)? { nil }

        func probability(
            _ node: NodeID,
            _ power: PowerID,
            _ country: CountryID,
            _ side: Level.Side,
            _ level: Double
        ) -> Double? { nil }

        func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? { period }

        func broken(
            _ node: NodeID,
            _ power: PowerID,
            _ country: CountryID,
            since earlier: Period?
        ) -> BrokenChange? { nil }

        func brokenShares(
            _ indicator: NodeID,
            _ first: PowerID,
            _ second: PowerID,
            _ country: CountryID
        ) -> [SeriesBreak] { [] }

        func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak] { [] }
        func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus] { [] }
        func feed(_ name: String) -> FeedHealth? { nil }
    }

    private static func evaluations(_ report: (BenchmarkLine) -> Void) throws {
        let folder = try TemporaryFolder()
        let store = try Store(opening: folder["alerts.db"])
        defer { store.close() }
        var records: [AlertKey: AlertRecord] = [:]
        var incidents: [String: Incident] = [:]
        func evaluate(_ source: Source, at second: Int) -> AlertEvaluation {
            AlertEvaluator.evaluate(
                rules,
                records: records,
                incidents: incidents,
                source: source,
                hearing: Hearing(told: incidents.mapValues { _ in [ToldHook(hook: "journal", picture: .firing)] }),
                basis: "b",
                modelHash: "m",
                now: Instant(seconds: 1_000_000 + second)
            )
        }
        func take(_ evaluation: AlertEvaluation) {
            for record in evaluation.changes.records { records[record.key] = record }
            for incident in evaluation.changes.incidents { incidents[incident.id] = incident }
        }
        take(evaluate(Source(0), at: 0))
        var (same, moved, written): ([Double], [Double], [Double]) = ([], [], [])
        for round in 1...11 {
            // As at a heartbeat: nothing has changed.
            let still = Source(round - 1)
            same.append(seconds(of: { _ = evaluate(still, at: round) }) * 1e3)
            // As in a run: every value is another, and some alerts change their state.
            let source = Source(round)
            var evaluation = AlertEvaluation.none
            moved.append(seconds(of: { evaluation = evaluate(source, at: round) }) * 1e3)
            written.append(
                try seconds(of: {
                    _ = try store.recordAlerts(evaluation.changes, run: nil, at: Instant(seconds: 1_000_000 + round))
                }) * 1e3
            )
            take(evaluation)
        }
        report(
            BenchmarkLine("evaluate 10,000 rules x series, values as before, median", same.median, "ms", .atMost(20))
        )
        report(
            BenchmarkLine("evaluate 10,000 rules x series, every value new, median", moved.median, "ms", .atMost(20))
        )
        report(BenchmarkLine("write the 10,000 records that changed, median", written.median, "ms"))
    }

    // MARK: Delivering

    private static let count = 1000
    private static let lanes = 4

    private static func deliveries(_ report: (BenchmarkLine) -> Void) throws {
        let folder = try TemporaryFolder()
        var (ours, theirs): ([Double], [Double]) = ([], [])
        for round in 0..<3 {
            theirs.append(try seconds(of: { try xargs() }))
            ours.append(try deliver(folder["outbox-\(round).db"]))
        }
        report(BenchmarkLine("seq 1000 | xargs -P 4 -n 1 /bin/true, median of 3", theirs.median * 1e3, "ms"))
        report(
            BenchmarkLine(
                "1,000 events to exec hooks of /bin/true, 4 at a time, median of 3",
                ours.median * 1e3,
                "ms",
                .atMost(theirs.median * 1e3 * 1.5)
            )
        )
    }

    private static func xargs() throws {
        let process = try ChildProcess(["sh", "-c", "seq \(count) | xargs -P \(lanes) -n 1 /bin/true"])
        process.wait()
    }

    /// Events that wait in the database, until the last is written down as delivered.
    private static func deliver(_ path: String) throws -> Double {
        let store = try Store(opening: path)
        defer { store.close() }
        let hook = Hook(name: "true", action: .exec(["/bin/true"]), concurrency: lanes)
        let runner = HookRunner()
        let moment = Instant(seconds: 1_700_000_000)
        let events = (0..<count).map { event($0, moment) }
        let hooks = Dictionary(uniqueKeysWithValues: events.map { ($0.id, [hook.name]) })
        _ = try store.recordAlerts(
            AlertChanges(records: [], removed: [], events: events, hooks: hooks),
            run: nil,
            at: moment
        )
        let actions = DeliveryActions(
            attempt: { handover, hook in
                let outcome = await runner.run(
                    hook,
                    payload: Array((handover.events.first?.summary ?? "").utf8),
                    eventID: handover.key,
                    environment: ["INFLUENCE_EVENT_ID": handover.key]
                )
                return outcome.isDelivered ? .delivered : .failed(outcome.error ?? "")
            },
            journal: { _ in nil },
            obstacle: { _ in nil },
            bytes: { $0.summary.utf8.count },
            refresh: { _ in nil },
            report: { _ in }
        )
        let dispatcher = DeliveryDispatcher(
            outbox: StoredOutbox(store: store) {},
            actions: actions,
            clock: BenchmarkClock()
        )
        let end = DispatchSemaphore(value: 0)
        let begin = now()
        Task {
            await dispatcher.use([hook])
            async let running: Void = dispatcher.run()
            while ((try? store.deliveryCounts().waiting) ?? 0) > 0 { try? await Task.sleep(for: .milliseconds(1)) }
            _ = await dispatcher.drain(until: Instant(microseconds: .max))
            await running
            end.signal()
        }
        end.wait()
        let time = now() - begin
        let delivered = try store.deliveries(state: .delivered, hook: hook.name, limit: count + 1).count
        guard delivered == count else { throw Obstacle("\(delivered) of \(count) were delivered") }
        return time
    }

    private static func event(_ number: Int, _ at: Instant) -> AlertEvent {
        AlertEvent(
            id: String(repeating: "0", count: 24) + String(10_000_000 + number),
            key: AlertKey(rule: "rule", subject: AlertSubject(country: CountryID("C\(number)"))),
            kind: .firing,
            sequence: 1,
            at: at,
            state: .firing,
            incident: nil,
            severity: .warning,
            labels: [],
            value: 1,
            previous: 0,
            period: nil,
            low: nil,
            high: nil,
            modelHash: "m",
            summary: "an event of a benchmark",
            reason: nil
        )
    }
}
