import InfluenceModel
import InfluenceScoring
import Testing

@Suite("Statuses and staleness")
struct FreshnessTests {
    private func freshness(cadence: CalendarDuration?, maxAge: CalendarDuration?, at period: Period) throws -> Freshness
    {
        let indicator = Indicator(id: "x", title: "", cadence: cadence, maxAge: maxAge)
        return try basis(indicator, [observed("x", "RUS", "KAZ", "2020", 1)], at: period).freshness
    }

    @Test(arguments: [
        ("2020-12", Freshness.fresh), ("2021-12", .fresh), ("2022-01", .aging), ("2022-12", .aging),
        ("2023-01", .stale), ("2023-12", .stale), ("2024-01", .expired), ("2030-01", .expired),
        ("2020-11", .missing),
    ])
    func `a yearly value is fresh a year, aging two, stale until it expires`(_ at: String, _ expected: Freshness) throws
    {
        #expect(try freshness(cadence: .months(12), maxAge: .months(36), at: Period(at)) == expected)
    }

    @Test func `max_age wins where it is shorter, and without one nothing expires`() throws {
        #expect(try freshness(cadence: .months(12), maxAge: .months(6), at: "2021-06") == .fresh)
        #expect(try freshness(cadence: .months(12), maxAge: .months(6), at: "2021-07") == .expired)
        #expect(try freshness(cadence: .months(12), maxAge: nil, at: "2090-01") == .stale)
    }

    @Test func `an event is fresh until it expires`() throws {
        #expect(try freshness(cadence: nil, maxAge: nil, at: "2090-01") == .fresh)
        #expect(try freshness(cadence: nil, maxAge: .months(60), at: "2025-12") == .fresh)
        #expect(try freshness(cadence: nil, maxAge: .months(60), at: "2026-01") == .expired)
    }

    @Test func `confidence falls with age, the score does not`() throws {
        let indicator = Indicator(id: "x", title: "", cadence: .months(12), maxAge: .months(36))
        let scorer = try Scorer(model: Model(indicator), panel: Panel([observed("x", "RUS", "KAZ", "2020", 7)]))
        let table = try scorer.scores(for: ["2021", "2022", "2023", "2024"])
        let scores = (0..<4).map { table.score(node: 0, dyad: 0, period: $0) }
        #expect(scores.map(\.value) == [7, 7, 7, nil])
        #expect(scores.map(\.coverage) == [1, 1, 1, 0])
        #expect(scores.map(\.confidence) == [1, 0.75, 0.5, 0])
    }

    @Test func `a window is as old as its newest period`() throws {
        let indicator = Indicator(
            id: "x",
            title: "",
            window: .sum(.months(120)),
            cadence: .months(12),
            maxAge: .months(36)
        )
        let data = [observed("x", "RUS", "KAZ", "2014", 1), observed("x", "RUS", "KAZ", "2018", 1)]
        #expect(try basis(indicator, data, at: "2020-12").freshness == .aging)
        #expect(try basis(indicator, data, at: "2022-12").freshness == .expired)
        // A share is as old as its total: the register was kept, though nothing was delivered.
        let share = Indicator(
            id: "x",
            title: "",
            window: .sum(.months(120)),
            transform: .share(minTotal: 0),
            cadence: .months(12),
            maxAge: .months(36)
        )
        let totals = (2014...2022).compactMap { Period.year($0) }.map { observed("x", .world, "KAZ", $0, 4) }
        #expect(try basis(share, data + totals, at: "2022-12").freshness == .fresh)
        #expect(try basis(share, data + totals, at: "2022-12").raw == 2.0 / 36 * 100)
    }

    @Test func `what is stated to be unknown is carried over, up to max_age`() throws {
        let indicator = Indicator(id: "x", title: "", maxAge: .months(24))
        for status in [ObservationStatus.missing, .notCollected, .suppressed] {
            let data = [observed("x", "RUS", "KAZ", "2020", 7), observed("x", "RUS", "KAZ", "2021", nil, status)]
            #expect(try basis(indicator, data, at: "2022").raw == 7)
            #expect(try basis(indicator, data, at: "2023").freshness == .expired)
            #expect(try basis(indicator, [data[1]], at: "2022").freshness == .missing)
        }
    }

    @Test func `what cannot exist is not applicable, however old, until a value says otherwise`() throws {
        let indicator = Indicator(id: "x", title: "", maxAge: .months(24))
        let data = [
            observed("x", "RUS", "KAZ", "2019", 1), observed("x", "RUS", "KAZ", "2020", nil, .notApplicable),
            observed("x", "RUS", "KAZ", "2021", nil, .missing),
        ]
        #expect(try basis(indicator, data, at: "2019").raw == 1)
        #expect(try basis(indicator, data, at: "2020").freshness == .notApplicable)
        #expect(try basis(indicator, data, at: "2030").freshness == .notApplicable)
        let later = data + [observed("x", "RUS", "KAZ", "2022", 5)]
        #expect(try basis(indicator, later, at: "2022").raw == 5)
        let share = Indicator(id: "x", title: "", transform: .share(minTotal: 0))
        #expect(try basis(share, data, at: "2022").freshness == .notApplicable)
        let sum = Indicator(id: "x", title: "", window: .sum(.months(60)))
        #expect(try basis(sum, data, at: "2022").freshness == .notApplicable)
        #expect(try basis(sum, later, at: "2022").raw == 6)
    }

    @Test func `a true zero is a value`() throws {
        let scorer = try Scorer(
            model: Model(Indicator(id: "x", title: "")),
            panel: Panel([observed("x", "RUS", "KAZ", "2020", 0)])
        )
        let table = try scorer.scores(for: ["2020"])
        #expect(
            table["index", Dyad(power: "RUS", country: "KAZ"), "2020"] == Score(value: 0, coverage: 1, confidence: 1)
        )
        #expect(
            table["index", Dyad(power: "CHN", country: "KAZ"), "2020"] == Score(value: nil, coverage: 0, confidence: 0)
        )
    }
}
