import InfluenceControl
import InfluenceStore
import Testing

@testable import InfluenceEngine

@Suite(.timeLimit(.minutes(5))) struct IndexErrorTests {
    private static let scoreMethods = ["GetScores", "GetRanking", "GetHistory", "Explain"]

    @Test func `What is unknown is named with what is known`() async throws {
        try await TestService.withData { service in
            func refusal(_ method: String, _ parameters: JSONObject) async throws -> VarlinkError {
                try #require(try await service.client.refusal(method, parameters), "\(method) \(parameters)")
            }
            for method in Self.scoreMethods {
                var parameters: JSONObject = ["country": "KAX"]
                if method != "GetRanking" { parameters["power"] = "CHN" }
                let country = try await refusal(method, parameters)
                #expect(country.shortName == "UnknownCountry")
                #expect(country.parameters == ["country": "KAX", "known": ["KAZ", "UZB"], "meant": nil])
                parameters["country"] = "KAZ"
                parameters["node"] = "indx"
                let node = try await refusal(method, parameters)
                #expect(node.shortName == "UnknownNode")
                #expect(node.parameters.texts("known") == ["index", "economic", "trade", "loans", "bases"])
                guard method != "GetRanking" else { continue }
                let power = try await refusal(method, ["country": "KAZ", "power": "ZZZ"])
                #expect(power.shortName == "UnknownPower")
                #expect(power.parameters.texts("known") == ["CHN", "RUS", "EUU", "DEU"])
            }
            let indicator = try await refusal("GetObservations", ["indicator": "economic"])
            #expect(indicator.shortName == "UnknownNode")
            #expect(indicator.parameters.texts("known") == ["trade", "loans", "bases", "visits"])
        }
    }

    @Test func `Countries, powers and nodes are taken by name and title too, in any case`() async throws {
        let model =
            TrialModel.text.replacing("title: Loans", with: "title: Trade of money")
            + "measures: {pairs: [[CHN, RUS]]}\n"
        let trial = try Trial(model: model)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            func answer(_ method: String, _ parameters: JSONObject) async throws -> JSONObject {
                try await service.client.call(method, parameters)
            }
            let plain: JSONObject = ["country": "KAZ", "power": "CHN", "node": "loans"]
            for called: JSONObject in [
                ["country": "Kazakhstan", "power": "China", "node": "Trade of money"],
                ["country": "KAZAKHSTAN", "power": "CHINA", "node": "TRADE OF MONEY"],
                ["country": "kaz", "power": "chn", "node": "Loans"],
            ] {
                for method in ["GetScores", "GetHistory", "Explain"] {
                    #expect(try await answer(method, called) == (try await answer(method, plain)), "\(method)")
                }
            }
            // A pair, in either order; an indicator of observations; an assumption.
            let pair: JSONObject = ["country": "KAZ", "power": "Russia+China"]
            let measures = try await answer("GetMeasures", pair).list("measures")
            #expect(Set(measures.map { [$0.text("power"), $0.text("counterpart")] }) == [["CHN", "RUS"]])
            let rows = try await answer("GetObservations", ["indicator": "trade of money", "power": "china"])
            #expect(rows == (try await answer("GetObservations", ["indicator": "loans", "power": "CHN"])))
            let assumed = try await answer(
                "WhatIf",
                ["country": "KAZ", "weights": [["node": "Trade of Money", "weight": 2]]]
            )
            #expect(assumed.list("weights").contains { $0.text("node") == "loans" })
        }
    }

    @Test func `What is called nearly so is suggested, and what several are called is none of them`() async throws {
        let model = TrialModel.text.replacing("title: Loans", with: "title: Bases")
        let trial = try Trial(model: model)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            for (parameters, meant): (JSONObject, String?) in [
                (["country": "KAZAKSTAN"], "KAZ"), (["country": "KAZ", "power": "Chinna"], "CHN"),
                (["country": "KAX"], nil), (["country": "Peru"], nil),
                (["country": "KAZ", "node": "Economics"], nil),
            ] {
                let error = try #require(try await service.client.refusal("GetScores", parameters))
                #expect(error.parameters.text("meant") == meant, "\(parameters)")
            }
            // An id comes before a title: the node 'bases' is one, and 'loans' is called so too.
            let bases = try await service.client.call("GetScores", ["country": "KAZ", "power": "RUS", "node": "bases"])
            #expect(Set(bases.list("scores").map { $0.text("node") }) == ["bases"])
        }
        let twice = try Trial(model: TrialModel.text.replacing("name: Russia", with: "name: China"))
        try await twice.add(TrialModel.data)
        try await twice.engine.recompute(.start)
        try await TestService.with(twice) { service in
            let error = try #require(try await service.client.refusal("GetScores", ["power": "China"]))
            #expect(error.shortName == "UnknownPower")
        }
    }

    @Test func `A power that a node has no series of is answered with what the node is of`() async throws {
        let model = TrialModel.text + "measures: {pairs: [[CHN, RUS]]}\n"
        let trial = try Trial(model: model)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            for (node, power, reason, known) in [
                ("tilt", "RUS", "tilt is a measure of two powers", ["CHN+RUS"]),
                (
                    "multi_vector", "RUS",
                    "multi_vector is a measure of a country and all powers, which are WLD together", ["WLD"]
                ),
                ("share", "CHN+RUS", "share is a measure of one power", ["CHN", "RUS", "EUU", "DEU"]),
                ("index", "RUS+CHN", "two powers together have measures alone, such as the node ", nil),
                ("index", "WLD", "all powers together have measures alone, such as the node ", nil),
            ] as [(String, String, String, [String]?)] {
                for method in ["GetScores", "GetHistory", "Explain"] {
                    let parameters: JSONObject = [
                        "country": "KAZ", "power": .string(power), "node": .string(node),
                    ]
                    let error = try #require(try await service.client.refusal(method, parameters), "\(method) \(node)")
                    #expect(error.shortName == "UnknownPower")
                    #expect(error.parameters.text("reason")?.hasPrefix(reason) == true, "\(method) \(node) \(error)")
                    if let known { #expect(error.parameters.texts("known") == known) }
                }
            }
            // Neither a pair nor all of them.
            for power in ["RUS+FRA", "FRA", "RUS+", "+", "RUS+CHN+DEU"] {
                let error = try await service.client.refusal("GetScores", ["power": .string(power)])
                #expect(error?.shortName == "UnknownPower" && error?.parameters.text("reason") == nil, "\(power)")
            }
        }
    }

    @Test func `A reporter that nobody is of is answered with those that there are`() async throws {
        let trial = try Trial()
        try await trial.add(
            "indicator,power,country,period,value,reporter\ntrade,CHN,KAZ,2023,1,KAZ_BNS\ntrade,CHN,KAZ,2022,1,\n"
        )
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let error = try #require(try await service.client.refusal("GetObservations", ["reporter": "KAZ_BSN"]))
            #expect(error.shortName == "UnknownReporter")
            #expect(error.parameters == ["reporter": "KAZ_BSN", "known": ["KAZ_BNS"]])
            for reporter in ["KAZ_BNS", ""] {
                let reply = try await service.client.call("GetObservations", ["reporter": .string(reporter)])
                #expect(reply.list("observations").count == 1)
            }
        }
    }

    @Test(
        arguments: [
            ("GetScores", ["period": "2024-13"]), ("GetScores", ["period": "yesterday"]),
            ("GetScores", ["period": "1999"]), ("GetScores", ["period": "2030-01"]),
            ("GetHistory", ["country": "KAZ", "power": "CHN", "from": "2024-05", "to": "2024-04"]),
            ("GetObservations", ["from": "x"]), ("Explain", ["country": "KAZ", "power": "CHN", "period": "2025"]),
            ("GetCoverage", ["period": "2023"]),
        ] as [(String, JSONObject)]
    )
    func `A bad period is answered with the reason`(method: String, parameters: JSONObject) async throws {
        try await TestService.withData { service in
            let error = try #require(try await service.client.refusal(method, parameters))
            #expect(error.name == "org.influenced.Index.InvalidPeriod")
            #expect(error.parameters.text("reason")?.isEmpty == false)
        }
    }

    @Test func `A bad time is answered with how to write one`() async throws {
        try await TestService.withData { service in
            for method in ["GetScores", "GetObservations", "ListSeries", "GetCoverage"] {
                let error = try #require(try await service.client.refusal(method, ["as_of": "last week"]))
                #expect(error.shortName == "InvalidTime")
                #expect(error.parameters.text("time") == "last week")
                #expect(error.parameters.text("reason")?.contains("2026-11-23T06:00:00Z") == true)
            }
        }
    }

    @Test func `Before the first run there is no data, and that is said`() async throws {
        try await TestService.with(try Trial()) { service in
            let questions: [(String, JSONObject)] = [
                ("GetScores", [:]), ("GetRanking", ["country": "KAZ"]), ("GetCoverage", [:]),
                ("GetHistory", ["country": "KAZ", "power": "CHN"]), ("Explain", ["country": "KAZ", "power": "CHN"]),
            ]
            for (method, parameters) in questions {
                let error = try #require(try await service.client.refusal(method, parameters))
                #expect(error.shortName == "NoData", "\(method)")
            }
            #expect(try await service.client.call("ListRuns").list("runs").isEmpty)
            #expect(try await service.client.call("GetObservations").list("observations").isEmpty)
            #expect(try await service.anotherClient().watch()?.text("kind") == "state")
            try await service.trial.engine.recompute(.start)
            let error = try await service.client.refusal("GetScores", ["as_of": "2024-01-01"])
            #expect(error?.shortName == "NoData")
        }
    }

    @Test(
        arguments: [
            ("GetScores", ["contry": "KAZ"], "contry"), ("GetScores", ["country": 7], "country"),
            ("GetRanking", [:], "country"), ("GetHistory", ["country": "KAZ"], "power"),
            ("ListRuns", ["limit": 0], "limit"), ("ListRuns", ["limit": 1_000_000], "limit"),
            ("GetObservations", ["cursor": "7.x"], "cursor"), ("ImportObservations", ["name": "x"], "text"),
            ("Upload", [:], "text"),
        ] as [(String, JSONObject, String)]
    )
    func `A wrong parameter is named`(method: String, parameters: JSONObject, name: String) async throws {
        try await TestService.withData { service in
            let refusal = try await service.client.refusal(method, parameters)
            #expect(refusal == .invalidParameter(name))
        }
    }

    @Test func `A store that cannot be read is answered with why`() async throws {
        try await TestService.withData { service in
            service.trial.store.close()
            let error = try #require(try await service.client.refusal("GetScores"))
            #expect(error.shortName == "StoreFailure")
            #expect(error.parameters.text("reason")?.contains("has been closed") == true)
        }
    }
}
