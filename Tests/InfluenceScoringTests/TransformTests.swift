import InfluenceModel
import InfluenceScoring
import InfluenceTestKit
import Testing

@Suite("Transforms")
struct TransformTests {
    private func share(
        _ window: Window? = nil,
        minTotal: Double = 0,
        reporters: Reporters? = nil,
        gaps: Gaps = .unknown
    )
        -> Indicator
    {
        Indicator(
            id: "x",
            title: "",
            isFlow: true,
            reporters: reporters,
            minTotal: minTotal,
            gaps: gaps,
            transform: (window.map { [.window($0)] } ?? []) + [.share()]
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
        #expect(try raw(share(Window(.sum, .months(24), minKnown: 0.5)), data, at: "2024-12") == 50)
    }

    @Test func `a total below the floor, of nothing, or absent leaves no value`() throws {
        let data = [observed("x", "RUS", "KAZ", "2023", 3), observed("x", .world, "KAZ", "2023", 12)]
        #expect(try raw(share(minTotal: 12), data, at: "2023-12") == 25)
        #expect(try raw(share(minTotal: 12.5), data, at: "2023-12") == nil)
        let nothing = [observed("x", "RUS", "KAZ", "2023", 0), observed("x", .world, "KAZ", "2023", 0)]
        #expect(try raw(share(), nothing, at: "2023-12") == nil)
        #expect(try raw(share(), [data[0]], at: "2023-12") == nil)
    }

    @Test func `a share under a window is of two windows, over the months known to both`() throws {
        let data = [
            observed("x", .world, "KAZ", "2021", 10), observed("x", .world, "KAZ", "2022", 20),
            observed("x", .world, "KAZ", "2023", 70), observed("x", "RUS", "KAZ", "2022", 15),
            observed("x", "RUS", "KAZ", "2020", 99), observed("x", "CHN", "KAZ", "2020", 5),
        ]
        let window = Window(.sum, .months(36), minKnown: 0.3)
        // Of 2021 and 2023 nothing is known of Russia, so the totals of those years do not count either.
        #expect(try raw(share(window), data, at: "2023-12") == 75)
        #expect(try abs(basis(share(window), data, at: "2023-12").known - 1.0 / 3) < 1e-12)
        #expect(try raw(share(Window(.sum, .months(36))), data, at: "2023-12") == nil)
        #expect(try raw(share(window), data, at: "2023-12", power: "CHN") == nil)
        // In a register nothing was delivered in 2021 and 2023, and nothing at all by China.
        #expect(try raw(share(window, gaps: .zero), data, at: "2023-12").map { abs($0 - 15) < 1e-12 } == true)
        #expect(try raw(share(window, gaps: .zero), data, at: "2023-12", power: "CHN") == 0)
        let mean = Window(.mean, .months(36), minKnown: 0.3)
        #expect(try raw(share(mean, gaps: .zero), data, at: "2023-12").map { abs($0 - 15) < 1e-12 } == true)
        let unknown = data + [observed("x", "RUS", "KAZ", "2023", nil, .missing)]
        // What is stated to be unknown enters neither.
        #expect(try raw(share(window, gaps: .zero), unknown, at: "2023-12").map { abs($0 - 50) < 1e-12 } == true)
        // The two weigh alike by age.
        let decay = share(Window(.decay(halfLife: .months(12)), .months(36)), gaps: .zero)
        let weights = [0.25 - 0.125, 0.5 - 0.25, 1 - 0.5]
        let expected = 15 * weights[1] / (10 * weights[0] + 20 * weights[1] + 70 * weights[2]) * 100
        #expect(try raw(decay, data, at: "2023-12").map { abs($0 - expected) < 1e-12 } == true)
        #expect(try raw(share(window, minTotal: 101, gaps: .zero), data, at: "2023-12") == nil)
        #expect(try raw(share(window, minTotal: 100, gaps: .zero), data, at: "2023-12") != nil)
    }

    @Test func `shares over a window that add up to too much are compared over the months known to all`() throws {
        let data = [
            observed("x", .world, "KAZ", "2022", 100), observed("x", .world, "KAZ", "2023", 100),
            observed("x", "RUS", "KAZ", "2022", 90), observed("x", "RUS", "KAZ", "2023", 60),
            observed("x", "CHN", "KAZ", "2023", 40),
        ]
        let window = Window(.sum, .months(24), minKnown: 0.5)
        // 75 and 40 %: of 2023 alone 60 and 40.
        #expect(try raw(share(window), data, at: "2023-12") == 60)
        #expect(try raw(share(window), data, at: "2023-12", power: "CHN") == 40)
        #expect(try raw(share(window), Array(data.dropLast()), at: "2023-12") == 75)
    }

    @Test func `a share before the window is that of each period`() throws {
        let data = [
            observed("x", .world, "KAZ", "2022", 100), observed("x", .world, "KAZ", "2023", 300),
            observed("x", "RUS", "KAZ", "2022", 90), observed("x", "RUS", "KAZ", "2023", 30),
        ]
        let mean = Window(.mean, .months(24))
        let first = Indicator(id: "x", title: "", isFlow: true, transform: [.share(), .window(mean)])
        #expect(try raw(first, data, at: "2023-12") == 50)
        #expect(try raw(share(mean), data, at: "2023-12") == 30)
    }

    @Test func `several inputs are added of one reporter and period, all or none`() throws {
        let trade = Indicator(id: "t", title: "", inputs: ["e", "i"], transform: [.share()])
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

    private let toGDP = Indicator(id: "x", title: "", isFlow: true, transform: [.ratio(to: "gdp", scale: 100)])
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
            transform: [.window(Window(.sum, .months(12), minKnown: 0.5)), .ratio(to: "gdp", scale: 100)]
        )
        let data = [
            observed("x", "RUS", "KAZ", "2023-Q3", 10), observed("x", "RUS", "KAZ", "2023-Q4", 20),
            observed("gdp", nil, "KAZ", "2023-Q4", 50),
        ]
        // Half of the year is known: 60 of 200.
        #expect(try raw(sum, data, at: "2023-12", tracked: [gdp]) == 30)
    }

