import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceDaemon

/// What was answered at a time is answered for that time for ever, whatever is learnt, corrected, taken back or annotated
/// after it.
@Suite(.timeLimit(.minutes(5))) struct AsOfHistoryTests {
    private static let header = "indicator,power,country,period,value,status,reporter,released,source,note\n"

    /// Every question about what was known, with its parameters but `as_of`.
    private static let questions: [(method: String, parameters: JSONObject)] = [
        ("GetScores", [:]),
        ("GetScores", ["node": "economic", "period": "2024-01"]),
        ("GetRanking", ["country": "KAZ"]),
        ("ListSeries", [:]),
        ("GetCoverage", [:]),
        ("GetCoverage", ["country": "KAZ", "expiring": "P2Y"]),
        ("Explain", ["country": "KAZ", "power": "CHN"]),
        ("Explain", ["country": "KAZ", "power": "RUS", "node": "economic", "since": "2024-01"]),
        ("Explain", ["country": "UZB", "power": "CHN", "node": "index"]),
        ("WhatIf", ["country": "KAZ", "drop": ["loans"]]),
        ("ListRuns", [:]),
    ]

    private static let streams: [(method: String, parameters: JSONObject)] = [
        ("GetObservations", [:]),
        ("GetObservations", ["vintages": true]),
        ("GetHistory", ["country": "KAZ", "power": "CHN", "node": "index"]),
        ("GetHistory", ["country": "KAZ", "power": "RUS", "node": "economic"]),
    ]

    private struct Answer: Equatable {
        let question: String
        let replies: [JSONObject]
    }

    private func answers(_ service: TestService, asOf time: Instant) async throws -> [Answer] {
        var answers: [Answer] = []
        for (method, parameters) in Self.questions {
            var asked = parameters
            asked["as_of"] = .string("\(time)")
            let reply = try await service.client.call(method, asked)
            answers.append(Answer(question: "\(method) \(parameters)", replies: [reply]))
        }
        for (method, parameters) in Self.streams {
            var asked = parameters
            asked["as_of"] = .string("\(time)")
            let replies = try await service.client.all(method, asked)
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
            let indicator = random.pick(["trade", "loans", "bases"])
            let key = [
                indicator, random.pick(["CHN", "RUS", "EUU"]), random.pick(["KAZ", "UZB"]),
                random.pick(["2021", "2022", "2023", "2024-01"]),
            ].joined(separator: ",")
            guard keys.insert(key).inserted else { continue }
            let value =
                random.chance(0.1) ? ",O" : "\(Int.random(in: 0...9, using: &random))," + random.pick(["", "E", "P"])
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

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `Every answer after each commit is given again at the end`(_ seed: UInt64) async throws {
        let trial = try Trial(at: "2024-03-15")
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            var random = SplitMix(seed)
            var vintages: [Int64] = []
            var told: [(time: Instant, answers: [Answer])] = []
            for step in 0..<30 {
                // Commits have times of their own, which rise strictly: after the last of them.
                let time = service.trial.clock.now().adding(seconds: 1)
                service.trial.clock.set(to: time)
                told.append((time, try await answers(service, asOf: time)))
                service.trial.clock.set(to: time.adding(seconds: step % 7 == 6 ? 3_000_000 : 3_600))
                try await happen(service, &random, &vintages)
            }
            let changes = zip(told, told.dropFirst()).count { $0.answers != $1.answers }
            #expect(changes > 20, "hardly anything happened")
            for (time, before) in told {
                for (old, new) in zip(before, try await answers(service, asOf: time)) {
                    #expect(old == new, "\(old.question) as of \(time)")
                }
            }
        }
    }
}
