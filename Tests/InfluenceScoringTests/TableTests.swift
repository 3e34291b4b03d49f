import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite("One table, one reporter")
struct TableTests {
    private func share(
        _ reporters: Reporters? = ["A", "B"],
        lag: CalendarDuration? = nil,
        tolerance: Double = 100.5,
        minTotal: Double = 0,
        fallback: NodeID? = nil,
        of whole: Transform.Whole = .partners
    ) -> Indicator {
        Indicator(
            id: "x",
            title: "",
            reporters: reporters,
            lag: lag,
            tolerance: tolerance,
            minTotal: minTotal,
            fallback: fallback,
            transform: [.share(of: whole)],
            cadence: .months(12),
            maxAge: .months(60)
        )
    }

    private let powers: [Power] = [
        Power(id: "RUS", name: ""), Power(id: "CHN", name: ""), Power(id: "EUU", name: ""),
        Power(id: "DEU", name: "", within: "EUU"),
    ]

    private func model(_ indicator: Indicator, countries: [CountryID] = ["KAZ"], tracked: [Indicator] = []) -> Model {
        Model(indicator, countries: countries, tracked: tracked).with(powers: powers)
    }

    /// The raw values of all powers.
    private func values(
        _ indicator: Indicator,
        _ rows: [Observation],
        at period: Period,
        in country: CountryID = "KAZ",
        tracked: [Indicator] = []
    ) throws -> [Double?] {
        let model = model(indicator, countries: ["KAZ", "UZB"], tracked: tracked)
        let scorer = try Scorer(model: model, panel: Panel(rows))
        let table = try scorer.scores(for: [period])
        return powers.map { table["x", Dyad(power: $0.id, country: country), period]?.value }
    }

    private func rows(
        _ period: Period,
        _ reporter: String,
        _ total: Double?,
        _ values: [PowerID: Double],
        in country: CountryID = "KAZ",
        _ status: ObservationStatus = .normal
    ) -> [Observation] {
        values.sorted { $0.key.text < $1.key.text }.map {
            observed("x", $0.key, country, period, $0.value, by: reporter)
        }
            + (total.map { [observed("x", .world, country, period, $0, status, by: reporter)] } ?? [])
    }

    @Test func `all powers are read from the first reporter whose newest total is at most a cadence older`() throws {
        let old = rows("2020", "A", 100, ["RUS": 50, "CHN": 20])
        let new = rows("2021", "B", 100, ["RUS": 10, "EUU": 30])
        #expect(try values(share(), old + new, at: "2021") == [50, 20, nil, nil])
        #expect(try values(share(lag: .days(0)), old + new, at: "2021") == [10, nil, 30, nil])
        let newer = rows("2022", "B", 100, ["EUU": 40])
        // Two years apart: China, which B does not list, is missing; Russia stands on an older period of B.
        #expect(try values(share(), old + new + newer, at: "2022") == [10, nil, 40, nil])
        #expect(try values(share(lag: .months(24)), old + new + newer, at: "2022") == [50, 20, nil, nil])
        // A total without a value, or below what counts, is none.
        let lost = rows("2022", "A", 5, ["RUS": 1])
        #expect(try values(share(minTotal: 10), old + new + newer + lost, at: "2022") == [10, nil, 40, nil])
    }

    @Test func `a model names reporters by country`() throws {
        let by = Reporters(["B"], byCountry: ["KAZ": ["A", "B"], "UZB": []])
        let both = rows("2020", "A", 100, ["RUS": 50]) + rows("2020", "B", 100, ["RUS": 10])
        let there = rows("2020", "A", 100, ["RUS": 50], in: "UZB") + rows("2020", "B", 100, ["RUS": 10], in: "UZB")
        #expect(try values(share(by), both + there, at: "2020") == [50, nil, nil, nil])
        #expect(try values(share(by), both + there, at: "2020", in: "UZB") == [nil, nil, nil, nil])
        let other = Reporters(["B"], byCountry: ["KAZ": ["A"]])
        #expect(try values(share(other), both + there, at: "2020", in: "UZB") == [10, nil, nil, nil])
    }

    @Test func `shares on several periods that add up to too much stand on the newest complete one`() throws {
        let before = rows("2019", "A", 100, ["RUS": 60, "CHN": 30])
        let full = rows("2020", "A", 100, ["RUS": 50, "CHN": 30])
        let part = rows("2021", "A", 100, ["CHN": 45])
        // 50 and 45 fit together.
        #expect(try values(share(), before + full + part, at: "2021") == [50, 45, nil, nil])
        let much = rows("2021", "A", 100, ["CHN": 55])
        #expect(try values(share(), before + full + much, at: "2021") == [50, 30, nil, nil])
        let both = try values(share(tolerance: 110), before + full + much, at: "2021")
        #expect(both[0] == 50 && both[1].map { abs($0 - 55) < 1e-12 } == true)
        // Germany is inside the union and not counted twice.
        let union = rows("2021", "A", 100, ["EUU": 45, "DEU": 40])
        let earlier = rows("2020", "A", 100, ["RUS": 40, "CHN": 10])
        #expect(try values(share(), earlier + union, at: "2021") == [40, 10, 45, 40])
        let larger = rows("2021", "A", 100, ["EUU": 30, "DEU": 25])
        #expect(try values(share(), rows("2020", "A", 100, ["RUS": 69]) + larger, at: "2021") == [69, nil, 30, 25])
    }

