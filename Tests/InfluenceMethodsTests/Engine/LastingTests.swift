import Foundation
import InfluenceControl
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// How long the bundled figures last without new ones.
@Suite(.timeLimit(.minutes(5))) struct LastingTests {
    @Test(arguments: ["2027-02-01", "2028-01-01"])
    func `At a later start the five countries still have an index for Russia and China`(day: String) async throws {
        let text = try String(contentsOfFile: Repository.path("Config/models/central-asia.yaml"), encoding: .utf8)
        let model = text.replacing("from: 2000-01}", with: "from: 2026-01}").replacing(
            "replications: 1000",
            with: "replications: 0"
        )
        try #require(model != text)
        let trial = try Trial(model: model, at: day)
        await trial.engine.importFeeds([Repository.path("Config/data/central-asia.csv")])
        #expect(trial.status.feeds.map(\.error) == [nil])
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let scores = try await service.client.call("GetScores", ["node": "index"])
            for power in ["RUS", "CHN"] {
                let known = scores.list("scores").filter { $0.text("power") == power && $0.number("value") != nil }
                #expect(known.compactMap { $0.text("country") } == ["KAZ", "KGZ", "TJK", "TKM", "UZB"], "\(power)")
            }
            // What has lapsed, or will, is said.
            let status = try await service.client.call("GetStatus")
            let problems = (status["problems"]?.arrayValue ?? []).compactMap(\.stringValue)
            #expect(problems.contains { $0.contains("too old") || $0.contains("lapse") } == (day == "2028-01-01"))
        }
    }
}
