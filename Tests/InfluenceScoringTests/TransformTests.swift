import InfluenceModel
import InfluenceScoring
import Testing

@Suite("Transforms")
struct TransformTests {
    private func share(_ window: Window = .last, minTotal: Double = 0, reporters: [String]? = nil) -> Indicator {
        Indicator(
            id: "x",
            title: "",
            isFlow: true,
            reporters: reporters,
            window: window,
            transform: .share(minTotal: minTotal)
        )
    }

    @Test func `a share is of all partners, the same period and reporter`() throws {
        let data = [
            observed("x", "RUS", "KAZ", "2023", 30, by: "A"), observed("x", .world, "KAZ", "2023", 120, by: "A"),
            observed("x", "RUS", "KAZ", "2023", 1, by: "B"), observed("x", .world, "KAZ", "2023", 2, by: "B"),
        ]
        #expect(try raw(share(), data, at: "2023-12") == 25)
        #expect(try raw(share(reporters: ["B"]), data, at: "2023-12") == 50)
        #expect(try raw(share(), data, at: "2023-12", power: .world) == 100)
    }

    @Test func `for a share a reporter without the total does not count`() throws {
        let data = [
            observed("x", "RUS", "KAZ", "2023", 30, by: "A"),
            observed("x", "RUS", "KAZ", "2023", 1, by: "B"), observed("x", .world, "KAZ", "2023", 2, by: "B"),
            observed("x", "RUS", "KAZ", "2024", 5, by: "A"),
        ]
        #expect(try raw(share(), data, at: "2024-12") == 50)
        #expect(try raw(share(.sum(.months(24))), data, at: "2024-12") == 50)
    }

    @Test func `a total below the floor, of nothing, or absent leaves no value`() throws {
        let data = [observed("x", "RUS", "KAZ", "2023", 3), observed("x", .world, "KAZ", "2023", 12)]
        #expect(try raw(share(minTotal: 12), data, at: "2023-12") == 25)
        #expect(try raw(share(minTotal: 12.5), data, at: "2023-12") == nil)
        let nothing = [observed("x", "RUS", "KAZ", "2023", 0), observed("x", .world, "KAZ", "2023", 0)]
        #expect(try raw(share(), nothing, at: "2023-12") == nil)
        #expect(try raw(share(), [data[0]], at: "2023-12") == nil)
    }

