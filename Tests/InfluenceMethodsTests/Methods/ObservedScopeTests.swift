import Foundation
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceMethods

/// An answer about one country, power or node reads what that depends on and no more, and says the same as if all had been
/// read.
@Suite(.timeLimit(.minutes(5))) struct ObservedScopeTests {
    private func bundled() async throws -> (trial: Trial, methods: IndexMethods, run: Run) {
        let text = try String(contentsOfFile: Repository.path("Config/models/central-asia.yaml"), encoding: .utf8)
        let model = text.replacing(
            "grid: {frequency: month, from: 2000-01}",
            with: "grid: {frequency: quarter, from: 2019-Q1}"
        )
        try #require(model != text)
        let trial = try Trial(model: model, at: "2024-07-26")
        await trial.engine.importFeeds([Repository.path("Config/data/central-asia.csv")])
        let run = try await trial.engine.recompute(.start).run
        return (trial, Self.methods(trial), run)
    }

    private static func methods(_ trial: Trial) -> IndexMethods {
        IndexMethods(store: trial.store, engine: trial.engine, clock: trial.clock, startedAt: trial.clock.now())
    }

    @Test func `What is told beside a figure is the same, however little was read for it`() async throws {
        let (trial, methods, run) = try await bundled()
        let loaded = trial.status.loaded
        let model = loaded.model
        let all = try #require(try methods.figureFacts(of: run, loaded, ObservedScope(country: nil)))
        let periods = model.grid.periods(through: run.gridThrough.end)
        let last = try #require(periods.last)
        var compared = 0
        for country in model.countries.map(\.id) {
            let ofCountry = try #require(
                try methods.figureFacts(of: run, loaded, ObservedScope(country: country), at: last)
            )
            for power in model.powers.map(\.id) {
                let scope = ObservedScope(country: country, power: power)
                let ofDyad = try #require(try methods.figureFacts(of: run, loaded, scope))
                for node in model.nodes.map(\.id) {
                    let series = ScoreSeries(node: node, power: power, country: country)
                    for period in periods {
                        let facts = try all.facts(of: series, at: period, breaksAfter: period.yearBefore)
                        #expect(try ofDyad.facts(of: series, at: period, breaksAfter: period.yearBefore) == facts)
                        #expect(try ofDyad.facts(of: series, at: period) == all.facts(of: series, at: period))
                        if facts.span != nil { compared += 1 }
                        guard period == last else { continue }
                        #expect(try ofCountry.facts(of: series, at: period, breaksAfter: period.yearBefore) == facts)
                    }
                }
            }
        }
        #expect(compared > 5_000)
    }

    @Test(arguments: ["trade_share", "economic", "official_finance_gdp", "alliance_level", "igo_tie", "import_share"])
    func `Of one node what lies beneath it is read, and says the same`(node: NodeID) async throws {
        let (trial, methods, run) = try await bundled()
        let loaded = trial.status.loaded
        let model = loaded.model
        let all = try #require(try methods.figureFacts(of: run, loaded, ObservedScope(country: nil)))
        for (country, power) in [("KAZ", "CHN"), ("UZB", "RUS"), ("TJK", "IRN"), ("TKM", "EUU")]
            as [(CountryID, PowerID)]
        {
            let scope = ObservedScope(of: node, power, in: country)
            let read = try methods.observations(of: run, model, scope)
            let whole = try methods.observations(of: run, model, ObservedScope(country: country))
            #expect(!read.isEmpty && read.count < whole.count)
            let found = try #require(try methods.figureFacts(of: run, loaded, scope))
            let series = ScoreSeries(node: node, power: power, country: country)
            for period in model.grid.periods(through: run.gridThrough.end) {
                #expect(try found.facts(of: series, at: period) == all.facts(of: series, at: period))
            }
        }
    }

    @Test func `Of one power its own rows are read, and of shares those of all powers, but none of other partners`()
        async throws
    {
        let (trial, methods, run) = try await bundled()
        let loaded = trial.status.loaded
        let model = loaded.model
        let read = try methods.observations(of: run, model, ObservedScope(country: "KAZ", power: "CHN"))
        #expect(read.allSatisfy { $0.series.country == "KAZ" })
        let partners = Set(read.compactMap(\.series.power))
        #expect(partners.isSubset(of: Set(model.powers.map(\.id) + [.world])))
        let agreements = read.filter { $0.series.indicator == "alliance_level" }
        #expect(Set(agreements.compactMap(\.series.power)) == ["CHN"])
        let trade = read.filter { $0.series.indicator == "trade_turnover" }
        #expect(Set(trade.compactMap(\.series.power)).isSuperset(of: ["CHN", "RUS", .world]))
    }

    @Test func `Where scores are relative to others, all of those are read`() async throws {
        let relative = TrialModel.text.replacing("normalise: {goalposts: [0, 100]}", with: "normalise: minmax")
        try #require(relative != TrialModel.text)
        let trial = try Trial(model: relative)
        try await trial.add(TrialModel.data)
        let run = try await trial.engine.recompute(.start).run
        let loaded = trial.status.loaded
        let model = loaded.model
        let scope = ObservedScope(country: "KAZ", power: "CHN")
        #expect(scope.part(of: model) == model)
        let read = try Self.methods(trial).observations(of: run, model, scope)
        #expect(read.count == 8)
    }
}
