import Foundation
import InfluenceControl
import InfluenceReading
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceMethods

/// What is known of Central Asia comes out of the bundled model and data.
@Suite(.timeLimit(.minutes(5))) struct CentralAsiaTests {
    @Test func `The bundled service gives the known answers`() async throws {
        let text = try String(contentsOfFile: Repository.path("Config/models/central-asia.yaml"), encoding: .utf8)
        // Quarters, which have the same scores as the months that they end with, in a third of the time.
        let model = text.replacing(
            "grid: {frequency: month, from: 2000-01}",
            with: "grid: {frequency: quarter, from: 2022-Q1}"
        )
        try #require(model != text)
        let trial = try Trial(model: model, at: "2024-07-26")
        await trial.engine.importFeeds([Repository.path("Config/data/central-asia.csv")])
        #expect(trial.status.feeds.map(\.error) == [nil])
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            func share(_ country: String, _ power: String, _ year: String) async throws -> Double {
                let reply = try await service.client.call(
                    "Explain",
                    [
                        "country": .string(country), "power": .string(power), "node": "trade_share",
                        "period": .string(year),
                    ]
                )
                return try #require(reply.list("nodes").first?.number("raw"))
            }
            // China overtakes Russia in the trade of Kazakhstan and of Uzbekistan.
            for (country, year, china, russia) in [
                ("KAZ", "2022", 17.86, 19.90), ("KAZ", "2023", 21.54, 19.39),
                ("UZB", "2022", 17.94, 18.58), ("UZB", "2023", 21.76, 15.99),
            ] {
                #expect(abs(try await share(country, "CHN", year) - china) < 0.01, "\(country) \(year)")
                #expect(abs(try await share(country, "RUS", year) - russia) < 0.01, "\(country) \(year)")
            }
            let ranking = try await service.client.call(
                "GetRanking",
                ["country": "KGZ", "node": "trade_share", "period": "2022"]
            )
            #expect(ranking.list("ranking").first?.text("power") == "CHN")

            func values(_ question: JSONObject) async throws -> [String: Double] {
                var values: [String: Double] = [:]
                for observation in try await service.client.call("GetObservations", question).list("observations") {
                    guard let country = observation.text("country") else { continue }
                    values[country] = observation.number("value")
                }
                return values
            }
            let reported = try await values(
                [
                    "indicator": "trade_turnover_reported", "power": "CHN", "country": "KGZ", "from": "2022",
                    "to": "2022",
                ]
            )
            #expect(reported["KGZ"] == 4_130_300_000)
            let institutes = try await values(["indicator": "confucius_institutes", "power": "CHN"])
            #expect(institutes.filter { $0.value > 0 } == ["KAZ": 5, "KGZ": 4, "TJK": 2, "UZB": 2])

            let question: JSONObject = ["indicator": "trade_turnover"]
            let streamed = try await service.client.all("GetObservations", question)
            #expect(streamed.count > 2)
            var paged: [JSONObject] = []
            var asked = question
            while true {
                let page = try await service.client.call("GetObservations", asked)
                paged += page.list("observations")
                guard let next = page.text("next") else { break }
                asked["cursor"] = .string(next)
            }
            // Whole replies are compared as text: 10,000 objects member by member take long in a debug build.
            #expect(paged.map(\.description) == streamed.flatMap { $0.list("observations") }.map(\.description))
        }
    }

    private static func observations() throws -> (LoadedModel, [Observation]) {
        let loaded = try ModelFiles.load(path: Repository.path("Config/models/central-asia.yaml"))
        let bytes = Array(try Data(contentsOf: URL(filePath: Repository.path("Config/data/central-asia.csv"))))
        let outcome = ObservationCSV.read(bytes, checks: ObservationChecks(model: loaded.model))
        #expect(outcome.errors == [])
        return (loaded, Array(outcome.observations))
    }

    @Test func `Contributions add up to the score wherever there is one`() throws {
        let (loaded, observations) = try Self.observations()
        let model = loaded.model
        let scorer = try Scorer(model: model, panel: try Panel(observations))
        let periods = try ["2005-12", "2014-12", "2019-12", "2023-12"].map { try Period($0) }
        let table = try scorer.scores(for: periods, threads: 2)
        let known = Known()
        let indicators = Set(model.indicators.map(\.id.text))
        var explained = 0
        for dyad in table.dyads {
            for period in periods where table["index", dyad, period]?.value != nil {
                let explanation = try scorer.explain(dyad, at: period, in: table)
                for node in ["index", "economic", "security", "soft_power"] as [NodeID] {
                    guard let score = explanation[node]?.score.value else { continue }
                    let view = ExplanationView(explanation, of: node, model: model, known: known)
                    let documents = view.documents().compactMap(\.json.objectValue)
                    #expect(documents.first?.number("value") == score)
                    let leaves = documents.filter { $0.text("node").map { indicators.contains($0) } ?? false }
                    let sum = leaves.compactMap { $0.number("contribution") }.reduce(0, +)
                    #expect(abs(sum - score) <= 1e-9 * max(1, score), "\(node) \(dyad.power) \(dyad.country) \(period)")
                    let weights = leaves.compactMap { $0.number("effective_weight") }.reduce(0, +)
                    #expect(abs(weights - 1) < 1e-9, "\(node) \(dyad.power) \(dyad.country) \(period)")
                }
                explained += 1
            }
        }
        #expect(explained > 50)
    }

    @Test(arguments: ["central-asia", "equal", "lowy"])
    func `Russia and China have an index in every year since 2002, by each of the bundled weights`(name: String) throws
    {
        let (_, observations) = try Self.observations()
        let model = try ModelFiles.load(path: Repository.path("Config/models/\(name).yaml")).model
        let periods = (2002...2027).compactMap { try? Period("\($0)-12") }
        let table = try Scorer(model: model, panel: try Panel(observations)).scores(for: periods, threads: 2)
        for power in ["RUS", "CHN"] as [PowerID] {
            for country in model.countries {
                let dyad = Dyad(power: power, country: country.id)
                let years = periods.filter { table["index", dyad, $0]?.value != nil }.map(\.start.year)
                #expect(years == Array(2002...2027), "\(name) \(power) \(country.id)")
            }
        }
        // The union has an index where its trade is published.
        let period = try Period("2023-12")
        for (country, isKnown) in [("KAZ", true), ("KGZ", true), ("TJK", false), ("TKM", false), ("UZB", true)] {
            let union = Dyad(power: "EUU", country: CountryID(country))
            #expect((table["index", union, period]?.value != nil) == isKnown, "\(name) \(country)")
        }
    }
}
