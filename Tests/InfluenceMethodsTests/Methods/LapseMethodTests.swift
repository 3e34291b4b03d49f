import InfluenceControl
import InfluenceScoring
import InfluenceStore
import Testing

@testable import InfluenceEngine

/// What is told of scores before, and after, the data beneath them become too old.
@Suite(.timeLimit(.minutes(5))) struct LapseMethodTests {
    /// Trade and loans count as missing from the fifteenth month after their year on.
    private static let model = TrialModel.text
        .replacing("cadence: P1Y, max_age: none", with: "cadence: P1Y, max_age: P15M")
        .replacing(
            "title: Index, aggregate: arithmetic",
            with: "title: Index, aggregate: arithmetic, min_coverage: 0.3"
        )

    private func withData(at time: String, _ body: (TestService) async throws -> Void) async throws {
        let trial = try Trial(model: Self.model, at: time)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial, body)
    }

    @Test func `The status warns before scores of the index lapse, and goes on after`() async throws {
        try await withData(at: "2024-03-15") { service in
            let early = try await service.client.call("GetStatus")
            #expect(early.flag("healthy") == true)
            #expect(early["expiring"]?.objectValue?.text("through") == "2024-09")
            #expect(early["expiring"]?.objectValue?.integer("scores") == 0)
        }
        try await withData(at: "2025-02-10") { service in
            let status = try await service.client.call("GetStatus")
            #expect(status.flag("healthy") == false)
            let problem = try #require(status.texts("problems").first)
            #expect(
                problem.hasPrefix(
                    "6 scores of index lapse within P3M unless newer figures come (CHN in KAZ, RUS in KAZ"
                )
            )
            #expect(problem.contains("and 1 more; the first in 2025-04"))
            #expect(status["expiring"]?.objectValue?.text("first") == "2025-04")
            // News of one dyad: it lapses no more.
            try await service.trial.add("trade,CHN,KAZ,2024,20\nloans,CHN,KAZ,2024,60\n")
            try await service.trial.engine.recompute(.import)
            let newer = try await service.client.call("GetStatus")
            #expect(newer.texts("problems").first?.hasPrefix("5 scores of index lapse") == true)
        }
        try await withData(at: "2025-04-01") { service in
            let status = try await service.client.call("GetStatus")
            #expect(
                status.texts("problems").first?.hasPrefix("the data of 6 scores of index have become too old") == true
            )
        }
    }

    @Test func `An index without any score is not healthy, whatever took the last one`() async throws {
        let beginning = "no country has a score of index in "
        // Too old for longer than lapses are told of.
        try await withData(at: "2027-03-15") { service in
            let status = try await service.client.call("GetStatus")
            #expect(status.flag("healthy") == false)
            #expect(status.texts("problems").first?.hasPrefix(beginning + "2027-03") == true)
            #expect(status.list("reasons").map { $0.text("name") } == ["no_scores"])
        }
        // Nothing imported yet; then everything undone.
        let trial = try Trial(model: Self.model, at: "2024-03-15")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            func names() async throws -> [String?] {
                try await service.client.call("GetStatus").list("reasons").map { $0.text("name") }
            }
            #expect(try await names() == ["no_scores"])
            try await service.trial.add(TrialModel.data)
            try await service.trial.engine.recompute(.import)
            #expect(try await names() == [])
            let imported = try #require(try await service.client.call("ListImports").list("imports").first)
            let vintage = try #require(imported.integer("vintage"))
            _ = try await service.client.call("UndoImport", ["vintage": .integer(Int64(vintage))])
            try await service.trial.engine.recompute(.import)
            #expect(try await names() == ["no_scores"])
        }
    }

    @Test func `A restart without news looks as well`() async throws {
        let trial = try Trial(model: Self.model, at: "2025-02-10")
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let again = try Trial(model: Self.model, at: "2025-02-11", in: trial.folder, database: trial.store)
        #expect(again.status.lapses == nil)
        #expect(try await again.engine.recompute(.start).isHeartbeat)
        #expect(again.status.lapses == trial.status.lapses)
        #expect(again.status.lapses?.coming.isEmpty == false)
    }

    @Test func `A value that no number comes from is told by status, coverage and explain`() async throws {
        let model = TrialModel.text.replacing(
            "{id: loans, title: Loans, parent: economic, weight: 1,",
            with: "{id: loans, title: Loans, parent: economic, weight: 1, transform: {log: {base: e, offset: 0}},"
        )
        let trial = try Trial(model: model)
        try await trial.add(TrialModel.data + "loans,RUS,KAZ,2023,0\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let status = try await service.client.call("GetStatus")
            let problem = try #require(status.texts("problems").first)
            #expect(problem.hasPrefix("1 value cannot be computed though data are there"))
            #expect(problem.contains("loans of RUS in KAZ since 2024-01: 0 has no logarithm"))
            let cell: JSONObject = ["country": "KAZ", "power": "RUS"]
            let rows = try await service.client.call("GetCoverage", cell).list("rows")
            let loans = try #require(rows.first { $0.text("node") == "loans" })
            #expect(loans.text("freshness") == "undefined")
            #expect(loans.text("absence") == "0 has no logarithm")
            let nodes = try await service.client.call("Explain", cell).list("nodes")
            #expect(nodes.first { $0.text("node") == "loans" }?.text("absence") == "0 has no logarithm")
            // The others go on: trade alone makes Russia's economic score.
            #expect(nodes.first { $0.text("node") == "economic" }?.number("value") == 40)
            try await trial.add("loans,RUS,KAZ,2023,1\n")
            try await trial.engine.recompute(.import)
            #expect(try await service.client.call("GetStatus").texts("problems") == [])
        }
    }

    @Test func `Coverage tells what lapses within a time, by dyad, and as of a time`() async throws {
        try await withData(at: "2024-10-15") { service in
            let all = try await service.client.call("GetCoverage", ["expiring": "P1Y"])
            #expect(all.text("lapses_through") == "2025-10")
            let lapses = all.list("lapses")
            // Trade of six dyads, loans of one, and what follows from them.
            #expect(lapses.count == 19)
            #expect(Set(lapses.compactMap { $0.text("period") }) == ["2025-04"])
            let one = try await service.client.call(
                "GetCoverage",
                ["expiring": "P6M", "country": "KAZ", "power": "CHN"]
            ).list("lapses")
            #expect(one.map { $0.text("node") } == ["index", "economic", "trade", "loans"])
            #expect(one.first?.texts("indicators") == ["trade", "loans"])
            #expect(try await service.client.call("GetCoverage", ["expiring": "P5M"]).list("lapses").isEmpty)
            let unasked = try await service.client.call("GetCoverage")
            #expect(unasked["lapses"]?.isNull == true)
            let earlier = try await service.client.call("GetCoverage", ["expiring": "P1Y", "period": "2024-01"])
            #expect(earlier.list("lapses").isEmpty)
        }
    }

    @Test(arguments: ["", "6M", "P", "PT5S", "-P1M", "P1Y2X", "P0D"])
    func `A span that is none is refused by name`(_ span: String) async throws {
        try await TestService.withData { service in
            let error = try #require(try await service.client.refusal("GetCoverage", ["expiring": .string(span)]))
            #expect(error.shortName == "InvalidParameter")
            #expect(error.parameters.text("parameter") == "expiring")
        }
    }
}
