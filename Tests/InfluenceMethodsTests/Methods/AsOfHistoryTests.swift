import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// What was answered at a time is answered for that time for ever, whatever is learnt, corrected, taken back or annotated
/// after it.
@Suite(.timeLimit(.minutes(5))) struct AsOfHistoryTests {
    private static let header = "indicator,power,country,period,value,status,reporter,released,source,note\n"

    /// A model with shares, windows, levels, measures and intervals, so that every answer has something to say.
    private static let model = TrialModel.text
        .replacing(
            "{id: trade, title: Trade, parent",
            with: "{id: trade, title: Trade, unit: percent, inputs: [exports], transform: share, lag: P2Y, parent"
        )
        .replacing("{id: loans, title: Loans, parent", with: "{id: loans, title: Loans, window: {mean: P2Y}, parent")
        .replacing(
            "- {id: visits, title: Visits}",
            with: """
                - {id: exports, title: Exports, flow: true, jump: 5}
                  - {id: visits, title: Visits}
                  - {id: votes, title: Votes, subject: pair, cadence: P1Y, max_age: P5Y}
                measures:
                  pairs: [[RUS, CHN]]
                  min_coverage: 0.4
                  coopetition:
                    scale: 0.5
                    threshold: 0.33
                    hysteresis: 0.05
                    sources: [{indicator: votes, full: 9}]
                  pattern: {first_leads: economic, second_leads: bases, tolerance: 0.05}
                  dependency:
                    saturation: 0.8
                    min_attributed: 0.3
                    channels: [{id: trade, weight: 1, share: trade, partners: exports}]
                  overtaking: {shares: [trade], share_margin: 1, score_margin: 2, hold: 1, ratio: 2}
                  displacement: {span: P1M}
                  momentum: {span: P12M}
                uncertainty:
                  replications: 40
                  sensitivity: 8
                  aggregations: [{power: 0.5}]
                """
        )

    /// The same with other weights and a node less.
    private static let otherModel = model.replacing("parent: index, weight: 3", with: "parent: index, weight: 2")

    /// Every question about what was known, with its parameters but `as_of`.
    private static let questions: [(method: String, parameters: JSONObject)] =
        [
            ("GetModel", [:]),
            ("GetScores", [:]),
            ("GetScores", ["node": "economic", "period": "2024-01"]),
            ("GetRanking", ["country": "KAZ"]),
            ("GetRanking", ["country": "UZB", "node": "trade", "period": "2024-01"]),
            ("GetMeasures", [:]),
            ("GetMeasures", ["country": "KAZ", "period": "2024-01"]),
            ("GetUncertainty", ["country": "KAZ", "power": "CHN"]),
            ("GetUncertainty", ["country": "UZB", "node": "index", "period": "2024-01"]),
            ("Compare", ["country": "KAZ", "power": "RUS", "counterpart": "CHN"]),
            ("ListSeries", [:]),
            ("GetCoverage", [:]),
            ("GetCoverage", ["country": "KAZ", "expiring": "P2Y"]),
            ("Explain", ["country": "KAZ", "power": "CHN"]),
            ("Explain", ["country": "KAZ", "power": "RUS", "node": "economic", "since": "2024-01"]),
            ("Explain", ["country": "KAZ", "power": "RUS", "since": "2024-03-16T00:00:00Z"]),
            ("Explain", ["country": "UZB", "power": "CHN", "node": "index"]),
            ("ListRuns", [:]),
            ("ListImports", [:]),
        ]
        + ["tilt", "coopetition_quadrant", "dependency_joint", "overtaking.trade", "displacement", "pattern"].map {
            ("Explain", ["country": "KAZ", "power": "RUS+CHN", "node": .string($0)])
        }
        + ["share", "dependency", "momentum"].map {
            ("Explain", ["country": "KAZ", "power": "CHN", "node": .string($0)])
        }
        + ["multi_vector", "concentration.trade"].map {
            ("Explain", ["country": "KAZ", "power": "WLD", "node": .string($0)])
        }

    /// Of the model in force, whatever was in force at that time.
    private static let hypothetical: (method: String, parameters: JSONObject) = (
        "WhatIf", ["country": "KAZ", "drop": ["loans"]]
    )

    private static let streams: [(method: String, parameters: JSONObject)] = [
        ("GetObservations", [:]),
        ("GetObservations", ["vintages": true]),
        ("GetHistory", ["country": "KAZ", "power": "CHN", "node": "index"]),
        ("GetHistory", ["country": "KAZ", "power": "RUS", "node": "economic"]),
        ("GetHistory", ["country": "KAZ", "power": "RUS+CHN", "node": "overtaking_gap.trade"]),
        ("GetHistory", ["country": "KAZ", "power": "CHN", "node": "momentum"]),
    ]

    private struct Answer: Equatable {
        let question: String
        let replies: [JSONObject]
    }

    private func answers(_ service: TestService, asOf time: Instant, assuming: Bool) async throws -> [Answer] {
        var answers: [Answer] = []
        for (method, parameters) in Self.questions + (assuming ? [Self.hypothetical] : []) + Self.streams {
            var asked = parameters
            asked["as_of"] = .string("\(time)")
            let isStream = Self.streams.contains { $0.method == method }
            let replies: [JSONObject]
            do {
                replies =
                    isStream
                    ? try await service.client.all(method, asked) : [try await service.client.call(method, asked)]
            } catch ClientError.refused(let refusal) {
                // Where nothing was known yet.
                replies = [["refused": .string(refusal.name)]]
            }
            answers.append(Answer(question: "\(method) \(parameters)", replies: replies))
        }
        return answers
    }

    /// One thing that happens to the data: figures, new or corrected; other editions of them, newer and older; texts alone;
    /// what was imported taken back.
    private func happen(_ service: TestService, _ random: inout SplitMix, _ vintages: inout [Int64]) async throws {
        if vintages.count > 2, random.chance(0.2) {
            let vintage = random.pick(vintages)
            let reply = try await service.client.call("UndoImport", ["vintage": .integer(vintage)])
            if let undoing = reply.integer("vintage") { vintages.append(undoing) }
            return
        }
        var rows = Self.header
        var keys: Set<String> = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let indicator = random.pick(["exports", "exports", "loans", "bases", "visits", "votes"])
            let powers = ["CHN", "RUS", "EUU"] + (indicator == "exports" ? ["WLD", "WLD", "JPN"] : [])
            let key = [
                indicator, indicator == "votes" ? "CHN+RUS" : random.pick(powers), random.pick(["KAZ", "UZB"]),
                random.pick(["2021", "2022", "2023", "2024-01"]),
            ].joined(separator: ",")
            guard keys.insert(key).inserted else { continue }
            let size = key.contains("WLD") ? 20...30 : 0...9
            let value =
                random.chance(0.1)
                ? ",O" : "\(Int.random(in: size, using: &random))," + random.pick(["", "E", "P", "B"])
            let reporter = random.pick(["", "A", "B"])
            let released = random.pick(["", "2024-01-10", "2024-02-20", "2023-12-01"])
            let texts = "source \(Int.random(in: 0...2, using: &random)),note \(Int.random(in: 0...2, using: &random))"
            rows += "\(key),\(value),\(reporter),\(released),\(texts)\n"
        }
        let reply = try await service.client.call(
            "ImportObservations",
            ["name": "history.csv", "text": .string(rows), "comment": "one of many"]
        )
        if let vintage = reply.integer("vintage") { vintages.append(vintage) }
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `Every answer after each commit is given again at the end`(_ seed: UInt64) async throws {
        let trial = try Trial(model: Self.model, at: "2024-03-15")
        try await TestService.with(trial) { service in
            var random = SplitMix(seed)
            var vintages: [Int64] = []
            var told: [(time: Instant, answers: [Answer])] = []
            // Before anything is known, and before the model changes.
            for step in 0..<24 {
                // Commits have times of their own, which rise strictly: after the last of them.
                let time = service.trial.clock.now().adding(seconds: 1)
                service.trial.clock.set(to: time)
                told.append((time, try await answers(service, asOf: time, assuming: step < Self.change)))
                service.trial.clock.set(to: time.adding(seconds: step % 7 == 6 ? 3_000_000 : 3_600))
                switch step {
                case 0:
                    try await trial.add(Self.data)
                    try await trial.engine.recompute(.start)
                case Self.change:
                    let other = ModelSource(name: "trial.yaml", text: Self.otherModel)
                    await trial.engine.use(try ModelFiles.load(sources: [other]))
                    try await trial.engine.recompute(.reload)
                // Nothing new: noted on the last run.
                case _ where step % 5 == 4: try await trial.engine.recompute(.schedule)
                default: try await happen(service, &random, &vintages)
                }
            }
            let changes = zip(told, told.dropFirst()).count { $0.answers != $1.answers }
            #expect(changes > 12, "hardly anything happened")
            let refused = Set(
                told.last?.answers.filter { $0.replies.contains { $0["refused"] != nil } }.map(\.question) ?? []
            )
            #expect(refused.isEmpty, "these questions are never answered: \(refused.sorted())")
            for (step, (time, before)) in told.enumerated() {
                let now = try await answers(service, asOf: time, assuming: step < Self.change)
                for (old, new) in zip(before, now) {
                    let isAssumed = old.question.hasPrefix(Self.hypothetical.method)
                    #expect(old == new || isAssumed, "\(old.question) as of \(time), step \(step)")
                }
            }
            // And every run is what it was.
            for run in try trial.store.runs() where run.modelHash == trial.status.loaded.hash {
                let reply = try await service.client.call("VerifyRun", ["run": .integer(run.id)])
                #expect(reply.flag("matches") == true, "run \(run.id): \(reply.text("reason") ?? "")")
            }
        }
    }

    /// The step at which the model is exchanged.
    private static let change = 13

    private static let data =
        TrialModel.header + """
            exports,CHN,KAZ,2022,6
            exports,RUS,KAZ,2022,8
            exports,WLD,KAZ,2022,25
            exports,CHN,KAZ,2023,9
            exports,RUS,KAZ,2023,8
            exports,WLD,KAZ,2023,25
            exports,CHN,UZB,2023,5
            exports,RUS,UZB,2023,4
            exports,WLD,UZB,2023,20
            loans,CHN,KAZ,2023,60
            loans,RUS,KAZ,2023,40
            bases,RUS,KAZ,2010,5
            bases,CHN,KAZ,2010,1
            bases,EUU,KAZ,2010,0
            votes,CHN+RUS,KAZ,2023,7

            """
}
