import InfluenceModel
import InfluenceScoring
import Testing

/// That nobody forgets a field: every stored property of what a model is made of either decides values, and then changes the
/// definition, or is named here as one that decides none.
@Suite struct DefinitionFieldTests {
    /// How a property is changed, and whether that is another definition.
    private struct Field<Subject> {
        let name: String
        let decides: Bool
        let change: (inout Subject) -> Void

        init(_ name: String, decides: Bool = true, _ change: @escaping (inout Subject) -> Void) {
            self.name = name
            self.decides = decides
            self.change = change
        }
    }

    /// A tree in which everything is used: a share of a table under a window, a ratio, a register.
    private static let model = Model(
        id: "m",
        title: "",
        definition: "",
        scale: Scale(),
        grid: .regular(.month, from: .day(.earliest)),
        powers: [Power(id: "RUS", name: "Russia"), Power(id: "CHN", name: "China")],
        countries: [Country(id: "KAZ", name: "Kazakhstan")],
        nodes: [
            Node(
                id: "index",
                title: "",
                parent: nil,
                children: [1, 2],
                weight: 1,
                content: .aggregate(Aggregate(method: .arithmetic))
            ), Node(id: "share", title: "", parent: 0, children: [], weight: 1, content: .indicator(share)),
            Node(id: "ratio", title: "", parent: 0, children: [], weight: 2, content: .indicator(ratio)),
        ],
        tracked: [
            Indicator(id: "exports", title: "", isFlow: true), Indicator(id: "published", title: ""),
            Indicator(id: "gdp", title: "", maxAge: .months(12)),
        ]
    )

    private static let share = Indicator(
        id: "share",
        title: "",
        inputs: ["exports"],
        reporters: ["A"],
        transform: [.share()],
        normalisation: Normalisation(.goalposts(low: 0, high: 50)),
        cadence: .months(12)
    )

    private static let ratio = Indicator(
        id: "ratio",
        title: "",
        isFlow: true,
        transform: [.window(Window(.sum, .months(12))), .ratio(to: "gdp", scale: 1)],
        treatment: Treatment(steps: [.winsorise(5), .log]),
        normalisation: Normalisation(.minmax(target: Scale()))
    )

    /// - Parameter put: Puts a subject into the model.
    private func check<Subject>(
        _ subject: Subject,
        _ fields: [Field<Subject>],
        _ put: (Subject, inout Model) -> Void
    ) {
        let stored = Mirror(reflecting: subject).children.compactMap(\.label)
        let type = Subject.self
        #expect(Set(fields.map(\.name)) == Set(stored), "\(type): a field is not known here")
        var base = Self.model
        put(subject, &base)
        for field in fields {
            var (changed, model) = (subject, Self.model)
            field.change(&changed)
            put(changed, &model)
            #expect(model != base, "\(type).\(field.name) is not changed")
            let root = (base.definitions[0], model.definitions[0])
            #expect((root.0 != root.1) == field.decides, "\(type).\(field.name)")
            #expect((root.0.hash64 != root.1.hash64) == field.decides, "\(type).\(field.name)")
        }
    }