    private func chain(_ steps: Transform..., isFlow: Bool = false) -> Indicator {
        Indicator(id: "x", title: "", isFlow: isFlow, transform: steps)
    }

    private func value(_ steps: Transform..., of x: Double) throws -> Double? {
        try raw(
            Indicator(id: "x", title: "", transform: steps),
            [observed("x", "RUS", "KAZ", "2023", x)],
            at: "2023-12"
        )
    }

    @Test func `a logarithm has a base and an offset`() throws {
        #expect(try value(.log(.ten), of: 99) == 2)
        #expect(try value(.log(.ten), of: 0) == 0)
        #expect(try value(.log(.ten), of: -0.9).map { abs($0 + 1) < 1e-12 } == true)
        #expect(try value(.log(.two), of: 7).map { abs($0 - 3) < 1e-15 } == true)
        #expect(try value(.log(.e, offset: 0), of: 1) == 0)
        #expect(try value(.log(.two, offset: 0), of: 8) == 3)
        #expect(try value(.log(.ten, offset: 0), of: 1e-5) == -5)
        #expect(try value(.log(.ten, offset: 10), of: 90) == 2)
        // As log1p: 1 + x would lose what is left of x.
        #expect(try value(.log(.e), of: 1e-18) == 1e-18)
    }

    @Test func `a power takes any exponent but 0`() throws {
        #expect(try value(.power(0.5), of: 49) == 7)
        #expect(try value(.power(0.5), of: 0) == 0)
        #expect(try value(.power(-1), of: 8) == 0.125)
        #expect(try value(.power(2), of: -3) == 9)
        #expect(try value(.power(3), of: -2) == -8)
        #expect(try value(.power(-1), of: -4) == -0.25)
        #expect(try value(.power(1.0 / 3), of: 27).map { abs($0 - 3) < 1e-15 } == true)
        // Gender Inequality Index: 10 / MMR, with MMR cut to 10...1000.
        #expect(try value(.cap(low: 10, high: 1000), .power(-1), of: 4).map { abs($0 - 0.1) < 1e-17 } == true)
    }

