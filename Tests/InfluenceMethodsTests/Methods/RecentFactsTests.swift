import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceMethods

@Suite struct RecentFactsTests {
    @Test func `What is told beside a score is that of its run and period, however often it is asked for`()
        async throws
    {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        let first = try await trial.engine.recompute(.start).run
        let methods = IndexMethods(
            store: trial.store,
            engine: trial.engine,
            clock: trial.clock,
            startedAt: trial.clock.now()
        )
        let loaded = trial.status.loaded
        let scope = ObservedScope(country: "KAZ", power: "CHN")
        func lastDay(_ node: NodeID, _ run: Run, _ period: Period) throws -> String? {
            let series = [node, "index"].map { ScoreSeries(node: $0, power: "CHN", country: "KAZ") }
            let facts = try #require(try methods.facts(of: series, at: period, of: run, loaded, scope))
            let read = try #require(try methods.figureFacts(of: run, loaded, scope, at: period))
            for one in series {
                #expect(try facts[one] == read.facts(of: one, at: period, breaksAfter: period.yearBefore))
            }
            return facts[series[0]]?.span?.to.description
        }
        #expect(try lastDay("trade", first, first.gridThrough) == "2023-12-31")
        try await trial.add("trade,CHN,KAZ,2024-01,21\n")
        let second = try await trial.engine.recompute(.request).run
        try #require(second.id != first.id)
        let january = try Period("2024-01")
        for _ in 0..<2 {
            #expect(try lastDay("trade", second, second.gridThrough) == "2024-01-31")
            #expect(try lastDay("loans", second, second.gridThrough) == "2023-12-31")
            #expect(try lastDay("trade", first, first.gridThrough) == "2023-12-31")
            #expect(try lastDay("trade", first, january) == "2023-12-31")
            #expect(try lastDay("bases", second, january) == nil)
        }
    }

    @Test func `No more are remembered than the limit, and those of a larger answer not at all`() throws {
        let facts = RecentFacts()
        let period = Period.day(.earliest)
        func some(_ count: Int, _ country: CountryID) -> [ScoreSeries: FigureFacts.Facts] {
            Dictionary(
                uniqueKeysWithValues: (0..<count).map {
                    (ScoreSeries(node: NodeID("node\($0)"), power: "CHN", country: country), FigureFacts.Facts())
                }
            )
        }
        func isKnown(_ of: [ScoreSeries: FigureFacts.Facts]) -> Bool {
            facts.facts(of: Array(of.keys), at: period, of: 1) != nil
        }
        let (few, most, more) = (some(8, "KAZ"), some(RecentFacts.limit, "UZB"), some(RecentFacts.limit + 1, "TJK"))
        facts.keep(few, at: period, of: 1)
        facts.keep(more, at: period, of: 1)
        #expect(isKnown(few))
        #expect(!isKnown(more))
        #expect(facts.facts(of: Array(few.keys), at: period, of: 2) == nil)
        facts.keep(most, at: period, of: 1)
        #expect(isKnown(most))
        #expect(!isKnown(few))
    }
}