    @Test func `Each property of an indicator decides its value or is known not to`() {
        check(
            Self.share,
            [
                Field("id", decides: false) { $0.id = "other" }, Field("title", decides: false) { $0.title = "Share" },
                Field("subject") { $0.subject = .power }, Field("unit", decides: false) { $0.unit = "percent" },
                // Of its input the definition of that says so.
                Field("isFlow", decides: false) { $0.isFlow = true }, Field("inputs") { $0.inputs = ["gdp"] },
                Field("reporters") { $0.reporters = ["A", "B"] }, Field("lag") { $0.lag = .months(6) },
                // What is a share is read as a table anyway.
                Field("isTable", decides: false) { $0.isTable = true }, Field("tolerance") { $0.tolerance = 101 },
                Field("minTotal") { $0.minTotal = 10 }, Field("fallback") { $0.fallback = "published" },
                Field("gaps") { $0.gaps = .zero }, Field("through") { $0.through = Day(clamping: 20_000) },
                Field("transform") { $0.transform = [.share(of: .powers)] },
                Field("imputation") { $0.imputation = .last },
                Field("treatment") { $0.treatment = Treatment(steps: [.log]) },
                Field("normalisation") { $0.normalisation = .none }, Field("direction") { $0.direction = .negative },
                Field("cadence") { $0.cadence = .months(3) }, Field("maxAge") { $0.maxAge = .months(36) },
                Field("mirror", decides: false) { $0.mirror = [["gdp"]] },
                Field("plausibility", decides: false) { $0.plausibility = Plausibility(low: 0) },
                Field("note", decides: false) { $0.note = "Why" },
            ]
        ) { $1.nodes[1].content = .indicator($0) }
    }

    @Test func `Each property of a node decides its value or is known not to`() {
        check(
            Self.model.nodes[1],
            [
                Field("id", decides: false) { $0.id = "other" }, Field("title", decides: false) { $0.title = "Share" },
                // Where it stands is in the definitions above it.
                Field("parent", decides: false) { $0.parent = nil },
                Field("children", decides: false) { $0.children = [1] },
                Field("weight") { $0.weight = 3 },
                Field("weightSteps") { $0.weightSteps = [WeightStep(from: .day(Day(clamping: 15_000)), weight: 1)] },
                Field("content") { $0.content = .indicator(Self.ratio) }, Field("floor") { $0.floor = 1 },
                Field("digits") { $0.digits = 1 }, Field("repeats", decides: false) { $0.repeats = 1 },
            ]
        ) { $1.nodes[1] = $0 }
        check(
            Aggregate(method: .arithmetic),
            [
                Field("method") { $0.method = .median }, Field("minCoverage") { $0.minCoverage = 0.5 },
                Field("minChildren") { $0.minChildren = 2 },
                Field("normalisation") { $0.normalisation = Normalisation(.goalposts(low: 0, high: 90)) },
                Field("direction") { $0.direction = .negative }, Field("weighting") { $0.weighting = .equal },
            ]
        ) { $1.nodes[0].content = .aggregate($0) }
    }

    @Test func `Each property of a model decides its values or is known not to`() {
        check(
            Self.model,
            [
                Field("id", decides: false) { $0.id = "other" }, Field("title", decides: false) { $0.title = "Index" },
                Field("definition", decides: false) { $0.definition = "What it means" },
                Field("scale") { $0.scale = Scale(low: 0, high: 10) },
                Field("grid") { $0.grid = .regular(.year, from: .day(.earliest)) },
                // The ratio is normalised by all values.
                Field("powers") { $0.powers.reverse() },
                Field("countries") { $0.countries.append(Country(id: "UZB", name: "")) },
                Field("nodes") { $0.nodes[0].floor = 1 }, Field("tracked") { $0.tracked[2].maxAge = .months(24) },
                Field("screen") { $0.screen = .coverage(0.5) }, Field("missing") { $0.missing = .tree },
                Field("notScored") { $0.notScored = [] },
                // An interval is of a definition and of this.
                Field("uncertainty", decides: false) { $0.uncertainty = UncertaintyPlan() },
                // Which read scores.
                Field("measures", decides: false) { $0.measures = MeasurePlan(measures: [], minCoverage: 0.5) },
                Field("caveats", decides: false) { $0.caveats = [Caveat(node: "share", text: "Without gold")] },
            ]
        ) { $1 = $0 }
    }

