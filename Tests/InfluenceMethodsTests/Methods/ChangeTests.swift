import InfluenceControl
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite(.timeLimit(.minutes(5))) struct ChangeTests {
    private static let question: JSONObject = ["country": "KAZ", "power": "CHN"]

    private func change(_ service: TestService, _ more: JSONObject) async throws -> JSONObject {
        var question = Self.question
        for member in more.members { question[member.name] = member.value }
        return try #require(try await service.client.call("Explain", question)["change"]?.objectValue)
    }

    private func lines(_ change: JSONObject) -> [String] {
        change.list("items").map { "\($0.text("group") ?? "") \($0.text("node") ?? "") \($0.number("effect") ?? 0)" }
    }

    private func use(_ model: String, _ trial: Trial) async throws {
        await trial.engine.use(try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: model)]))
        try await trial.engine.recompute(.reload)
    }

    @Test func `Without since there is no change, and since a period its causes add up`() async throws {
        try await TestService.withData { service in
            let plain = try await service.client.call("Explain", Self.question)
            #expect(plain["change"]?.isNull == true)
            try await service.trial.add("trade,CHN,KAZ,2024-01,30\nbases,CHN,KAZ,2024-02,1\n")
            try await service.trial.engine.recompute(.import)
            // Economy 40 -> 45; then bases with 10 points and a quarter of the weight: (10 - 45) / 4.
            let january = try await change(service, ["since": "2024-01", "period": "2024-02"])
            #expect(january.text("since_period") == "2024-01")
            #expect(january["since_as_of"]?.isNull == true)
            #expect(lines(january) == ["entered bases -8.75"])
            #expect(january.text("method") == "bennet")
            #expect(january.number("from") == 45)
            #expect(january.number("to") == 36.25)
            #expect(january.list("items").first?.number("raw_to") == 1)
            #expect(january.list("items").first?.text("period_to") == "2024-02")
            // The day is one of the month's.
            #expect(try await change(service, ["since": "2024-01-10", "period": "2024-02"]) == january)
            let economic = try await change(service, ["since": "2024-01", "node": "economic"])
            #expect(lines(economic) == [])
            #expect(economic.number("from") == 45)
        }
    }

    @Test func `Since a time it is what was known then of the same period`() async throws {
        try await TestService.withData { service in
            service.trial.clock.set(to: try instant("2024-05-20"))
            try await service.trial.add("trade,CHN,KAZ,2023,22\n")
            try await service.trial.engine.recompute(.import)
            let revised = try await change(service, ["since": "2024-04-01T00:00:00Z", "period": "2024-03"])
            #expect(revised.text("since_as_of") == "2024-04-01T00:00:00Z")
            #expect(revised.flag("model_changed") == false)
            #expect(lines(revised) == ["revision trade 1.0"])
            #expect(revised.number("from") == 40)
            let future = try await change(service, ["since": "2024-04-01T00:00:00Z"])
            #expect(future.text("reason") == "2024-05 was not computed then: the grid was 2024-01 to 2024-03")
            #expect(future["from"]?.isNull == true)
            #expect(future.number("to") == 41)
        }
    }

    @Test func `A change of the model is a step of its own`() async throws {
        try await TestService.withData { service in
            service.trial.clock.set(to: try instant("2024-05-20"))
            try await service.trial.add("trade,CHN,KAZ,2023,22\n")
            let heavier = TrialModel.text.replacing(
                "{id: trade, title: Trade, parent: economic, weight: 1",
                with: "{id: trade, title: Trade, parent: economic, weight: 3"
            )
            try await use(heavier, service.trial)
            let change = try await change(service, ["since": "2024-04-01T00:00:00Z", "period": "2024-03"])
            #expect(change.flag("model_changed") == true)
            // 40 -> 41 under the old model; under the new one (3 x 22 + 60) / 4 = 31.5. A quarter of the weight passes
            // from loans, 60 - 36.25 above the mean of the two, to trade, 36.25 - 22 below it.
            #expect(lines(change) == ["revision trade 1.0", "model loans -5.9375", "model trade -3.5625"])
            #expect(change.list("items").last?.number("weight_from") == 0.5)
            #expect(change.list("items").last?.number("weight_to") == 0.75)
            #expect(change.number("to") == 31.5)
            let gone = TrialModel.text.replacing("id: CHN", with: "id: PRC").replacing(
                "id: economic",
                with: "id: economy"
            )
            .replacing("parent: economic", with: "parent: economy")
            try await use(gone, service.trial)
            var question = Self.question
            question["since"] = "2024-04-01T00:00:00Z"
            question["period"] = "2024-03"
            question["power"] = "PRC"
            let other = try await service.client.call("Explain", question)["change"]?.objectValue
            #expect(other?.text("reason") == "the model in force then did not have PRC in KAZ")
            question["power"] = "RUS"
            question["node"] = "economy"
            let renamed = try await service.client.call("Explain", question)["change"]?.objectValue
            #expect(renamed?.text("reason") == "the model in force then had no node economy")
        }
    }

    @Test func `A score that is no sum is told by Shapley values`() async throws {
        let trial = try Trial(model: TrialModel.geometric)
        try await trial.add(TrialModel.data + "trade,CHN,KAZ,2024-01,45\nloans,CHN,KAZ,2024-01,80\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            try await service.trial.add("trade,CHN,KAZ,2024-02,60\nloans,CHN,KAZ,2024-02,15\n")
            try await service.trial.engine.recompute(.import)
            // 60 -> 30, by way of sqrt(60 x 80) or of sqrt(45 x 15).
            let change = try await change(service, ["since": "2024-01", "period": "2024-02"])
            #expect(change.text("method") == "shapley")
            let effects = change.list("items").compactMap { $0.number("effect") }
            #expect(abs(effects.reduce(0, +) + 30) < 1e-12 * 100)
            let trade = ((60 * 80.0).squareRoot() - 60 + 30 - (45 * 15.0).squareRoot()) / 2
            #expect(effects.count == 2)
            #expect(abs((effects.last ?? 0) - trade) < 1e-12 * 100)
        }
    }

    /// Before: the root was named, with all of its weight at both ends.
    @Test func `Weights of a period name the node that they lie beneath, and the children that have others`()
        async throws
    {
        let model = TrialModel.geometric.replacing(
            "parent: economic, weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}\n  - {id: loans",
            with: "parent: economic, weight: {2024-01: 1, 2024-02: 3}, normalise: {goalposts: [0, 100]}, cadence: P1Y, "
                + "max_age: none}\n  - {id: loans"
        )
        let trial = try Trial(model: model)
        try await trial.add(TrialModel.data + "trade,CHN,KAZ,2024-01,45\nloans,CHN,KAZ,2024-01,80\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let change = try await change(service, ["since": "2024-01", "period": "2024-02"])
            #expect(change.text("method") == "shapley")
            let item = try #require(change.list("items").first)
            #expect(change.list("items").count == 1)
            #expect(item.text("group") == "weights" && item.text("node") == "economic")
            let children = item.list("reweighted")
            #expect(children.map { $0.text("node") } == ["trade"] && children.map { $0.text("title") } == ["Trade"])
            #expect(children.map { $0.number("from") } == [1] && children.map { $0.number("to") } == [3])
            #expect(item.number("effect") == (change.number("to") ?? 0) - (change.number("from") ?? 0))
        }
    }

    @Test func `Where a score is missing there is a reason`() async throws {
        try await TestService.withData { service in
            let change = try await change(service, ["since": "2024-01", "node": "bases"])
            #expect(change.list("items") == [])
            #expect(change.text("reason") == "there is no score of bases to arrive at: nothing was observed")
        }
    }

    /// A year on the figures of 2023 are too old.
    private static let ageing = TrialModel.text
        .replacing("max_age: none}\n  - {id: loans", with: "max_age: P1Y}\n  - {id: loans")
        .replacing(
            "title: Loans, parent: economic, weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none",
            with:
                "title: Loans, parent: economic, weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: P1Y"
        )
        .replacing(
            "title: Index, aggregate: arithmetic",
            with: "title: Index, aggregate: arithmetic, min_coverage: 0.3"
        )

    @Test(arguments: [
        // What was lost, and which gate it closed; Russia has never had loans.
        (
            "KAZ", "CHN", "index", "2024-12", "2025-01",
            "there is no score of index to arrive at: none of its parts has a score, economic (none of its parts has a "
                + "score); what is no longer known: trade, loans (the newest value, of 2023, is too old)"
        ),
        (
            "KAZ", "RUS", "index", "2024-12", "2025-01",
            "there is no score of index to arrive at: 25 % of the weight has data, and 30 % is needed, economic (none of its "
                + "parts has a score); what is no longer known: trade (the newest value, of 2023, is too old)"
        ),
        (
            "KAZ", "RUS", "economic", "2024-12", "2025-01",
            "there is no score of economic to arrive at: none of its parts has a score; what is no longer known: trade (the "
                + "newest value, of 2023, is too old)"
        ),
        (
            "KAZ", "RUS", "trade", "2024-12", "2025-01",
            "there is no score of trade to arrive at: the newest value, of 2023, is too old"
        ),
        // What came.
        (
            "UZB", "DEU", "index", "2024-12", "2025-01",
            "there was no score of index to start from: none of its parts has a score, economic (none of its parts has a "
                + "score); what came later: trade (nothing was observed)"
        ),
        // Nothing at either end.
        (
            "UZB", "EUU", "index", "2024-12", "2025-01",
            "there is no score of index to arrive at: none of its parts has a score"
        ),
    ])
    func `Of a score that was lost, or found, the gates and the data are told`(
        country: String,
        power: String,
        node: String,
        since: String,
        period: String,
        reason: String
    ) async throws {
        try #require(Self.ageing.split(separator: "max_age: P1Y").count == 3)
        let trial = try Trial(model: Self.ageing, at: "2025-03-15")
        try await trial.add(TrialModel.data)
        try await trial.add("trade,DEU,UZB,2025-01,7\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let question: JSONObject = [
                "country": .string(country), "power": .string(power), "node": .string(node), "period": .string(period),
                "since": .string(since),
            ]
            let change = try #require(try await service.client.call("Explain", question)["change"]?.objectValue)
            #expect(change.list("items") == [])
            #expect(change.text("reason") == reason)
        }
    }

    @Test(
        arguments: [
            ("1999", "InvalidPeriod"), ("2024-03", "InvalidPeriod"), ("yesterday", "InvalidPeriod"),
            ("2030-01-01T00:00:00Z", "InvalidTime"), ("2020-01-01T00:00:00Z", "NoData"), ("", "InvalidPeriod"),
        ]
    )
    func `A since that cannot be is refused with the reason`(since: String, name: String) async throws {
        try await TestService.withData { service in
            var question = Self.question
            question["since"] = .string(since)
            let error = try #require(try await service.client.refusal("Explain", question))
            #expect(error.shortName == name)
            #expect(error.parameters.text("reason")?.isEmpty == false)
        }
    }

    @Test func `Contributions are told for a node at any depth`() async throws {
        let deeper = TrialModel.text
            .replacing(
                "indicators:\n",
                with:
                    "  - {id: ties, title: Ties, parent: economic, weight: 1, aggregate: arithmetic}\n  - {id: flows, title: Flows, parent: ties, weight: 1, aggregate: arithmetic}\nindicators:\n"
            )
            .replacing("parent: economic, weight: 1, normalise", with: "parent: flows, weight: 1, normalise")
        let trial = try Trial(model: deeper)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            for node in ["index", "economic", "ties", "flows"] {
                var question = Self.question
                question["node"] = .string(node)
                let nodes = try await service.client.call("Explain", question).list("nodes")
                let leaves = nodes.filter { ["trade", "loans"].contains($0.text("node")) }
                #expect(leaves.map { $0.number("contribution") } == [10, 30], "\(node)")
                #expect(leaves.map { $0.number("effective_weight") } == [0.5, 0.5], "\(node)")
            }
        }
    }
}
