import InfluenceModel
import InfluenceScoring
import Testing

@Suite("Attribution of changes")
struct AttributionTests {
    /// The explanation of RUS in KAZ.
    static func explained(
        _ model: Model,
        _ observations: [Observation],
        at period: Period,
        among periods: [Period]? = nil
    ) throws -> Explanation {
        let scorer = try Scorer(model: model, panel: Panel(observations))
        return try scorer.explain(Dyad(power: "RUS", country: "KAZ"), at: period, among: periods ?? [period])
    }

    /// `new_period a 10.0`, one an item.
    static func lines(_ attribution: Attribution) -> [String] {
        attribution.items.map { "\($0.group.rawValue) \($0.node) \(($0.effect * 1e9).rounded() / 1e9)" }
    }

    private func isExact(_ attribution: Attribution) -> Bool {
        abs(attribution.items.reduce(attribution.from) { $0 + $1.effect } - attribution.to) < 1e-12 * 100
    }

    private func leaf(_ id: NodeID, weight: Double = 1, maxAge: CalendarDuration? = nil, window: Window? = nil)
        -> Branch
    {
        .leaf(
            Indicator(
                id: id,
                title: "",
                reporters: ["B", "A", ""],
                transform: window.map { [.window($0)] } ?? [],
                maxAge: maxAge
            ),
            weight: weight
        )
    }

    private var flat: Model { Model(.node("index", [leaf("a"), leaf("b"), leaf("c", weight: 2)])) }

    private let base = [
        observed("a", "RUS", "KAZ", "2020", 40), observed("b", "RUS", "KAZ", "2020", 20),
        observed("c", "RUS", "KAZ", "2020", 60),
    ]

    @Test func `a new period, a revision and another reporter are told apart`() throws {
        let old = try Self.explained(flat, base, at: "2020")
        let later = base + [observed("a", "RUS", "KAZ", "2021", 60)]
        let newer = try Attribution(of: "index", from: old, to: try Self.explained(flat, later, at: "2021"))
        #expect(Self.lines(newer) == ["new_period a 5.0"])
        #expect((newer.from, newer.to) == (45, 50))
        #expect(newer.method == .bennet)
        #expect(newer.items[0].before?.period == "2020")
        #expect(newer.items[0].after?.period == "2021")
        #expect(newer.items[0].after?.raw == 60)
        #expect(newer.items[0].after?.weight == 0.25)

        let revised = [observed("a", "RUS", "KAZ", "2020", 44)] + base.dropFirst()
        let revision = try Attribution(of: "index", from: old, to: try Self.explained(flat, revised, at: "2020"))
        #expect(Self.lines(revision) == ["revision a 1.0"])

        let other = base + [observed("c", "RUS", "KAZ", "2020", 50, by: "B")]
        let reporter = try Attribution(of: "index", from: old, to: try Self.explained(flat, other, at: "2020"))
        #expect(Self.lines(reporter) == ["reporter_switch c -5.0"])
        #expect(reporter.items[0].after?.reporter == "B")
    }

    @Test func `what only age changes is decay, and a late entry of an old period a revision`() throws {
        let model = Model(
            .node(
                "index",
                [
                    .leaf(
                        Indicator(
                            id: "a",
                            title: "",
                            isFlow: true,
                            gaps: .zero,
                            transform: [.window(Window(.sum, .months(24)))]
                        ),
                        weight: 1
                    ), leaf("b"),
                ]
            )
        )
        let old = try Self.explained(model, base, at: "2020")
        // Half of the year has left the register's window.
        let later = try Attribution(of: "index", from: old, to: try Self.explained(model, base, at: "2022-06"))
        #expect(Self.lines(later) == ["decay a -10.0"])
        let late = base + [observed("a", "RUS", "KAZ", "2019", 16)]
        let revision = try Attribution(of: "index", from: old, to: try Self.explained(model, late, at: "2020"))
        #expect(Self.lines(revision) == ["revision a 8.0"])
    }

    @Test func `what enters is worth what it is above its siblings, and what leaves the reverse`() throws {
        let old = try Self.explained(flat, Array(base[..<2]), at: "2020")
        let new = try Self.explained(flat, base, at: "2020")
        // (40 + 20) / 2 = 30, then (40 + 20 + 2 x 60) / 4 = 45; c has half of the weight: (60 - 30) / 2.
        let entered = try Attribution(of: "index", from: old, to: new)
        #expect(Self.lines(entered) == ["entered c 15.0"])
        #expect(entered.items[0].before?.value == nil)
        #expect(entered.items[0].after?.value == 60)
        #expect(Self.lines(try Attribution(of: "index", from: new, to: old)) == ["left c -15.0"])

        // The same value as the siblings': the score stays, and there is nothing to tell.
        let same = try Self.explained(flat, base[..<2] + [observed("c", "RUS", "KAZ", "2020", 30)], at: "2020")
        #expect(Self.lines(try Attribution(of: "index", from: old, to: same)) == [])

        // Another value moved too: each has its part, at the mean of the other's states.
        let both = [observed("a", "RUS", "KAZ", "2020", 60)] + base.dropFirst()
        let mixed = try Attribution(of: "index", from: old, to: try Self.explained(flat, both, at: "2020"))
        // a: mean weight (1/2 + 1/4) / 2 x 20; c: (60 - mean of 30 and 40) / 2.
        #expect(Self.lines(mixed) == ["revision a 7.5", "entered c 12.5"])
        #expect(isExact(mixed))
    }

