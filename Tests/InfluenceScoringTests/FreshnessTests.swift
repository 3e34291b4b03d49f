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
            transform: [.window(Window(.sum, .months(120), minKnown: 0.1))],
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
            gaps: .zero,
            through: Period("2022").end,
            transform: [.window(Window(.sum, .months(120))), .share()],
            cadence: .months(12),
            maxAge: .months(36)
        )
        let totals = (2014...2022).compactMap { Period.year($0) }.map { observed("x", .world, "KAZ", $0, 4) }
        #expect(try basis(share, data + totals, at: "2022-12").freshness == .fresh)
        let raw = try #require(try basis(share, data + totals, at: "2022-12").raw)
        #expect(abs(raw - 2.0 / 36 * 100) < 1e-12)
        #expect(try basis(share, data + totals, at: "2023-12").freshness == .fresh)
        #expect(try basis(share, data + totals, at: "2024-01").freshness == .aging)
    }

    @Test func `what is stated to be unknown is carried over, up to max_age`() throws {
        let indicator = Indicator(id: "x", title: "", cadence: .months(12), maxAge: .months(24))
        for status in [ObservationStatus.missing, .notCollected, .suppressed, .holiday, .includedElsewhere] {
            let data = [observed("x", "RUS", "KAZ", "2020", 7), observed("x", "RUS", "KAZ", "2021", nil, status)]
            #expect(try basis(indicator, data, at: "2022").raw == 7)
            #expect(try basis(indicator, data, at: "2023").freshness == .expired)
            #expect(try basis(indicator, [data[1]], at: "2022").freshness == .missing)
        }
    }

    @Test func `what cannot exist is not applicable, however old, until a value says otherwise`() throws {
        let indicator = Indicator(id: "x", title: "", cadence: .months(12), maxAge: .months(24))
        let data = [
            observed("x", "RUS", "KAZ", "2019", 1), observed("x", "RUS", "KAZ", "2020", nil, .notApplicable),
            observed("x", "RUS", "KAZ", "2021", nil, .missing),
        ]
        #expect(try basis(indicator, data, at: "2019").raw == 1)
        #expect(try basis(indicator, data, at: "2020").freshness == .notApplicable)
        #expect(try basis(indicator, data, at: "2030").freshness == .notApplicable)
        let later = data + [observed("x", "RUS", "KAZ", "2022", 5)]
        #expect(try basis(indicator, later, at: "2022").raw == 5)
        let share = Indicator(id: "x", title: "", transform: [.share()])
        #expect(try basis(share, data, at: "2022").freshness == .notApplicable)
        let sum = Indicator(
            id: "x",
            title: "",
            isFlow: true,
            transform: [.window(Window(.sum, .months(60), minKnown: 0.3))],
            cadence: .months(12)
        )
        #expect(try basis(sum, data, at: "2022").freshness == .notApplicable)
        // Two of the five years are known.
        #expect(try basis(sum, later, at: "2022").raw == 6 / 0.4)
    }

    @Test func `an event's state ends with a row without value, and one that is not scored is as if not there`() throws
    {
        let event = Indicator(id: "x", title: "")
        let state = [observed("x", "RUS", "KAZ", "2020-05-17", 3)]
        #expect(try basis(event, state, at: "2024").raw == 3)
        for status in ObservationStatus.allCases where !status.hasValue {
            let ended = state + [observed("x", "RUS", "KAZ", "2022-03-01", nil, status)]
            #expect(try basis(event, ended, at: "2022-02").raw == 3)
            let after = try basis(event, ended, at: "2024")
            #expect(after.raw == nil && after.freshness == (status == .notApplicable ? .notApplicable : .missing))
            let again = ended + [observed("x", "RUS", "KAZ", "2023-01-01", 1)]
            #expect(try basis(event, again, at: "2024").raw == 1)
        }
        for status in [ObservationStatus.forecast, .lowReliability] {
            let shown = state + [observed("x", "RUS", "KAZ", "2022-03-01", 9, status)]
            #expect(try basis(event, shown, at: "2024").raw == 3)
        }
    }

    @Test func `which statuses are not scored is the model's to say, and all others with a value count`() throws {
        let yearly = Indicator(id: "x", title: "", cadence: .months(12))
        let flow = Indicator(
            id: "f",
            title: "",
            isFlow: true,
            transform: [.window(Window(.sum, .months(24)))],
            cadence: .months(12)
        )
        let share = Indicator(id: "s", title: "", transform: [.share()], cadence: .months(12))
        let leaves = [Branch.leaf(yearly, weight: 1), .leaf(flow, weight: 1), .leaf(share, weight: 1)]
        for status in ObservationStatus.allCases where status.hasValue {
            let rows = [
                observed("x", "RUS", "KAZ", "2022", 1), observed("x", "RUS", "KAZ", "2023", 2, status),
                observed("f", "RUS", "KAZ", "2022", 1), observed("f", "RUS", "KAZ", "2023", 2, status),
                observed("s", "RUS", "KAZ", "2023", 5), observed("s", .world, "KAZ", "2023", 50, status),
                observed("s", "RUS", "KAZ", "2022", 5), observed("s", .world, "KAZ", "2022", 100),
            ]
            for notScored in [Model.usuallyNotScored, [], [.estimated, .provisional]] {
                var model = Model(.node("index", leaves))
                model.notScored = notScored
                let table = try Scorer(model: model, panel: Panel(rows)).scores(for: ["2023"])
                let value = { (node: NodeID) in table[node, Dyad(power: "RUS", country: "KAZ"), "2023"]?.value }
                let counts = !notScored.contains(status)
                #expect(value("x") == (counts ? 2 : 1), "\(status)")
                // Without 2023 the window ends with 2022, and half of it is known.
                #expect(value("f") == (counts ? 3 : nil), "\(status)")
                #expect(value("s") == (counts ? 10 : 5), "\(status)")
            }
        }
    }

    @Test func `a list of events ages from the day that it is complete for`() throws {
        let list = Indicator(id: "x", title: "", through: Period("2019").end, maxAge: .months(60))
        let rows = [observed("x", "RUS", "KAZ", "2001-10-05", 2)]
        #expect(try basis(list, rows, at: "2006-12").raw == 2)
        #expect(try basis(list, rows, at: "2019").raw == 2)
        #expect(try basis(list, rows, at: "2024-12").raw == 2)
        #expect(try basis(list, rows, at: "2025-01").freshness == .expired)
        // What is dated after it speaks for itself.
        let later = rows + [observed("x", "RUS", "KAZ", "2022-06-30", 1)]
        #expect(try basis(list, later, at: "2027-06").raw == 1)
        #expect(try basis(list, later, at: "2027-07").freshness == .expired)
        let unlimited = Indicator(id: "x", title: "", maxAge: .months(60))
        #expect(try basis(unlimited, rows, at: "2006-12").freshness == .expired)
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