    @Test func `a power that a number does not take is null with its reason`() throws {
        for (x, exponent) in [(0.0, -1.0), (0, -0.5), (-4, 0.5), (-4, 1.5), (-1e-300, 1.0 / 3), (-2, -0.5)] {
            let indicator = Indicator(id: "x", title: "", transform: [.power(exponent)])
            let basis = try basis(indicator, [observed("x", "RUS", "KAZ", "2023", x)], at: "2023-12")
            #expect(basis.absence == .powerUndefined(x, exponent: exponent), "\(x)^\(exponent)")
            #expect(basis.freshness == .undefined)
        }
        let large = Indicator(id: "x", title: "", transform: [.power(300)])
        #expect(try basis(large, [observed("x", "RUS", "KAZ", "2023", 1e9)], at: "2023-12").absence == .notFinite)
        #expect(Absence.powerUndefined(0, exponent: -1).description == "0 has no power of -1")
        #expect(
            Absence.powerUndefined(-4, exponent: 0.5).advice == "-4 has no power of 0.5; put a 'cap' before the power"
        )
        // Before a window such a row is unknown.
        let mean = Indicator(
            id: "x",
            title: "",
            transform: [.power(0.5), .window(Window(.mean, .months(24), minKnown: 0.5))]
        )
        let rows = [observed("x", "RUS", "KAZ", "2022", -1), observed("x", "RUS", "KAZ", "2023", 16)]
        #expect(try raw(mean, rows, at: "2023-12") == 4)
        #expect(try basis(mean, rows, at: "2023-12").known == 0.5)
    }

    @Test func `a power before a window makes a level of a flow`() throws {
        let halves = [observed("x", "RUS", "KAZ", "2023-S1", 4.5), observed("x", "RUS", "KAZ", "2023-S2", 50)]
        let year = Transform.window(Window(.mean, .months(12)))
        // The rates are 9 and 100 a year: the mean of 3 and 10.
        #expect(try raw(chain(.power(0.5), year, isFlow: true), halves, at: "2023-12") == 6.5)
    }

    @Test func `between points a value lies on the line, beyond them it is the end's`() throws {
        let points = Transform.piecewise([.init(0, 0), .init(10, 50), .init(100, 100), .init(101, -7)])
        for (x, expected) in [
            (-3.0, 0.0), (0, 0), (5, 25), (10, 50), (55, 75), (100, 100), (100.5, 46.5), (101, -7), (1e9, -7),
        ] {
            #expect(try value(points, of: x) == expected, "\(x)")
        }
        // At a point exactly its value, and between two never beyond theirs.
        let rough = Transform.piecewise([.init(0.1, 0.3), .init(0.7, 0.9), .init(1e8, 1e-9)])
        #expect(try value(rough, of: 0.1) == 0.3 && value(rough, of: 0.7) == 0.9 && value(rough, of: 1e8) == 1e-9)
        var random = SplitMix(5)
        for _ in 0..<200 {
            let x = Double.random(in: 0.1...0.7, using: &random)
            let y = try #require(try value(rough, of: x))
            #expect(y >= 0.3 && y <= 0.9)
        }
        // Of a share under a window: after it.
        #expect(
            try value(.cap(low: 0, high: 60), points, of: 1e3).map { abs($0 - (50 + 50.0 * 50 / 90)) < 1e-12 } == true
        )
    }

    @Test func `a band holds from where it begins, and below the first there is nothing unless it is open`() throws {
        let open = Transform.bands([.init(-.infinity, 100), .init(10, 50), .init(25, 0)])
        for (x, expected) in [(-1e300, 100.0), (9.999, 100), (10, 50), (24, 50), (25, 0), (1e300, 0)] {
            #expect(try value(open, of: x) == expected, "\(x)")
        }
        let closed = Indicator(id: "x", title: "", transform: [.bands([.init(0, 1), .init(5, 2)])])
        #expect(try raw(closed, [observed("x", "RUS", "KAZ", "2023", 0)], at: "2023-12") == 1)
        let below = try basis(closed, [observed("x", "RUS", "KAZ", "2023", -0.5)], at: "2023-12")
        #expect(below.absence == .belowBands(-0.5, first: 0) && below.freshness == .undefined)
        #expect(
            Absence.belowBands(-0.5, first: 0).advice
                == "-0.5 lies below the first band, which begins at 0; begin the 'bands' with [none, ...], or put a 'cap' "
                + "before them"
        )
    }

    @Test func `a chain takes its steps in order`() throws {
        #expect(try value(.cap(low: 0, high: 9), .log(.ten), of: 1e6) == 1)
        #expect(try value(.log(.ten), .cap(low: 0, high: 9), of: 999_999).map { abs($0 - 6) < 1e-12 } == true)
        #expect(try value(.round(digits: 0), .log(.ten, offset: 0), of: 9.7) == 1)
        for (x, digits, expected) in [
            (2.5, 0, 3.0), (-2.5, 0, -3), (0.285, 2, 0.29), (1.005, 2, 1.01), (1249, -2, 1200), (1250, -2, 1300),
            (-1250, -2, -1300), (0.049, 1, 0), (1e300, 15, 1e300), (3.14159, 3, 3.142),
        ] {
            #expect(try value(.round(digits: digits), of: x) == expected, "\(x) to \(digits)")
        }
        let rows = [observed("x", "RUS", "KAZ", "2022", 9), observed("x", "RUS", "KAZ", "2023", 99)]
        let mean = Transform.window(Window(.mean, .months(24)))
        #expect(try raw(chain(mean, .log(.ten)), rows, at: "2023-12").map { abs($0 - 1.7403627) < 1e-6 } == true)
        #expect(try raw(chain(.log(.ten), mean), rows, at: "2023-12") == 1.5)
        // Row by row a flow is so much a year.
        let halves = [observed("x", "RUS", "KAZ", "2023-S1", 4.5), observed("x", "RUS", "KAZ", "2023-S2", 49.5)]
        let year = Transform.window(Window(.mean, .months(12)))
        #expect(try raw(chain(.log(.ten), year, isFlow: true), halves, at: "2023-12") == 1.5)
        #expect(
            try raw(chain(year, .log(.ten), isFlow: true), halves, at: "2023-12").map { abs($0 - 1.7403627) < 1e-6 }
                == true
        )
        let share = Indicator(id: "x", title: "", transform: [.share(), .log(.e)])
        let shares = [observed("x", "RUS", "KAZ", "2023", 3), observed("x", .world, "KAZ", "2023", 12)]
        #expect(try raw(share, shares, at: "2023-12").map { abs($0 - 3.2580965) < 1e-6 } == true)
    }

    @Test func `a ratio before a window is of each row, and its sum is in years`() throws {
        let sum = Transform.window(Window(.sum, .months(24)))
        let finance = chain(.ratio(to: "gdp", scale: 100), sum, isFlow: true)
        let data = [
            observed("x", "RUS", "KAZ", "2022", 2), observed("gdp", nil, "KAZ", "2022", 100),
            observed("x", "RUS", "KAZ", "2023-S1", 3), observed("x", "RUS", "KAZ", "2023-S2", 1),
            observed("gdp", nil, "KAZ", "2023-S1", 60), observed("gdp", nil, "KAZ", "2023-S2", 50),
        ]
        // 2 % for a year, then 5 % and 2 % for half a year each.
        #expect(try raw(finance, data, at: "2023-12", tracked: [gdp]) == 2 + 2.5 + 1)
        // Without a denominator a row is unknown.
        let one = Array(data[0...3])
        let scaled = chain(
            .ratio(to: "gdp", scale: 100),
            .window(Window(.sum, .months(24), minKnown: 0.1)),
            isFlow: true
        )
        let none = Indicator(id: "gdp", title: "", subject: .country, isFlow: true, maxAge: .months(3))
        #expect(try raw(scaled, one, at: "2023-12", tracked: [none]) == 4)
        #expect(try basis(scaled, one, at: "2023-12", tracked: [none]).known == 0.5)
    }

    @Test func `no cell stops a run: what has no value says why`() throws {
        let levels = [
            OrdinalLevel(level: 0, label: "none", score: 0, citation: "c"),
            OrdinalLevel(level: 2, label: "union", score: 80, citation: "c"),
        ]
        let ordinal = Indicator(id: "x", title: "", transform: [.ordinal(levels)])
        #expect(try raw(ordinal, [observed("x", "RUS", "KAZ", "2023", 2)], at: "2024-05") == 80)
        func absence(_ indicator: Indicator, _ rows: [Observation]) throws -> Absence? {
            let basis = try basis(indicator, rows, at: "2023-12", tracked: indicator.denominator == nil ? [] : [gdp])
            #expect(
                basis.raw == nil && (basis.absence?.isOfDataThatAreThere == true) == (basis.freshness == .undefined)
            )
            return basis.absence
        }
        let row = { (value: Double?, status: ObservationStatus) in
            [observed("x", "RUS", "KAZ", "2023", value, status)]
        }
        let total = { (value: Double) in observed("x", .world, "KAZ", "2023", value) }
        #expect(try absence(ordinal, row(1, .normal)) == .unknownLevel(1))
        #expect(try absence(chain(.log(.ten)), row(-1, .normal)) == .logarithmUndefined(-1))
        #expect(try absence(chain(.log(.e, offset: 0)), row(0, .normal)) == .logarithmUndefined(0))
        #expect(try absence(toGDP, row(1, .normal)) == .noDenominator("gdp"))
        #expect(
            try absence(toGDP, row(1, .normal) + [observed("gdp", nil, "KAZ", "2023", 0)]) == .denominatorZero("gdp")
        )
        #expect(
            try absence(toGDP, row(1e300, .normal) + [observed("gdp", nil, "KAZ", "2023", 1e-300)]) == .notFinite
        )
        #expect(try absence(share(), row(1, .normal)) == .noTotal)
        #expect(try absence(share(), row(1, .normal) + [total(0)]) == .totalTooSmall(total: 0, minimum: 0))
        #expect(
            try absence(share(minTotal: 10), row(1, .normal) + [total(9)]) == .totalTooSmall(total: 9, minimum: 10)
        )
        #expect(
            try absence(share(), row(250, .normal) + [total(100)]) == .sharesExceedTotal(sum: 250, tolerance: 100.5)
        )
        #expect(try absence(chain(), []) == .noObservation)
        #expect(try absence(chain(), row(nil, .missing)) == .noObservation)
        #expect(try absence(chain(), row(nil, .notApplicable)) == .notApplicable)
        #expect(try absence(chain(), row(5, .forecast)) == .noObservation)
        let old = Indicator(id: "x", title: "", cadence: .months(12), maxAge: .months(12))
        #expect(try absence(old, [observed("x", "RUS", "KAZ", "2020", 1)]) == .expired("2020"))
        for absence in [Absence.unknownLevel(1), .notFinite, .noTotal, .windowUnknown(known: 0.4, minimum: 0.6)] {
            #expect(!absence.description.isEmpty && absence.description.last != ".")
        }
    }

    @Test func `one bad cell leaves all others as they are, and is listed with its reason`() throws {
        let model = Model(
            .node("index", [.leaf(chain(.log(.ten)), weight: 1), .leaf(Indicator(id: "y", title: ""), weight: 1)]),
            powers: ["RUS", "CHN"],
            countries: ["KAZ", "UZB"]
        )
        let rows = [
            observed("x", "RUS", "KAZ", "2022", 9), observed("x", "RUS", "KAZ", "2023", -2),
            observed("x", "CHN", "UZB", "2022", -5), observed("x", "CHN", "UZB", "2023", 99),
            observed("x", "CHN", "KAZ", "2023", 99), observed("y", "RUS", "KAZ", "2023", 4),
        ]
        let scorer = try Scorer(model: model, panel: Panel(rows))
        let table = try scorer.scores(for: ["2022", "2023", "2024"])
        let kaz = Dyad(power: "RUS", country: "KAZ")
        #expect(table["x", kaz, "2023"]?.value == nil)
        #expect(table["index", kaz, "2023"] == Score(value: 4, coverage: 0.5, confidence: 0.5))
        #expect(table["x", Dyad(power: "CHN", country: "KAZ"), "2023"]?.value == 2)
        let absent = scorer.absentCells(of: table)
        #expect(absent.total == 2 && absent.standing == 1)
        #expect(absent.items.map(\.dyad) == [kaz, Dyad(power: "CHN", country: "UZB")])
        #expect(absent.items.map(\.absence) == [.logarithmUndefined(-2), .logarithmUndefined(-5)])
        #expect(absent.items.map(\.first) == ["2023", "2022"] && absent.items.map(\.last) == ["2024", "2022"])
        #expect(absent.items.map(\.isStanding) == [true, false] && absent.items.map(\.count) == [2, 1])
        #expect(scorer.absentCells(of: table, limit: 1).items.count == 1)
        #expect(scorer.absence(of: "x", kaz, at: "2023") == .logarithmUndefined(-2))
        #expect(scorer.absence(of: "y", kaz, at: "2022") == .noObservation)
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