    @Test func `where everything is exchanged, what left and what entered share the change`() throws {
        let old = try Self.explained(flat, [base[0]], at: "2020")
        let new = try Self.explained(flat, [base[2]], at: "2020")
        #expect(Self.lines(try Attribution(of: "index", from: old, to: new)) == ["entered c 10.0", "left a 10.0"])

        let geometric = Model(.node("index", [leaf("a"), leaf("b"), leaf("c")], method: .geometric))
        let exchange = try Attribution(
            of: "index",
            from: try Self.explained(geometric, [base[0]], at: "2020"),
            to: try Self.explained(geometric, [base[2]], at: "2020")
        )
        #expect(Self.lines(exchange) == ["coverage index 20.0"])
        #expect(exchange.method == .shapley)
    }

    @Test func `a dimension that falls below its gate leaves as a whole`() throws {
        let security = Branch.group(
            "security",
            Aggregate(method: .geometric, minCoverage: 0.6),
            weight: 1,
            [leaf("b"), leaf("c", maxAge: .months(12))]
        )
        let model = Model(.node("index", [leaf("a"), security]))
        let old = try Self.explained(model, base, at: "2020")
        let change = try Attribution(of: "index", from: old, to: try Self.explained(model, base, at: "2022"))
        // What lies beneath it is no sum, but it left as one.
        #expect(change.method == .bennet)
        #expect(change.items.map(\.group) == [.left])
        #expect(change.items.map(\.node) == ["security"])
        #expect(change.to == 40)
        #expect(isExact(change))
    }

    @Test func `a relative normalisation that moves is told apart from the value`() throws {
        let relative = Indicator(id: "a", title: "", normalisation: Normalisation(.minmax(target: Scale())))
        let model = Model(.node("index", [.leaf(relative, weight: 1), leaf("b")]), powers: ["RUS", "CHN", "TUR"])
        let others = [observed("a", "TUR", "KAZ", "2020", 0), observed("b", "RUS", "KAZ", "2020", 0)]
        let panel = { (own: Double, highest: Double) in
            others + [observed("a", "RUS", "KAZ", "2020", own), observed("a", "CHN", "KAZ", "2020", highest)]
        }
        let old = try Self.explained(model, panel(50, 100), at: "2020")
        let range = try Attribution(of: "index", from: old, to: try Self.explained(model, panel(50, 200), at: "2020"))
        #expect(Self.lines(range) == ["normalisation a -12.5"])
        let both = try Attribution(of: "index", from: old, to: try Self.explained(model, panel(150, 200), at: "2020"))
        // From 50 to 75 in a: in either range the value itself adds 50 points (within 0..100, 150 is at the end of the
        // scale), and the range takes the 25 that are left.
        #expect(Self.lines(both) == ["revision a 25.0", "normalisation a -12.5"])
    }

    @Test func `the step to another model is a group of its own`() throws {
        let heavier = Model(.node("index", [leaf("a", weight: 2), leaf("b"), leaf("c")]))
        let later = base + [observed("a", "RUS", "KAZ", "2021", 60)]
        let old = try Self.explained(flat, base, at: "2020")
        let middle = try Self.explained(flat, later, at: "2021")
        let new = try Self.explained(heavier, later, at: "2021")
        let change = try Attribution(of: "index", from: old, through: middle, to: new)
        // The score is 50 under both: a gains a quarter of the weight from c, and both are 10 above it.
        #expect(Self.lines(change) == ["new_period a 5.0", "model a 2.5", "model c -2.5"])
        #expect(isExact(change))

        // An indicator at 0 that gains weight is what lowers the score.
        let zero = base[..<2] + [observed("c", "RUS", "KAZ", "2020", 0)]
        let light = Model(.node("index", [leaf("a"), leaf("c", weight: 0.5)]))
        let grown = Model(.node("index", [leaf("a"), leaf("c", weight: 1)]))
        let before = try Self.explained(light, Array(zero), at: "2020")
        let step = try Attribution(
            of: "index",
            from: before,
            through: before,
            to: try Self.explained(grown, Array(zero), at: "2020")
        )
        #expect(step.items.map(\.group) == [.model, .model])
        #expect(step.items.allSatisfy { $0.effect < 0 })
        #expect(isExact(step))

        // No sum: the step is one item.
        let geometric = Model(.node("index", [leaf("a"), leaf("b"), leaf("c")], method: .geometric))
        let other = try Self.explained(geometric, later, at: "2021")
        let whole = try Attribution(of: "index", from: old, through: middle, to: other)
        #expect(whole.items.map(\.group) == [.newPeriod, .model])
        #expect(whole.items.last?.node == "index")
        #expect(isExact(whole))
    }

