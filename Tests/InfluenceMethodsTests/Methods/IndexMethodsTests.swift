import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite(.timeLimit(.minutes(5))) struct IndexMethodsTests {
    @Test func `GetStatus tells what the daemon does, and what is wrong`() async throws {
        let trial = try Trial()
        try await TestService.with(trial) { service in
            let before = try await service.client.call("GetStatus")
            #expect(before.flag("healthy") == true)
            #expect(before["last_run"]?.isNull == true)
            let missing = trial.folder["missing.csv"]
            await trial.engine.importFeeds([missing])
            try await trial.add(TrialModel.data)
            try await trial.engine.recompute(.start)
            trial.clock.set(to: try instant("2024-03-15T00:01:30Z"))
            let status = try await service.client.call("GetStatus")
            #expect(status.flag("healthy") == false)
            #expect(status.texts("problems").count == 1)
            #expect(status.texts("problems").first?.contains("missing.csv was not imported") == true)
            #expect(status.number("uptime_seconds") == 90)
            #expect(status.text("model") == "trial")
            #expect(status["last_run"]?.objectValue?.text("period") == "2024-03")
            #expect(status["store"]?.objectValue?.integer("observations") == 8)
            #expect(status["store"]?.objectValue?.integer("scores") == Int64(3 * TrialModel.seriesCount))
            #expect(status.list("feeds").map { $0.text("name") } == [missing])
        }
    }

    @Test func `A failed run shows in the status, and the last good scores are answered`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let good = try await service.client.call("GetScores")
            await trial.engine.use(
                try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.unbegun)])
            )
            let report = try await service.client.call(
                "ImportObservations",
                ["name": "zero.csv", "text": .string(TrialModel.header + "loans,CHN,KAZ,2023,0\n")]
            )
            #expect(report.integer("revised") == 1)
            #expect(report["run"]?.isNull == true)
            #expect(report.text("run_error")?.contains("begins in the future") == true)
            let status = try await service.client.call("GetStatus")
            #expect(status.texts("problems").first?.hasPrefix("the last run failed at 2024-03-15T00:00:00Z: ") == true)
            // What is known is more; what was computed is what it was.
            var last = try await service.client.call("GetScores")
            #expect(last.integer("vintage") == 2)
            for name in ["known_at", "vintage"] { last[name] = good[name] ?? JSONValue.null }
            #expect(last == good)
            #expect(try await service.client.refusal("Recompute") != nil)
        }
    }

    @Test func `GetModel shows every element with its method, and the files`() async throws {
        try await TestService.withData { service in
            let model = try await service.client.call("GetModel")
            #expect(model.list("powers").map { $0.text("id") } == ["CHN", "RUS", "EUU", "DEU"])
            #expect(model.list("powers").last?.text("within") == "EUU")
            let nodes = model.list("nodes")
            #expect(nodes.map { $0.text("node") } == ["index", "economic", "trade", "loans", "bases", "visits"])
            #expect(nodes.map { $0.text("kind") }.last == "tracked")
            #expect(nodes.map { $0.text("parent") }.last == .some(nil))
            #expect(nodes.allSatisfy { $0.text("method")?.isEmpty == false })
            #expect(model.list("files").first?.text("text") == TrialModel.text)
        }
    }

    @Test func `GetScores ranks all powers, and shares leave out the member of a union`() async throws {
        try await TestService.withData { service in
            let reply = try await service.client.call("GetScores", ["country": "KAZ", "node": "index"])
            #expect(reply.text("period") == "2024-03")
            let scores = reply.list("scores")
            #expect(scores.map { $0.text("power") } == ["CHN", "RUS", "EUU", "DEU"])
            #expect(scores.map { $0.number("value") } == [40, 42.5, 30, 10])
            #expect(scores.map { $0.integer("rank") } == [2, 1, 3, 4])
            #expect(scores.last?["share"]?.isNull == true)
            let shares = scores.compactMap { $0.number("share") }
            #expect(shares.count == 3)
            #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
            // The same whatever is asked for.
            let one = try await service.client.call(
                "GetScores",
                ["country": "KAZ", "node": "index", "power": "RUS"]
            )
            #expect(one.list("scores") == [scores[1]])
            #expect(try await service.client.call("GetScores").list("scores").count == TrialModel.seriesCount)
            let january = try await service.client.call("GetScores", ["period": "2024-01-11"])
            #expect(january.text("period") == "2024-01")
        }
    }

    @Test func `GetRanking orders the powers, those without a score last`() async throws {
        try await TestService.withData { service in
            let reply = try await service.client.call("GetRanking", ["country": "UZB"])
            #expect(reply.list("ranking").map { $0.text("power") } == ["CHN", "RUS", "EUU", "DEU"])
            #expect(reply.list("ranking").map { $0.integer("rank") } == [1, 2, nil, nil])
            #expect(reply.texts("among") == ["CHN", "RUS"])
            let bases = try await service.client.call("GetRanking", ["country": "KAZ", "node": "bases"])
            #expect(bases.list("ranking").first?.text("power") == "RUS")
        }
    }

    @Test func `Explain leads from the score down to the observations`() async throws {
        try await TestService.withData { service in
            let reply = try await service.client.call("Explain", ["country": "KAZ", "power": "RUS"])
            #expect(reply.number("value") == 42.5)
            let nodes = reply.list("nodes")
            #expect(nodes.map { $0.text("node") } == ["index", "economic", "trade", "loans", "bases"])
            #expect(nodes.map { $0.number("contribution") } == [42.5, 30, 30, nil, 12.5])
            #expect(nodes.map { $0.text("freshness") } == [nil, nil, "fresh", "missing", "fresh"])
            #expect(nodes[2].list("observations").first?.number("value") == 40)
            #expect(nodes[2].list("observations").first?.text("recorded_at") == "2024-03-15T00:00:00Z")
            let part = try await service.client.call(
                "Explain",
                ["country": "KAZ", "power": "RUS", "node": "economic"]
            )
            #expect(part.list("nodes").map { $0.number("contribution") } == [40, 40, nil])
            #expect(part.list("nodes").first?["parent"]?.isNull == true)
        }
    }

    @Test func `GetCoverage, ListSeries and ListRuns answer`() async throws {
        try await TestService.withData { service in
            let coverage = try await service.client.call("GetCoverage", ["country": "KAZ", "power": "RUS"])
            #expect(coverage.list("rows").map { $0.text("freshness") } == ["fresh", "missing", "fresh"])
            #expect(coverage.list("rows").map { $0.number("weight") } == [0.375, 0.375, 0.25])
            let series = try await service.client.call("ListSeries", ["indicator": "bases"])
            #expect(series.list("series").map { $0.text("last_period") } == ["2010"])
            for day in 16...18 {
                service.trial.clock.set(to: try instant("2024-03-\(day)"))
                try await service.trial.add("trade,CHN,KAZ,2023,\(day)\n")
                try await service.trial.engine.recompute(.import)
            }
            let all = try await service.client.call("ListRuns")
            #expect(all.list("runs").map { $0.integer("run") } == [4, 3, 2, 1])
            let page = try await service.client.call("ListRuns", ["limit": 2, "before": 4])
            #expect(page.list("runs").map { $0.integer("run") } == [3, 2])
        }
    }

    @Test func `Answers as of a time are those of that time`() async throws {
        try await TestService.withData { service in
            let then = JSONValue.string(service.trial.clock.now().adding(seconds: 60).description)
            let questions: [(String, JSONObject)] = [
                ("GetScores", [:]), ("GetRanking", ["country": "KAZ"]),
                ("GetHistory", ["country": "KAZ", "power": "CHN"]), ("GetObservations", [:]), ("ListSeries", [:]),
                ("Explain", ["country": "KAZ", "power": "CHN"]), ("GetCoverage", [:]),
            ]
            func ask() async throws -> [JSONObject] {
                var answers: [JSONObject] = []
                for (method, parameters) in questions {
                    var parameters = parameters
                    parameters["as_of"] = then
                    answers.append(try await service.client.call(method, parameters))
                }
                return answers
            }
            let before = try await ask()
            service.trial.clock.set(to: try instant("2024-05-20"))
            try await service.trial.add("trade,CHN,KAZ,2023,22\nbases,CHN,KAZ,2024,1\n")
            try await service.trial.engine.recompute(.import)
            #expect(try await ask() == before)
            #expect(try await service.client.call("GetScores").list("scores") != before[0].list("scores"))
        }
    }

    @Test func `The pages of a history are the stream of it`() async throws {
        let daily = TrialModel.text.replacing(
            "frequency: month, from: 2024-01",
            with: "frequency: day, from: 2020-01-01"
        )
        let trial = try Trial(model: daily, at: "2023-12-31")
        try await trial.add(TrialModel.data.replacing(",2023,", with: ",2019,"))
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let question: JSONObject = ["country": "KAZ", "power": "CHN"]
            let streamed = try await service.client.all("GetHistory", question)
            #expect(streamed.count == 2)
            #expect(streamed.allSatisfy { $0["next"]?.isNull == true })
            var paged: [JSONObject] = []
            var asked = question
            while true {
                let page = try await service.client.call("GetHistory", asked)
                paged += page.list("points")
                guard let next = page.text("next") else { break }
                asked["from"] = .string(next)
            }
            #expect(paged.count == 4 * 365 + 1)
            #expect(paged == streamed.flatMap { $0.list("points") })
            var part = question
            part["from"] = "2021-02"
            part["to"] = "2021-02"
            #expect(try await service.client.call("GetHistory", part).list("points").count == 28)
        }
    }

    @Test func `Watch sends the state first and then what happens`() async throws {
        try await TestService.withData { service in
            let watcher = service.anotherClient()
            let state = try #require(try await watcher.watch(["country": "KAZ", "node": "index"]))
            #expect(state.text("kind") == "state")
            #expect(state["run"]?.objectValue?.integer("run") == 1)
            #expect(state.list("scores").map { $0.text("power") } == ["CHN", "RUS", "EUU", "DEU"])
            // The same figure with the same dates, whoever shows it.
            let shown = try await service.client.call("GetScores", ["country": "KAZ", "node": "index"]).list("scores")
            for field in ["data_from", "data_to", "flags", "breaks"] {
                #expect(state.list("scores").map { $0[field] } == shown.map { $0[field] })
            }
            #expect(shown.allSatisfy { $0.text("data_to") != nil })
            try await service.trial.engine.recompute(.request)
            #expect(try await watcher.next()?.text("kind") == "heartbeat")
            try await service.trial.add("trade,CHN,KAZ,2023,22\ntrade,CHN,UZB,2023,99\n")
            try await service.trial.engine.recompute(.import)
            let run = try #require(try await watcher.next())
            #expect(run.text("kind") == "run")
            #expect(run.list("scores").map { $0.text("country") } == ["KAZ"])
            #expect(run.list("scores").map { $0.number("value") } == [41])
            #expect(run.list("scores").map { $0.integer("rank") } == [2])
            #expect(run.list("scores").map { $0.text("data_to") }.allSatisfy { ($0 ?? "") >= "2023-12-31" })
        }
    }

    @Test func `Watch without more is refused, and unfiltered sends no list of everything`() async throws {
        try await TestService.withData { service in
            #expect(try await service.client.refusal("Watch") == .expectedMore)
            let state = try #require(try await service.anotherClient().watch())
            #expect(state.list("scores").isEmpty)
        }
    }
}