    @Test func `a windowed share adds the same periods above and below`() throws {
        let data = [
            observed("x", .world, "KAZ", "2021", 10), observed("x", .world, "KAZ", "2022", 20),
            observed("x", .world, "KAZ", "2023", 70), observed("x", "RUS", "KAZ", "2022", 15),
            observed("x", "RUS", "KAZ", "2020", 99), observed("x", "CHN", "KAZ", "2020", 5),
        ]
        let window = Window.sum(.months(36))
        // No delivery in 2021 and 2023 is none: the total covers those years. A year without a total is left out.
        #expect(try raw(share(window), data, at: "2023-12") == 15)
        #expect(try raw(share(window), data, at: "2023-12", power: "CHN") == nil)
        #expect(try raw(share(.mean(.months(36))), data, at: "2023-12") == 15)
        let unknown = data + [observed("x", "RUS", "KAZ", "2023", nil, .missing)]
        // What is stated to be unknown enters neither.
        #expect(try raw(share(window), unknown, at: "2023-12") == 50)
        let decay = try #require(
            try raw(share(.decay(.months(36), halfLife: .months(12))), data, at: "2023-12")
        )
        #expect(abs(decay - 7.5 / (2.5 + 10 + 70) * 100) < 1e-12)
    }

    @Test func `several inputs are added of one reporter and period, all or none`() throws {
        let trade = Indicator(id: "t", title: "", inputs: ["e", "i"], transform: .share(minTotal: 0))
        let inputs = [Indicator(id: "e", title: "", isFlow: true), Indicator(id: "i", title: "", isFlow: true)]
        var data = [
            observed("e", "RUS", "KAZ", "2023", 10, by: "B"), observed("i", "RUS", "KAZ", "2023", 20, by: "B"),
            observed("e", .world, "KAZ", "2023", 40, by: "B"), observed("i", .world, "KAZ", "2023", 60, by: "B"),
            observed("e", "RUS", "KAZ", "2023", 1, by: "A"), observed("e", .world, "KAZ", "2023", 1, by: "A"),
        ]
        #expect(try raw(trade, data, at: "2023-12", tracked: inputs) == 30)
        data.remove(at: 1)
        #expect(try raw(trade, data, at: "2023-12", tracked: inputs) == nil)
        data.append(observed("i", "RUS", "KAZ", "2023", nil, .notApplicable, by: "B"))
        #expect(try basis(trade, data, at: "2023-12", tracked: inputs).freshness == .missing)
    }

    private let toGDP = Indicator(id: "x", title: "", isFlow: true, transform: .ratio(to: "gdp", scale: 100))
    private let gdp = Indicator(id: "gdp", title: "", subject: .country, isFlow: true, maxAge: .months(24))

    @Test func `a ratio prefers the denominator of its own period`() throws {
        let data = [
            observed("x", "RUS", "KAZ", "2022", 30), observed("gdp", nil, "KAZ", "2021", 100),
            observed("gdp", nil, "KAZ", "2022-12", 1), observed("gdp", nil, "KAZ", "2022", 200),
            observed("gdp", nil, "KAZ", "2023", 400),
        ]
        #expect(try raw(toGDP, data, at: "2023-12", tracked: [gdp]) == 15)
        #expect(try raw(toGDP, [data[0], data[1]], at: "2023-12", tracked: [gdp]) == 30)
        // A later year's is not looked at, nor one that is too old.
        #expect(try raw(toGDP, [data[0], data[4]], at: "2023-12", tracked: [gdp]) == nil)
        let old = [data[0], observed("gdp", nil, "KAZ", "2019", 100)]
        #expect(try raw(toGDP, old, at: "2023-12", tracked: [gdp]) == nil)
        let zero = [data[0], observed("gdp", nil, "KAZ", "2022", 0)]
        #expect(try raw(toGDP, zero, at: "2023-12", tracked: [gdp]) == nil)
    }

    @Test func `a ratio compares part-year flows of one period as they are, others at a year's length`() throws {
        let same = [
            observed("x", "RUS", "KAZ", "2023-01-01/P9M", 30), observed("gdp", nil, "KAZ", "2023-01-01/P9M", 60),
            observed("gdp", nil, "KAZ", "2022", 1000),
        ]
        #expect(try raw(toGDP, same, at: "2023-12", tracked: [gdp]) == 50)
        #expect(try raw(toGDP, [same[0], same[2]], at: "2023-12", tracked: [gdp]) == 4)
        let quarter = [observed("x", "RUS", "KAZ", "2023", 30), observed("gdp", nil, "KAZ", "2023-Q2", 75)]
        #expect(try raw(toGDP, quarter, at: "2023-12", tracked: [gdp]) == 10)
    }

    @Test func `a sum stands against the denominator at a year's length`() throws {
        let sum = Indicator(
            id: "x",
            title: "",
            isFlow: true,
            window: .sum(.months(12)),
            transform: .ratio(to: "gdp", scale: 100)
        )
        let data = [
            observed("x", "RUS", "KAZ", "2023-Q3", 10), observed("x", "RUS", "KAZ", "2023-Q4", 20),
            observed("gdp", nil, "KAZ", "2023-Q4", 50),
        ]
        #expect(try raw(sum, data, at: "2023-12", tracked: [gdp]) == 15)
    }

    @Test func `log is log10 of 1 + x, down to -1`() throws {
        let log = Indicator(id: "x", title: "", transform: .log)
        #expect(try raw(log, [observed("x", "RUS", "KAZ", "2023", 99)], at: "2023-12") == 2)
        #expect(try raw(log, [observed("x", "RUS", "KAZ", "2023", 0)], at: "2023-12") == 0)
        #expect(
            try raw(log, [observed("x", "RUS", "KAZ", "2023", -0.9)], at: "2023-12").map { abs($0 + 1) < 1e-12 } == true
        )
        #expect(
            throws: ScoringError.logarithmUndefined(
                indicator: "x",
                dyad: Dyad(power: "RUS", country: "KAZ"),
                period: "2023-12",
                value: -1
            )
        ) { try raw(log, [observed("x", "RUS", "KAZ", "2023", -1)], at: "2023-12") }
    }

    @Test func `ordinal takes the score of the level, and names an unknown one`() throws {
        let ordinal = Indicator(
            id: "x",
            title: "",
            transform: .ordinal([
                OrdinalLevel(level: 0, label: "none", score: 0, citation: "c"),
                OrdinalLevel(level: 2, label: "union", score: 80, citation: "c"),
            ])
        )
        #expect(try raw(ordinal, [observed("x", "RUS", "KAZ", "2023", 2)], at: "2024-05") == 80)
        #expect(
            throws: ScoringError.levelNotInTable(
                indicator: "x",
                dyad: Dyad(power: "RUS", country: "KAZ"),
                observed: "2023",
                level: 1
            )
        ) { try raw(ordinal, [observed("x", "RUS", "KAZ", "2023", 1)], at: "2024-05") }
    }

    @Test func `a fact about the country alone, or the power alone, holds for all its dyads`() throws {
        let country = Indicator(id: "c", title: "", subject: .country)
        let power = Indicator(id: "p", title: "", subject: .power)
        let model = Model(
            .node("index", [.leaf(country, weight: 1), .leaf(power, weight: 1)]),
            countries: ["KAZ", "UZB"]
        )
        let panel = try Panel([
            observed("c", nil, "KAZ", "2023", 1), observed("c", "RUS", "UZB", "2023", 9),
            observed("p", "CHN", nil, "2023", 5), observed("p", "RUS", "KAZ", "2023", 9),
        ])
        let table = try Scorer(model: model, panel: panel).scores(for: ["2023-12"])
        let values = table.map(\.score.value)
        #expect(values == [1, 3, nil, 5] + [1, 1, nil, nil] + [nil, 5, nil, 5])
        #expect(table.dyads.map(\.country) == ["KAZ", "KAZ", "UZB", "UZB"])
    }

    @Test func `what cannot be scored is refused when the scorer is made`() throws {
        let panel = try Panel([])
        #expect(throws: ScoringError.pairInTree("x")) {
            try Scorer(model: Model(Indicator(id: "x", title: "", subject: .pair)), panel: panel)
        }
        #expect(throws: ScoringError.unknownDenominator(indicator: "x", denominator: "gdp")) {
            try Scorer(model: Model(toGDP), panel: panel)
        }
    }
}
