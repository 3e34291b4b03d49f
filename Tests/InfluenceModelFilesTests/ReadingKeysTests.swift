import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

/// The keys that say how observations become raw values.
@Suite struct ReadingKeysTests {
    /// A model of one indicator with these keys.
    private func model(_ keys: String, more: String = "") -> String {
        """
        model: m
        title: M
        definition: D
        grid: {frequency: month, from: 2000-01}
        powers: [{id: RUS, name: Russia}, {id: CHN, name: China}]
        countries: [{id: KAZ, name: Kazakhstan}, {id: UZB, name: Uzbekistan}]
        nodes: [{id: index, title: Index}]
        indicators:
          - {id: x, title: X, parent: index, weight: 1, \(keys)}
          - {id: gdp, title: GDP, subject: country}
          - {id: published, title: Published, unit: percent}
        \(more)
        """
    }

    private func read(_ keys: String) throws -> Indicator {
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: model(keys))]).model
        return try #require(model.indicator("x"))
    }

    @Test(
        arguments: [
            ("level", []), ("share", [.share()]), ("[share]", [.share()]), ("{share: powers}", [.share(of: .powers)]),
            ("{share: WLD}", [.share()]), ("{log: {base: 10}}", [.log(.ten)]),
            ("{log: {base: e, offset: 0}}", [.log(.e, offset: 0)]),
            ("[{log: {base: 2, offset: 0.5}}]", [.log(.two, offset: 0.5)]),
            ("[{cap: [-1, 5]}, {round: -2}]", [.cap(low: -1, high: 5), .round(digits: -2)]),
            ("[level, {round: 0}]", [.round(digits: 0)]),
            (
                "[{mean: P5Y}, {log: {base: e, offset: 0}}]",
                [.window(Window(.mean, .months(60))), .log(.e, offset: 0)]
            ),
            ("{power: 0.5}", [.power(0.5)]), ("{exp: {base: 2}}", [.exp(.two)]),
            (
                "{piecewise: [[0, 0], [10, 50], [100, 100]]}",
                [.piecewise([.init(0, 0), .init(10, 50), .init(100, 100)])]
            ),
            ("[share, {piecewise: [[-5, 9], [5, -9]]}]", [.share(), .piecewise([.init(-5, 9), .init(5, -9)])]),
            ("{bands: [[0, 1], [2.5, 2]]}", [.bands([.init(0, 1), .init(2.5, 2)])]),
            ("{bands: [[none, 100], [10, 50]]}", [.bands([.init(-.infinity, 100), .init(10, 50)])]),
            ("[{cap: [10, 1000]}, {power: -1}]", [.cap(low: 10, high: 1000), .power(-1)]),
            ("[share, {log: {base: e}}]", [.share(), .log(.e)]),
            (
                "[share, {decay: P10Y, half_life: P3Y, min_window: 0.3}]",
                [.share(), .window(Window(.decay(halfLife: .months(36)), .months(120), minKnown: 0.3))]
            ),
            ("[{sum: P10Y}, share]", [.window(Window(.sum, .months(120))), .share()]),
            (
                "[{ratio: gdp, scale: 100}, {sum: P10Y, min_window: 0}]",
                [.ratio(to: "gdp", scale: 100), .window(Window(.sum, .months(120), minKnown: 0))]
            ),
        ] as [(String, [Transform])]
    )
    func `A transform is a list of steps in order, or a single one`(text: String, expected: [Transform]) throws {
        #expect(try read("transform: \(text)").transform == expected)
    }

    @Test func `The short form has its window first`() throws {
        let steps = [Transform.window(Window(.sum, .months(12), minKnown: 0.1)), .share()]
        #expect(try read("window: {sum: P1Y, min_window: 0.1}, transform: share").transform == steps)
        #expect(try read("window: {sum: P1Y, min_window: 0.1}, transform: [share]").transform == steps)
        #expect(try read("window: last, transform: share").transform == [.share()])
        let levels = "levels: [{level: 0, label: l, score: 5, citation: c}]"
        let table = Transform.ordinal([OrdinalLevel(level: 0, label: "l", score: 5, citation: "c")])
        #expect(try read("transform: [ordinal, {cap: [0, 9]}], \(levels)").transform == [table, .cap(low: 0, high: 9)])
    }

    @Test func `Keys of reading mean what they say, and their defaults are those of the contract`() throws {
        let plain = try read("transform: share")
        #expect(plain.lag == nil && plain.tolerance == 100.5 && plain.minTotal == 0 && plain.fallback == nil)
        #expect(!plain.isTable && plain.gaps == .unknown && plain.through == nil && plain.reporters == nil)
        let share = try read(
            "transform: share, lag: P6M, tolerance: 101, min_total: 10, else: published, "
                + "reporters: {default: [COW], KAZ: [BNS, COW], UZB: []}"
        )
        #expect(share.lag == .months(6) && share.tolerance == 101 && share.minTotal == 10)
        #expect(share.fallback == "published" && share.readIndicators == ["x", "published"])
        #expect(share.reporters == Reporters(["COW"], byCountry: ["KAZ": ["BNS", "COW"], "UZB": []]))
        #expect(try read("lag: none").lag == .days(0))
        #expect(try read("table: true").isTable)
        let register = try read("window: {sum: P5Y}, flow: true, gaps: zero, through: 2022")
        #expect(register.gaps == .zero && register.through == Day(year: 2022, month: 12, day: 31))
        #expect(try read("cadence: event, through: 2019-06-30").through == Day(year: 2019, month: 6, day: 30))
    }

    @Test func `Statuses that are not scored are the model's`() throws {
        func notScored(_ more: String) throws -> Set<ObservationStatus> {
            try ModelFiles.load(sources: [ModelSource(name: "m", text: model("transform: level", more: more))]).model
                .notScored
        }
        #expect(try notScored("") == [.forecast, .lowReliability])
        #expect(try notScored("not_scored: []") == [])
        #expect(try notScored("not_scored: [E, V]") == [.estimated, .unvalidated])
        #expect(
            diagnostics(model("transform: level", more: "not_scored: [O, Z]")).map { $0.prefix(40) } == [
                "m:12:14: status O (missing) has no value", "m:12:17: an element of 'not_scored': unk",
            ]
        )
    }

    @Test(arguments: [
        (
            "transform: log",
            [
                "m:9:60: 'log' does not say to which base; it meant log10(1 + x): write {log: {base: 10}}, or with an offset "
                    + "{log: {base: e, offset: 0}}"
            ]
        ),
        (
            "transform: [share, log]",
            [
                "m:9:68: 'log' does not say to which base; it meant log10(1 + x): write {log: {base: 10}}, or with an offset "
                    + "{log: {base: e, offset: 0}}"
            ]
        ),
        ("transform: {log: 10}", ["m:9:66: 'log' takes keys; write {log: {base: 10}}"]),
        ("transform: {log: {offset: 0}}", ["m:9:66: 'log' has no 'base', which is required"]),
        ("transform: {log: {base: 3}}", ["m:9:73: 'base': unknown base '3'; known: e, 10, 2"]),
        ("transform: sum", ["m:9:60: 'sum' needs a value; write {sum: P10Y}"]),
        ("transform: exp", ["m:9:60: 'exp' needs a value; write {exp: {base: e}}"]),
        ("transform: power", ["m:9:60: 'power' needs a value; write {power: 0.5}"]),
        ("transform: {power: 0}", ["m:9:68: 'power': to the power of 0 every value is 1"]),
        (
            "transform: {power: half}",
            ["m:9:68: 'power': 'half' is not a number; write digits and a decimal point, such as 0.35"]
        ),
        (
            "transform: sqrt",
            [
                "m:9:60: 'transform': unknown transform 'sqrt'; known: level, share, ratio, log, exp, power, ordinal, cap, "
                    + "piecewise, bands, round, sum, mean, decay"
            ]
        ),
        (
            "transform: {steps: [0, 5]}",
            [
                "m:9:61: 'transform': unknown transform 'steps'; known: level, share, ratio, log, exp, power, ordinal, cap, "
                    + "piecewise, bands, round, sum, mean, decay"
            ]
        ),
        (
            "transform: {band: [[0, 5], [1, 2]]}",
            [
                "m:9:61: 'transform': unknown transform 'band'; did you mean 'bands'? known: level, share, ratio, log, exp, "
                    + "power, ordinal, cap, piecewise, bands, round, sum, mean, decay"
            ]
        ),
        (
            "transform: piecewise",
            ["m:9:60: 'piecewise' needs a value; write {piecewise: [[0, 0], [10, 50], [100, 100]]}"]
        ),
        (
            "transform: {piecewise: [[0, 0]]}",
            ["m:9:72: 'piecewise' takes at least two [x, value], such as [[0, 0], [100, 100]]"]
        ),
        (
            "transform: {bands: [0, 5]}",
            [
                "m:9:69: an element of 'bands' is a pair [from, value], such as [10, 50]",
                "m:9:72: an element of 'bands' is a pair [from, value], such as [10, 50]",
            ]
        ),
        (
            "transform: {piecewise: [[0, 0], [10, 5], [10, 9]]}",
            ["m:9:90: 'piecewise': 10 must be above 10: list them in ascending order, each once"]
        ),
        (
            "transform: {bands: [[5, 0], [none, 9]]}",
            ["m:9:78: 'none' is where the first band begins: below all values"]
        ),
        (
            "transform: {piecewise: [[none, 0], [10, 9]]}",
            ["m:9:74: 'piecewise' keeps the value of its first point below it; write a number"]
        ),
        (
            "transform: {bands: [[0, low], [1, 2]]}",
            [
                "m:9:73: an element of 'bands': 'low' is not a number; write digits and a decimal point, such as 0.35"
            ]
        ),
        (
            "transform: {piecewise: [[-1e308, 0], [1e308, 1]]}",
            ["m:9:86: 'piecewise': this point is too far from the one before"]
        ),
        (
            "transform: {logs: {base: 10}}",
            [
                "m:9:61: 'transform': unknown transform 'logs'; did you mean 'log'? known: level, share, ratio, log, exp, power, ordinal, cap, "
                    + "piecewise, bands, round, sum, mean, decay"
            ]
        ),
        ("transform: round", ["m:9:60: 'round' needs a value; write {round: 2}"]),
        ("transform: {round: 1.5}", ["m:9:68: 'round': '1.5' is not a whole number"]),
        ("transform: {round: 99}", ["m:9:68: 'round': 99 is outside -15...15"]),
        (
            "transform: {cap: [5]}",
            [
                "m:9:66: 'cap' takes two bounds, the lower one first, of which one may be none: [0, 100], [0, none]"
            ]
        ),
        ("transform: {cap: [5, 1]}", ["m:9:70: 'cap': the upper bound, 1, must be above the lower one, 5"]),
        ("transform: {cap: [none, none]}", ["m:9:66: 'cap' without a bound says nothing; leave it out"]),
        (
            "transform: {cap: [none, top]}",
            [
                "m:9:73: an element of 'cap': 'top' is not a number; write digits and a decimal point, such as 0.35, or "
                    + "'none' where there is no bound"
            ]
        ),
        ("transform: []", ["m:9:60: 'transform' is empty; write level"]),
        ("transform: {share: all}", ["m:9:68: 'share': unknown total 'all'; known: WLD, powers"]),
        ("transform: [{sum: P1Y}, {mean: P1Y}]", ["m:9:73: a transform has one window, not several: sum, mean"]),
        (
            "window: {sum: P1Y}, transform: [{mean: P1Y}]",
            ["m:9:81: a transform has one window, not several: sum, mean"]
        ),
        (
            "transform: [share, {ratio: gdp}]",
            ["m:9:68: a value is compared with one other, not with several: share, ratio"]
        ),
        (
            "transform: [{round: 1}, share]",
            ["m:9:73: 'share' is of what was observed: it comes first, or directly after the window"]
        ),
        ("transform: level, else: published", ["m:9:67: 'else' belongs to the transform 'share'"]),
        (
            "transform: share, else: publisht",
            ["m:9:73: unknown 'else' 'publisht'; did you mean 'published'? known: x, gdp, published"]
        ),
        ("transform: share, else: gdp", ["m:9:73: 'gdp' is about a country, 'x' about a dyad"]),
        ("transform: share, else: x", ["m:9:73: 'else' names what 'x' itself reads"]),
        (
            "window: {sum: P1Y}, transform: share, else: published",
            ["m:9:93: 'else' names shares of one period, so no window can be laid over them"]
        ),
        (
            "transform: share, tolerance: 50",
            ["m:9:78: 'tolerance': 50 is below 100, which the shares of all powers may add up to"]
        ),
        ("tolerance: 101", ["m:9:60: 'tolerance' belongs to the transform 'share', or to 'table: true'"]),
        ("gaps: zero", ["m:9:55: 'gaps' says what time without a row means in a window, and there is none"]),
        (
            "window: {sum: P1Y, gaps: zero}",
            ["m:9:68: 'gaps' is a key of the indicator; write it beside 'window' or 'transform'"]
        ),
        (
            "window: {sum: P1Y}, min_window: 0.5",
            ["m:9:69: 'min_window' belongs into the window: {decay: P10Y, half_life: P3Y, min_window: 0.6}"]
        ),
        ("window: {sum: P1Y, min_window: 60}", ["m:9:80: 'min_window': 60 is outside 0...1"]),
        (
            "cadence: P1Y, through: 2019",
            ["m:9:72: 'through' says up to when a list is complete: of an event, or of a register (gaps: zero)"]
        ),
        ("lag: soon", ["m:9:54: 'lag': 'soon' is not a duration; write P10Y, P36M, P2W, P30D or PT6H, or 'none'"]),
        ("reporters: []", ["m:9:60: the list is empty; name at least one reporter, or write any"]),
        ("reporters: [A, A]", ["m:9:64: reporter 'A' is listed twice"]),
        ("reporters: {KAZ: [A]}", ["m:9:60: 'reporters' by country need a 'default' for the others; [] reads nobody"]),
        (
            "reporters: {default: [A], KZA: [A]}",
            ["m:9:75: unknown country 'KZA'; did you mean 'KAZ'? known: default, KAZ, UZB"]
        ),
        (
            "transform: {ratio: gdp}, table: true",
            ["m:9:81: 'table' is for shares; a ratio is read by itself for each power"]
        ),
    ])
    func `What means nothing is reported where it stands`(keys: String, expected: [String]) {
        #expect(diagnostics(model(keys)) == expected)
    }

    @Test func `A list of steps takes an inherited window and the keys of the old steps with it`() throws {
        let base = ModelSource(
            name: "base.yaml",
            text: model("window: {sum: P1Y}, transform: share, min_total: 5, tolerance: 101, else: gdp")
                .replacing(", else: gdp", with: "")
        )
        let changed = ModelSource(
            name: "child.yaml",
            text: "extends: base.yaml\nmodel: c\nindicators:\n  - {id: x, transform: [{mean: P5Y}, {round: 1}]}\n"
        )
        let model = try ModelFiles.load(sources: [base, changed]).model
        let x = try #require(model.indicator("x"))
        #expect(x.transform == [.window(Window(.mean, .months(60))), .round(digits: 1)])
        #expect(x.minTotal == 0 && x.tolerance == 100.5)
        // A default window is for those whose transform is no list.
        let defaults = try ModelFiles.load(sources: [
            ModelSource(
                name: "m",
                text: self.model("transform: [{round: 1}]", more: "defaults: {window: {mean: P5Y}, lag: P1M}")
            )
        ]).model
        #expect(defaults.indicator("x")?.transform == [.round(digits: 1)])
        #expect(defaults.indicator("x")?.lag == .months(1))
    }

    @Test func `Inputs that are added are all flows, or none is`() {
        let text = model("inputs: [a, b]", more: "").replacing(
            "  - {id: gdp",
            with: "  - {id: a, title: A, flow: true}\n  - {id: b, title: B}\n  - {id: gdp"
        )
        #expect(diagnostics(text) == ["m:9:61: inputs are added, but 'a' is a flow and 'b' is none"])
    }
}
