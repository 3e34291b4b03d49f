import Foundation
import InfluenceReading
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceTestKit
import Testing

/// What a review found in the first edition, asked of the bundled models and data whatever they are.
@Suite(.timeLimit(.minutes(5))) struct BundledFaultTests {
    private static func loaded(_ name: String) throws -> (model: Model, observations: [Observation]) {
        let model = try ModelFiles.load(path: Repository.path("Config/models/\(name).yaml")).model
        let bytes = Array(try Data(contentsOf: URL(filePath: Repository.path("Config/data/central-asia.csv"))))
        let outcome = ObservationCSV.read(bytes, checks: ObservationChecks(model: model))
        #expect(outcome.errors == [])
        return (model, Array(outcome.observations))
    }

    /// Each half year.
    private static let periods = (2001...2030).flatMap { year in
        ["06", "12"].compactMap { try? Period("\(year)-\($0)") }
    }

    /// Students in KGZ came to 126.9 %, in TJK to 114.4, KAZ 112 and UZB 110.7: of two tables with different totals.
    @Test(arguments: ["central-asia", "equal", "lowy"])
    func `All powers together have no more than the whole of anything in any country`(name: String) throws {
        let (model, observations) = try Self.loaded(name)
        let columns = try Scorer(model: model, panel: Panel(observations)).columns(for: Self.periods, threads: 2)
        let count = Self.periods.count
        var shares = 0
        for (indicator, column) in zip(model.indicators, columns) where indicator.readsTable {
            for country in model.countries.indices {
                for period in 0..<count {
                    let parts = model.powers.indices.compactMap { power -> Double? in
                        let value = column.raw.values[(country * model.powers.count + power) * count + period]
                        return model.powers[power].within == nil && !value.isNaN ? value : nil
                    }
                    shares += parts.count
                    #expect(
                        parts.reduce(0, +) <= indicator.tolerance + 1e-9,
                        "\(indicator.id) \(model.countries[country].id) \(Self.periods[period])"
                    )
                }
            }
        }
        #expect(shares > 1_000)
    }

    /// One row `alliance_level,EUU,KAZ,2000-01-01,0,level,,TREATY` changed 12,912 scores: it made the reporter of one power
    /// that of all. Of each indicator that is no share a row of its first reporter, and of one that nobody knows.
    @Test func `A row about one power changes no score of another`() throws {
        let (model, observations) = try Self.loaded("central-asia")
        func scores(_ more: [Observation]) throws -> ScoreTable {
            try Scorer(model: model, panel: Panel(observations + more)).scores(for: Self.periods, threads: 2)
        }
        let before = try scores([])
        let day = try Period("2003-05-04")
        var rows = 0
        for (number, indicator) in model.indicators.enumerated()
        where !indicator.readsTable && indicator.subject == .dyad {
            guard let input = indicator.inputs.first, indicator.normalisation.goalposts != nil else { continue }
            let country = model.countries[number % model.countries.count].id
            let power = model.powers[number % model.powers.count].id
            var added: [Observation] = []
            for reporter in Set([indicator.reporters?[country].first ?? "NOBODY", "NOBODY"]) {
                added.append(
                    Observation(
                        series: SeriesKey(indicator: input, power: power, country: country, reporter: reporter),
                        period: day,
                        value: indicator.levels?.first?.level ?? indicator.plausibility.low ?? 0,
                        unit: model.indicator(input)?.unit ?? ""
                    )
                )
            }
            rows += 1
            let after = try scores(added)
            for (old, new) in zip(before, after) where before.dyads[old.dyad] != Dyad(power: power, country: country) {
                if old.score.value?.bitPattern == new.score.value?.bitPattern, old.score.coverage == new.score.coverage,
                    old.score.confidence == new.score.confidence
                {
                    continue
                }
                Issue.record(
                    "\(indicator.id) of \(power) in \(country) moves \(before.nodes[old.node]) of \(before.dyads[old.dyad])"
                )
                return
            }
        }
        #expect(rows > 4)
    }
}
