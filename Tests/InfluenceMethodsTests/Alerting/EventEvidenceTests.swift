import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost
@testable import InfluenceMethods

/// What events carry beside their figures, and that of a storm of them only the first are explained.
@Suite(.timeLimit(.minutes(5))) struct EventEvidenceTests {
    private static let header = "indicator,power,country,period,value,status,reporter\n"
    private static let low = """
        trade,CHN,KAZ,2022,20,,A
        loans,CHN,KAZ,2022,20,,A
        trade,RUS,KAZ,2022,20,,A
        loans,RUS,KAZ,2022,20,,A
        trade,CHN,UZB,2022,20,,A
        loans,CHN,UZB,2022,20,,A

        """
    private static let high = """
        trade,CHN,KAZ,2023,90,,A
        loans,CHN,KAZ,2023,70,,A
        trade,RUS,KAZ,2023,80,,A
        loans,RUS,KAZ,2023,80,,A
        trade,CHN,UZB,2023,80,,A
        loans,CHN,UZB,2023,60,,A

        """

    private static func rules(_ defaults: String = "") -> String {
        """
        \(defaults)
        rules:
          - {id: rank, kind: rank, country: UZB, power: RUS, node: economic, to: 1}
          - {id: high, kind: threshold, country: [KAZ, UZB], power: [CHN, RUS], node: [economic, trade, loans], above: 45}
          - {id: old, kind: stale, country: KAZ, indicator: trade, after: P6M}

        """
    }

    /// A trial in which nine scores cross a level in one run.
    private func storm(_ defaults: String = "") async throws -> Trial {
        let trial = try Trial(alerts: Self.rules(defaults), at: "2024-03-15")
        try await trial.add(Self.header + Self.low)
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-03-16"))
        try await trial.add(Self.header + Self.high)
        try await trial.engine.recompute(.import)
        return trial
    }

    private func events(_ trial: Trial, _ rule: String = "high") throws -> [AlertEvent] {
        try trial.store.alertEvents(matching: AlertEventFilter(rule: rule)).reversed()
    }

    @Test func `Of the events of a run the first are explained, and the others say why they are not`() async throws {
        let all = try events(try await storm())
        #expect(all.count == 9)
        #expect(all.allSatisfy { $0.unexplained == nil && !$0.contributions.isEmpty })
        let trial = try await storm("defaults: {explain_limit: 3}")
        let capped = try events(trial)
        #expect(capped.map(\.key) == all.map(\.key))
        #expect(capped.prefix(3).map(\.contributions) == all.prefix(3).map(\.contributions))
        #expect(capped.prefix(3).allSatisfy { $0.unexplained == nil })
        for event in capped.dropFirst(3) {
            #expect(event.contributions.isEmpty)
            #expect(event.unexplained == "not explained: more than 3 events in this run")
        }
        // The limit is one of a run: the next explains as many again.
        trial.clock.set(to: try instant("2024-03-17"))
        try await trial.add(
            Self.header + Self.high.replacing(",2023,", with: ",2024-01,").replacing("0,,A", with: "1,,A")
        )
        try await trial.add(Self.header + "trade,CHN,KAZ,2024-02,1,,A\n")
        try await trial.engine.recompute(.import)
        let later = try events(trial).dropFirst(9)
        #expect(!later.isEmpty && later.first?.contributions.isEmpty == false && later.first?.unexplained == nil)
    }

    @Test func `With explain_limit 0 no event is explained, and what has no parts says nothing`() async throws {
        let trial = try await storm("defaults: {explain_limit: 0}")
        for event in try events(trial) {
            #expect(event.contributions.isEmpty && event.unexplained == "not explained: explain_limit is 0")
        }
        for event in try events(trial, "old") { #expect(event.unexplained == nil && event.contributions.isEmpty) }
    }

    @Test func `Contributions are those of the waterfall from the observations of the run before`() async throws {
        let trial = try await storm()
        let runs = try trial.store.runs(limit: 2)
        let (now, before) = (try #require(runs.first), try #require(runs.last))
        func scorer(_ run: Run) throws -> Scorer {
            try Scorer(
                model: trial.status.loaded.model,
                panel: try Panel(try trial.store.observations(asOf: run.inputsKnownAt))
            )
        }
        let grid = trial.status.loaded.model.grid.periods(through: now.gridThrough.end)
        for event in try events(trial) {
            let subject = event.key.subject
            let dyad = Dyad(power: try #require(subject.power), country: try #require(subject.country))
            let attribution = try Attribution(
                of: try #require(subject.node),
                from: try scorer(before).explain(dyad, at: before.gridThrough, among: grid),
                to: try scorer(now).explain(dyad, at: now.gridThrough, among: grid)
            )
            let largest = attribution.items.sorted { $0.effect.magnitude > $1.effect.magnitude }.prefix(3)
            #expect(event.contributions.map(\.points) == largest.map(\.effect))
            #expect(Set(event.contributions.map(\.node)) == Set(largest.map(\.node)))
        }
    }

    @Test func `An event carries both values' data dates, its unit, and what broke, piece by piece`() async throws {
        let rules = """
            rules:
              - {id: high, kind: threshold, country: KAZ, power: CHN, node: trade, above: 45}
              - {id: ahead, kind: overtake, country: KAZ, by: CHN, of: RUS, node: trade, in: shares}

            """
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add(Self.header + "trade,CHN,KAZ,2021,20,,Z\ntrade,RUS,KAZ,2021,30,,Z\n")
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-03-16"))
        try await trial.add(
            Self.header + "trade,CHN,KAZ,2021,50,,A\ntrade,CHN,KAZ,2022,55,,A\ntrade,CHN,KAZ,2023,60,,A\n"
        )
        try await trial.engine.recompute(.import)
        let held = try #require(try events(trial).first)
        #expect(held.kind == .held && held.unit == "points")
        #expect(held.previous == 20 && held.previousData?.to == Period.year(2021)?.end)
        #expect(held.value == 60 && held.data?.to == Period.year(2023)?.end)
        let found = try #require(held.breaks.first)
        #expect(held.breaks.count == 1 && found.power == "CHN" && found.country == "KAZ")
        #expect(found.found.indicator == "trade" && found.found.kind == .reporter(from: "Z", to: "A"))

        let document = AlertDocument.event(held)
        #expect(document.dataTo == "2023-12-31" && document.previousDataTo == "2021-12-31")
        let listed = try #require(document.breaks?.first)
        #expect(listed.kind == .reporter && listed.from == "Z" && listed.to == "A")
        let environment = HookEnvironment.of(held)
        #expect(environment["INFLUENCE_UNIT"] == "points" && environment["INFLUENCE_DATA_TO"] == "2023-12-31")
        #expect(environment["INFLUENCE_BREAKS"]?.hasPrefix("CHN in KAZ: trade is read from A") == true)

        // A retry, also after a restart, hands over the same bytes.
        let bytes = try trial.store.deliveries().map { RenderedJSON(AlertDocument.event($0.event)).text }
        trial.store.close()
        let again = try Store(opening: trial.folder["influence.db"])
        defer { again.close() }
        #expect(try again.deliveries().map { RenderedJSON(AlertDocument.event($0.event)).text } == bytes)
    }

    @Test func `A value without one before has no previous dates, and no data have none at all`() async throws {
        let rules = "rules:\n  - {id: high, kind: threshold, country: KAZ, power: CHN, node: economic, above: 45}\n"
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add(Self.header + "trade,CHN,KAZ,2023,90,,A\nloans,CHN,KAZ,2022,90,,A\n")
        try await trial.engine.recompute(.start)
        let first = try #require(try events(trial).first)
        #expect(first.previous == nil && first.previousData == nil)
        // The hull of both leaves.
        #expect(first.data == DataSpan(from: try Period("2022").end, to: try Period("2023").end))
        trial.clock.set(to: try instant("2024-03-16"))
        try await trial.add(Self.header + "trade,CHN,KAZ,2023,,Q,A\nloans,CHN,KAZ,2022,,Q,A\n")
        try await trial.engine.recompute(.import)
        let gone = try #require(try events(trial).last)
        #expect(gone.kind == .noData && gone.value == nil && gone.data == nil)
        #expect(gone.previousData == first.data)
    }
}