    @Test func `what exceeds its total in one period is believed of nobody, and says so`() throws {
        let wrong = rows("2021", "A", 100, ["RUS": 250, "CHN": 10])
        #expect(try values(share(), wrong, at: "2021") == [nil, nil, nil, nil])
        let scorer = try Scorer(model: model(share()), panel: Panel(wrong))
        #expect(
            scorer.absence(of: "x", Dyad(power: "CHN", country: "KAZ"), at: "2021")
                == .sharesExceedTotal(sum: 260, tolerance: 100.5)
        )
        let rounding = rows("2021", "A", 100, ["RUS": 60.3, "CHN": 40.1])
        #expect(try values(share(), rounding, at: "2021")[1] == 40.1)
    }

    @Test func `a row about one power changes no other value of events, levels and ratios`() throws {
        let event = Indicator(id: "x", title: "", reporters: ["TREATY", "ATOP"])
        let level = Indicator(id: "x", title: "", reporters: ["TREATY", "ATOP"], cadence: .months(12))
        let known = [
            observed("x", "RUS", "KAZ", "2000-01-01", 3, by: "ATOP"),
            observed("x", "CHN", "KAZ", "2005", 2, by: "TREATY"),
        ]
        for indicator in [event, level] {
            let before = try values(indicator, known, at: "2006")
            #expect(before == [3, 2, nil, nil])
            for reporter in ["TREATY", "ATOP"] {
                for period in ["1999", "2000-01-01", "2005", "2006"] as [Period] {
                    let zero = observed("x", "EUU", "KAZ", period, 0, by: reporter)
                    #expect(try values(indicator, known + [zero], at: "2006") == [3, 2, 0, nil])
                }
            }
        }
    }

    @Test func `of everything else the reporter is chosen per dyad`() throws {
        let level = Indicator(id: "x", title: "", reporters: ["A", "B"], cadence: .months(12), maxAge: .months(36))
        let data = [
            observed("x", "RUS", "KAZ", "2018", 1, by: "A"), observed("x", "RUS", "KAZ", "2019", 2, by: "B"),
            observed("x", "CHN", "KAZ", "2018", 3, by: "A"), observed("x", "CHN", "KAZ", "2020", 4, by: "B"),
        ]
        #expect(try values(level, data, at: "2019") == [1, 3, nil, nil])
        #expect(try values(level, data, at: "2020") == [1, 4, nil, nil])
        // What is beyond max_age is no choice.
        #expect(try values(level, data, at: "2022-01") == [2, 4, nil, nil])
        // Events have no cadence: the newest, and of one day the first in order.
        let event = Indicator(id: "x", title: "", reporters: ["A", "B"])
        let day = [
            observed("x", "RUS", "KAZ", "2018-05-01", 1, by: "B"),
            observed("x", "RUS", "KAZ", "2018-05-01", 2, by: "A"),
            observed("x", "CHN", "KAZ", "2018-05-01", 1, by: "A"),
            observed("x", "CHN", "KAZ", "2018-05-02", 2, by: "B"),
        ]
        #expect(try values(event, day, at: "2019") == [2, 2, nil, nil])
    }

    @Test func `published shares stand in from a later calendar year on, as one table`() throws {
        let published = Indicator(id: "p", title: "", unit: "percent", reporters: ["P", "Q"], cadence: .months(12))
        let own = rows("2020", "A", 100, ["RUS": 50, "CHN": 20])
        func quoted(_ period: Period, _ values: [PowerID: Double], by reporter: String = "P") -> [Observation] {
            values.map { observed("p", $0.key, "KAZ", period, $0.value, by: reporter) }
        }
        let indicator = share(fallback: "p")
        func read(_ rows: [Observation], at period: Period) throws -> [Double?] {
            try values(indicator, rows, at: period, tracked: [published])
        }
        // Of the same year the own table counts.
        #expect(try read(own + quoted("2020-12", ["RUS": 7]), at: "2020") == [50, 20, nil, nil])
        let later = own + quoted("2021-03", ["CHN": 25])
        #expect(try read(later, at: "2021-02") == [50, 20, nil, nil])
        #expect(try read(later, at: "2021-03") == [nil, 25, nil, nil])
        #expect(try read(later + quoted("2020", ["RUS": 48]), at: "2021-03") == [48, 25, nil, nil])
        #expect(try read(later + quoted("2021-02", ["RUS": 9], by: "Q"), at: "2021-03") == [nil, 25, nil, nil])
        #expect(try read(quoted("2021", ["RUS": 9]), at: "2021") == [9, nil, nil, nil])
        // A table of its own brings it back.
        #expect(try read(later + rows("2021", "A", 100, ["RUS": 40]), at: "2021") == [40, 20, nil, nil])
        let scorer = try Scorer(model: model(indicator, tracked: [published]), panel: Panel(later))
        let basis = try #require(
            try scorer.explain(Dyad(power: "CHN", country: "KAZ"), at: "2021-03", among: ["2021-03"])["x"]?.indicator
        )
        #expect(basis.source == "p" && basis.reporter == "P")
        #expect(basis.observations.map(\.observation.series.indicator) == ["p"])
        #expect(basis.span == DataSpan(from: Period("2021-03").end, to: Period("2021-03").end))
    }

    @Test func `published shares are bound in the same way where the model says so`() throws {
        let table = Indicator(
            id: "x",
            title: "",
            reporters: ["A", "B"],
            isTable: true,
            cadence: .months(12),
            maxAge: .months(60)
        )
        let data = rows("2020", "A", nil, ["RUS": 60, "CHN": 30]) + rows("2021", "A", nil, ["CHN": 35])
        #expect(try values(table, data, at: "2021") == [60, 35, nil, nil])
        let much = rows("2021", "A", nil, ["CHN": 45])
        #expect(try values(table, Array(data.prefix(2)) + much, at: "2021") == [60, 30, nil, nil])
        let other = rows("2023", "B", nil, ["EUU": 5])
        #expect(try values(table, data + other, at: "2023") == [nil, nil, 5, nil])
        let free = Indicator(id: "x", title: "", reporters: ["A", "B"], cadence: .months(12), maxAge: .months(60))
        #expect(try values(free, data + other, at: "2023") == [60, 35, 5, nil])
    }

    @Test func `a share of the powers is of those that have a value in the table's period`() throws {
        let data = rows("2020", "A", nil, ["RUS": 30, "CHN": 50, "EUU": 20, "DEU": 8])
        #expect(try values(share(of: .powers), data, at: "2020") == [30, 50, 20, 8])
        let less = rows("2021", "A", 1000, ["RUS": 30, "CHN": 90])
        #expect(try values(share(of: .powers), less, at: "2021") == [25, 75, nil, nil])
        // Brazil is no power of the model.
        #expect(
            try values(share(of: .powers), less + rows("2021", "A", nil, ["BRA": 500]), at: "2021") == [
                25, 75, nil, nil,
            ]
        )
        let germany = rows("2021", "A", nil, ["RUS": 30, "DEU": 10])
        #expect(try values(share(of: .powers), germany, at: "2021") == [75, nil, nil, 25])
        // Without the two on the older period the new shares are all there is.
        #expect(try values(share(of: .powers), data + less, at: "2021") == [30, 50, 20, 8])
        let all = rows("2021", "A", nil, ["RUS": 25, "CHN": 25, "EUU": 50])
        #expect(try values(share(of: .powers), data + all, at: "2021") == [25, 25, 50, 8])
        // About powers alone: the same in each country.
        let alone = Indicator(id: "x", title: "", subject: .power, transform: [.share(of: .powers)])
        let solo = [observed("x", "RUS", nil, "2020", 1), observed("x", "CHN", nil, "2020", 3)]
        #expect(try values(alone, solo, at: "2020") == [25, 75, nil, nil])
        #expect(try values(alone, solo, at: "2020", in: "UZB") == [25, 75, nil, nil])
    }

    @Test func `M of a power leaves the denominator of coverage, in tables too`() throws {
        let data =
            rows("2020", "A", 100, ["RUS": 50, "CHN": 20])
            + [observed("x", "CHN", "KAZ", "2021", nil, .notApplicable, by: "A")]
        let scorer = try Scorer(model: model(share()), panel: Panel(data))
        let chn = Dyad(power: "CHN", country: "KAZ")
        #expect(scorer.absence(of: "x", chn, at: "2020") == nil)
        #expect(scorer.absence(of: "x", chn, at: "2021") == .notApplicable)
        #expect(scorer.absence(of: "x", Dyad(power: "RUS", country: "KAZ"), at: "2021") == nil)
    }

    @Test func `two powers are compared in the newest period that the table's reporter has of both`() throws {
        let data =
            rows("2020", "A", 100, ["RUS": 50, "CHN": 20]) + rows("2021", "A", 100, ["CHN": 30])
            + rows("2019", "B", 100, ["RUS": 1, "CHN": 2])
        let evidence = Evidence(model: model(share()), panel: try Panel(data))
        let pair = try #require(try evidence.comparable("x", "RUS", "CHN", in: "KAZ", at: "2021"))
        #expect(pair.first == 50 && pair.second == 20 && pair.period == "2020")
    }
}
