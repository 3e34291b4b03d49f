import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// Rules on measures are decided by what the measures are made of: here two channels that are no part of the index.
@Suite(.timeLimit(.minutes(5))) struct MeasureMaterialTests {
    private static let model =
        TrialModel.text.replacing(
            "  - {id: visits, title: Visits}\n",
            with: """
                  - {id: visits, title: Visits}
                  - {id: buys, title: Buys, unit: percent, cadence: P1Y, max_age: none}
                  - {id: owes, title: Owes, unit: percent, cadence: P1Y, max_age: none}

                """
        ) + """
            measures:
              pairs: [[RUS, CHN]]
              min_coverage: 0.3
              dependency:
                saturation: 0.8
                min_attributed: 0.8
                channels:
                  - {id: trade, weight: 0.5, share: buys}
                  - {id: debt, weight: 0.5, share: owes}

            """

    private static let header = "indicator,power,country,period,value,unit\n"
    private static let rows = "trade,CHN,KAZ,2022,60,\nbuys,CHN,KAZ,2022,60,percent\nowes,CHN,KAZ,2022,60,percent\n"

    private func trial(_ rule: String) async throws -> Trial {
        let rule = "{id: r, country: KAZ, kind: measure, measure: dependency, power: CHN, \(rule)}"
        let trial = try Trial(model: Self.model, alerts: "rules:\n  - \(rule)\n", at: "2024-03-01")
        try await trial.add(Self.header + Self.rows)
        try await trial.engine.recompute(.start)
        return trial
    }

    private func add(_ rows: String, to trial: Trial) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: 86_400))
        try await trial.add(Self.header + rows)
        try await trial.engine.recompute(.import)
    }

    private func told(_ trial: Trial) throws -> [AlertEvent] { try trial.store.alertEvents().reversed() }

    /// Before: the errors in the index were asked for, and there were none.
    @Test(arguments: ["buys", "owes"]) func `An error in a channel, put right, is no news of a dependency`(
        _ channel: String
    ) async throws {
        let armed = try await trial("above: 0.4, startup: arm")
        let open = try await trial("above: 0.4")
        for trial in [armed, open] {
            try await add("\(channel),CHN,KAZ,2023,0.062,percent\n", to: trial)
            try await add("\(channel),CHN,KAZ,2023,62,percent\n", to: trial)
        }
        #expect(try told(armed).map(\.kind) == [])
        #expect(try told(open).map(\.kind) == [.firing, .resolved, .firing])
        #expect(try Set(told(open).map(\.incident)).count == 1)
    }

    @Test func `New figures of the index are no new periods of a dependency, those of its channels are`() async throws {
        let trial = try await trial("above: 0.4, periods: 2")
        try await add("trade,CHN,KAZ,2023,61,\nloans,CHN,KAZ,2023,61,\n", to: trial)
        #expect(try told(trial).map(\.kind) == [])
        try await add("buys,CHN,KAZ,2023,61,percent\n", to: trial)
        #expect(try told(trial).map(\.kind) == [.firing])
    }

    @Test func `The dates of an event are those of the channels`() async throws {
        let trial = try await trial("above: 0.4")
        try await add("buys,CHN,KAZ,2023,10,percent\ntrade,CHN,KAZ,2023,61,\n", to: trial)
        let events = try told(trial)
        #expect(events.map(\.kind) == [.firing, .resolved])
        let (old, new) = (try Period("2022").end, try Period("2023").end)
        #expect(events.map(\.data) == [DataSpan(from: old, to: old), DataSpan(from: old, to: new)])
        #expect(events.last?.previousData == DataSpan(from: old, to: old))
    }
}
