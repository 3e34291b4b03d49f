import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// What has been so for years is no news when it is seen for the first time.
@Suite struct ArmingTests {
    private static let passes = "kind: overtake, by: CHN, of: RUS, node: trade"

    private func trial(_ rule: String, _ rows: String = "") async throws -> Trial {
        let trial = try Trial(alerts: "rules:\n  - {id: r, \(rule)}\n", at: "2024-03-01")
        if !rows.isEmpty { try await trial.add(rows) }
        try await trial.engine.recompute(.start)
        return trial
    }

    private func add(_ rows: String, to trial: Trial) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: 86_400))
        try await trial.add(rows.hasPrefix("indicator") ? rows : TrialModel.header + rows)
        try await trial.engine.recompute(.import)
    }

    private func told(_ trial: Trial) throws -> [String] {
        try trial.store.alertEvents().reversed().map { "\($0.kind.rawValue) \($0.key.subject.country?.text ?? "")" }
    }

    @Test func `Of an empty database the first import fires nothing, however often it was looked at before`()
        async throws
    {
        let trial = try await trial(Self.passes)
        try await trial.engine.recompute(.schedule)
        try await add("trade,CHN,KAZ,2023,60\ntrade,RUS,KAZ,2023,40\n", to: trial)
        #expect(try told(trial) == [])
        try await add("trade,CHN,KAZ,2023,30\n", to: trial)
        try await add("trade,CHN,KAZ,2023,65\n", to: trial)
        #expect(try told(trial) == ["firing KAZ"])
    }

    @Test func `Nor does a country, or the other side, that comes later`() async throws {
        let trial = try await trial(Self.passes, "trade,CHN,KAZ,2023,20\ntrade,RUS,KAZ,2023,40\n")
        try await add("trade,CHN,UZB,2023,60\n", to: trial)
        try await add("trade,RUS,UZB,2023,40\n", to: trial)
        #expect(try told(trial) == [])
        // The one that was there before is armed.
        try await add("trade,CHN,KAZ,2023,60\n", to: trial)
        #expect(try told(trial) == ["firing KAZ"])
    }

    @Test func `Missing data that are news are none before there were any`() async throws {
        let trial = try await trial(
            "kind: threshold, country: KAZ, power: CHN, node: trade, above: 45, on_no_data: fire, startup: arm"
        )
        try await trial.engine.recompute(.schedule)
        #expect(try told(trial) == [])
        try await add("trade,CHN,KAZ,2023,20\n", to: trial)
        #expect(try told(trial) == [])
        try await add("indicator,power,country,period,value,status\ntrade,CHN,KAZ,2023,,M\n", to: trial)
        #expect(try told(trial) == ["firing KAZ"])
    }
}