    /// Values that can't be changed field by field: that there are no others than those that the definition writes.
    @Test func `The parts of an indicator have no fields but those that are written`() {
        func fields(_ value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }
        #expect(fields(Window(.sum, .months(12))) == ["kind", "length", "minKnown"])
        #expect(fields(Treatment(steps: [])) == ["clip", "steps", "skewness", "kurtosis", "scope", "isChained"])
        #expect(fields(Treatment.Percentiles(low: 1, high: 99)) == ["low", "high"])
        #expect(fields(Normalisation.none) == ["method", "scope"])
        #expect(fields(Reporters([])) == ["usual", "byCountry"])
        #expect(
            fields(OrdinalLevel(level: 0, label: "", score: 0, citation: "")) == [
                "level", "label", "score", "citation",
            ]
        )
        #expect(fields(WeightStep(from: .day(.earliest), weight: 1)) == ["from", "weight"])
        #expect(fields(Power(id: "RUS", name: "")) == ["id", "name", "within", "groups"])
        #expect(fields(Country(id: "KAZ", name: "")) == ["id", "name", "groups"])
        #expect(fields(CalendarDuration.months(1)) == ["months", "days", "seconds"])
        #expect(fields(Scale()) == ["low", "high"])
    }

    @Test func `A screen judges by all that is read, so all of it is in each definition`() {
        var model = Self.model
        model.screen = .indicators(0.5)
        let own = model.definitions
        var indicator = Self.ratio
        indicator.maxAge = .months(7)
        model.nodes[2].content = .indicator(indicator)
        #expect(zip(own, model.definitions).allSatisfy { $0 != $1 })
        model.screen = nil
        #expect(model.definitions[1] == Self.model.definitions[1])
    }

    @Test func `What stands between matters only where weight is not shared over the whole tree`() {
        var model = Self.model
        model.nodes = [
            Node(id: "index", title: "", parent: nil, children: [1], weight: 1, content: Self.model.nodes[0].content),
            Node(id: "part", title: "", parent: 0, children: [2, 3], weight: 1, content: Self.model.nodes[0].content),
            Node(id: "share", title: "", parent: 1, children: [], weight: 1, content: Self.model.nodes[1].content),
            Node(id: "ratio", title: "", parent: 1, children: [], weight: 2, content: Self.model.nodes[2].content),
        ]
        func changesRoot(_ change: (inout Model) -> Void) -> Bool {
            var other = model
            change(&other)
            return other.definitions[0] != model.definitions[0]
        }
        let geometric = { (model: inout Model) in model.nodes[1].content = .aggregate(Aggregate(method: .geometric)) }
        #expect(changesRoot(geometric))
        model.missing = .tree
        #expect(!changesRoot(geometric))
        #expect(changesRoot { $0.nodes[2].weight = 5 })
        #expect(changesRoot { $0.nodes[1].content = .aggregate(Aggregate(method: .arithmetic, weighting: .equal)) })
        #expect(changesRoot { $0.nodes[2].floor = 1 })
        // A parent that counts its children looks at them.
        model.nodes[0].content = .aggregate(Aggregate(method: .arithmetic, minChildren: 2))
        #expect(changesRoot(geometric))
    }

    @Test func `A node has one definition wherever it stands`() {
        var model = Self.model
        var other = model.nodes[1]
        (other.id, other.repeats, other.weight) = ("share@index", 1, 7)
        model.nodes.append(other)
        model.nodes[0].children.append(3)
        let definitions = model.definitions
        #expect(definitions[1] == definitions[3] && definitions[1] == Self.model.definitions[1])
        #expect(definitions[0] != Self.model.definitions[0])
    }

    @Test func `Members of unions decide shares of the powers alone`() {
        var model = Self.model
        let within = [Power(id: "RUS", name: ""), Power(id: "CHN", name: "", within: "RUS")]
        model.powers = within
        #expect(model.definitions[1] == Self.model.definitions[1])
        var share = Self.share
        share.transform = [.share(of: .powers)]
        model.nodes[1].content = .indicator(share)
        let inside = model.definitions[1]
        model.powers = Self.model.powers
        #expect(model.definitions[1] != inside)
    }
}