    @Test func `weights that move with the data are told by indicator, and their effects sum`() throws {
        // Two models with one tree: what explanations look like whose weights come from the data.
        let reweighted = Model(.node("index", [leaf("a", weight: 3), leaf("b"), leaf("c", weight: 2)]))
        let old = try Self.explained(flat, base, at: "2020")
        let change = try Attribution(of: "index", from: old, to: try Self.explained(reweighted, base, at: "2020"))
        #expect(Set(change.items.map(\.group)) == [.weights])
        #expect(isExact(change))
        let fewer = try Self.explained(reweighted, Array(base[..<2]), at: "2020")
        let mixed = try Attribution(of: "index", from: old, to: fewer)
        #expect(Set(mixed.items.map(\.group)) == [.weights, .left])
        #expect(isExact(mixed))

        let geometric = { (weight: Double) in
            Model(.node("index", [leaf("a", weight: weight), leaf("b")], method: .geometric))
        }
        let shapley = try Attribution(
            of: "index",
            from: try Self.explained(geometric(1), base, at: "2020"),
            to: try Self.explained(geometric(2), base, at: "2020")
        )
        #expect(shapley.items.map(\.group) == [.weights])
        #expect(isExact(shapley))
    }

    @Test func `an aggregate that is normalised again has its range as a player`() throws {
        let group = Branch.group(
            "group",
            Aggregate(method: .geometric, normalisation: Normalisation(.minmax(target: Scale(low: 1, high: 100)))),
            weight: 1,
            [leaf("a"), leaf("b")]
        )
        let model = Model(.node("index", [group]), powers: ["RUS", "CHN", "TUR"])
        let panel = { (own: Double, highest: Double) in
            [("RUS", own), ("CHN", highest), ("TUR", 1)].flatMap { (power: PowerID, value: Double) in
                [observed("a", power, "KAZ", "2020", value), observed("b", power, "KAZ", "2020", value)]
            }
        }
        let old = try Self.explained(model, panel(50, 100), at: "2020")
        let change = try Attribution(of: "index", from: old, to: try Self.explained(model, panel(60, 90), at: "2020"))
        #expect(change.items.map(\.group) == [.revision, .revision, .normalisation])
        #expect(change.items.map(\.node) == ["a", "b", "group"])
        #expect(change.items[0].effect == change.items[1].effect)
        #expect(isExact(change))
    }

    @Test func `with many changes a sample of orders is taken, and the sum stays exact`() throws {
        let ids = (0..<14).map { NodeID("x\($0)") }
        let model = Model(.node("index", ids.map { leaf($0) }, method: .geometric))
        let ends = try [0.0, 1].map { end in
            let observations = ids.enumerated().map { number, id in
                observed(id, "RUS", "KAZ", "2020", 10 + Double(number) * (1 + end) + end)
            }
            return try Self.explained(model, observations, at: "2020")
        }
        let forward = try Attribution(of: "index", from: ends[0], to: ends[1])
        let backward = try Attribution(of: "index", from: ends[1], to: ends[0])
        #expect(forward.method == .sampled)
        #expect(forward.items.count { $0.group == .revision } == 14)
        #expect(isExact(forward))
        for item in forward.items where item.group == .revision {
            let other = backward.items.first { $0.node == item.node && $0.group == .revision }
            #expect(abs(item.effect + (other?.effect ?? 0)) < 1e-12 * 100)
        }
        #expect(forward == (try Attribution(of: "index", from: ends[0], to: ends[1])))
    }

    @Test func `without two scores there is a reason`() throws {
        let some = try Self.explained(flat, base, at: "2020")
        let none = try Self.explained(flat, [], at: "2020")
        #expect(throws: AttributionError.noScoreBefore("index")) { try Attribution(of: "index", from: none, to: some) }
        #expect(throws: AttributionError.noScoreAfter("index")) { try Attribution(of: "index", from: some, to: none) }
        #expect(throws: AttributionError.notInModel("x")) { try Attribution(of: "x", from: some, to: some) }
        #expect(throws: AttributionError.noScoreUnderOldModel("index")) {
            try Attribution(of: "index", from: some, through: none, to: some)
        }
        let other = try Self.explained(Model(.node("index", [leaf("a")])), base, at: "2020")
        #expect(throws: AttributionError.differentTrees) { try Attribution(of: "index", from: other, to: some) }
    }
}
