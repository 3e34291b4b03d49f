import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite struct ImputationTests {
    private let years = [2018, 2019, 2021, 2022].compactMap { Period.year($0) }

    private func model(
        _ imputation: Imputation,
        powers: [Power],
        countries: [Country] = [Country(id: "KAZ", name: "")]
    ) -> Model {
        let indicator = Indicator(id: "trade", title: "", imputation: imputation)
        let plain = Model(indicator)
        return Model(
            id: "test",
            title: "",
            definition: "",
            scale: Scale(),
            grid: .listed([]),
            powers: powers,
            countries: countries,
            nodes: plain.nodes,
            tracked: []
        )
    }

    private func powers(_ groups: [String?]) -> [Power] {
        groups.enumerated().map { place, group in
            Power(id: PowerID("P\(place)"), name: "", groups: group.map { ["region": $0] } ?? [:])
        }
    }

    private func imputed(
        _ imputation: Imputation,
        _ values: [Double],
        powers: [Power],
        periods: [Period] = ["2020"],
        freshness: [Freshness]? = nil
    ) -> Column {
        let model = model(imputation, powers: powers)
        return imputation.apply(
            to: Column(values: values, freshness: freshness),
            of: model,
            in: Cells(model, periods: periods)
        )
    }

    private func same(_ left: [Double], _ right: [Double]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }

    @Test func `Means and medians are of the same period`() {
        let column = [1, 10, .nan, 20, 4, .nan, 1, 0.0]
        let powers = powers([nil, nil, nil, nil])
        let mean = imputed(.mean, column, powers: powers, periods: ["2020", "2021"])
        #expect(same(mean.values, [1, 10, 2, 20, 4, 10, 1, 0]))
        #expect(mean.freshness?[2] == .imputed && mean.freshness?[5] == .imputed && mean.freshness?[0] == .fresh)
        let median = imputed(.median, column, powers: powers, periods: ["2020", "2021"])
        #expect(same(median.values, [1, 10, 1, 20, 4, 10, 1, 0]))
    }

    @Test func `Groups keep to themselves, and what has none stays missing`() {
        let values = [1, 3, .nan, 10, .nan, .nan, Double.nan]
        let powers = powers(["east", "east", "east", "west", "west", nil, "south"])
        let column = imputed(.groupMean("region"), values, powers: powers)
        #expect(same(column.values, [1, 3, 2, 10, 10, .nan, .nan]))
        #expect(column.freshness?[5] == .missing && column.freshness?[6] == .missing)
        let unknown = imputed(.groupMedian("other"), values, powers: powers)
        #expect(same(unknown.values, values))
    }

    @Test func `A dyad's group is the pair of its power's and its country's`() {
        let model = model(
            .groupMean("region"),
            powers: powers(["east", nil]),
            countries: [
                Country(id: "KAZ", name: "", groups: ["region": "steppe"]), Country(id: "TJK", name: ""),
                Country(id: "UZB", name: "", groups: ["region": "steppe"]),
            ]
        )
        let groups = DyadGroups(model, grouping: "region")
        #expect(groups.numbers == [0, 1, 2, nil, 0, 1])
    }

    @Test func `What cannot exist is never imputed; what expired is`() {
        let column = imputed(
            .mean,
            [2, .nan, .nan],
            powers: powers([nil, nil, nil]),
            freshness: [.stale, .notApplicable, .expired]
        )
        #expect(same(column.values, [2, .nan, 2]))
        #expect(column.freshness == [.stale, .notApplicable, .imputed])
    }

    @Test func `Lines run between known values in years of one length, and level beyond them`() {
        let powers = powers([nil, nil, nil])
        let values = [.nan, 3, .nan, 6, 5, .nan, .nan, .nan, .nan, .nan, .nan, Double.nan]
        let column = imputed(.linear, values, powers: powers, periods: years)
        #expect(same(column.values, [3, 3, 5, 6, 5, 5, 5, 5, .nan, .nan, .nan, .nan]))
        // 2020 has 366 days: in days, the middle would not be the middle.
        let three = imputed(.linear, [0, .nan, 1], powers: [powers[0]], periods: ["2019", "2020", "2021"])
        #expect(same(three.values, [0, 0.5, 1]))
    }

    @Test func `The last value known is carried forward, never back`() {
        let values = [.nan, 3, .nan, .nan, 5, .nan, 6, Double.nan]
        let column = imputed(.last, values, powers: powers([nil, nil]), periods: years)
        #expect(same(column.values, [.nan, 3, 3, 3, 5, 5, 6, 6]))
    }

    @Test func `The next value known is carried back, never forward; constant does both`() {
        let values = [.nan, 3, .nan, 7, .nan, 5, .nan, Double.nan]
        let back = imputed(.next, values, powers: powers([nil, nil]), periods: years)
        #expect(same(back.values, [3, 3, 7, 7, 5, 5, .nan, .nan]))
        #expect(back.freshness?.map { $0 == .imputed } == [true, false, true, false, true, false, false, false])
        let constant = imputed(.constant, values, powers: powers([nil, nil]), periods: years)
        #expect(same(constant.values, [3, 3, 3, 7, 5, 5, 5, 5]))
        // What cannot exist is passed over, and not filled.
        let never = imputed(
            .next,
            [.nan, .nan, 4, .nan],
            powers: powers([nil]),
            periods: years,
            freshness: [.missing, .notApplicable, .fresh, .expired]
        )
        #expect(same(never.values, [4, .nan, 4, .nan]))
    }

    @Test(arguments: [Imputation.mean, .median, .groupMean("region"), .linear, .last, .next, .constant])
    func `With nothing to go by nothing is imputed, and no period is no trouble`(imputation: Imputation) {
        let missing = [Double](repeating: .nan, count: 2)
        #expect(same(imputed(imputation, missing, powers: powers(["east", "east"])).values, missing))
        #expect(imputed(imputation, [], powers: powers(["east", "east"]), periods: []).values.isEmpty)
    }

    @Test func `An explanation tells that a value is imputed`() throws {
        let model = model(.mean, powers: powers([nil, nil]))
        let scorer = try Scorer(model: model, panel: Panel([observed("trade", "P0", "KAZ", "2020", 7)]))
        let explanation = try scorer.explain(Dyad(power: "P1", country: "KAZ"), at: "2020", among: ["2020"])
        guard case .indicator(let basis) = explanation["trade"]?.basis else { throw NoBasis() }
        #expect(basis.raw == nil && basis.treated == 7 && basis.freshness == .imputed && basis.observations.isEmpty)
        #expect(explanation["index"]?.score == Score(value: 7, coverage: 0, confidence: 0))
    }
}
