import InfluenceModel
import InfluenceScoring
import Testing

@Suite struct DefinitionTests {
    /// A model of two dimensions that uses a little of everything.
    struct Sample {
        var share = Self.share()
        var level = Self.level()
        var economic = Aggregate(method: .arithmetic, minCoverage: 0.6)
        var security = Aggregate(method: .arithmetic)
        var root = Aggregate(method: .geometric, minChildren: 2)
        var weights = [0.7, 0.3, 1, 0.6, 0.4]
        var tracked: [Indicator] = [
            Indicator(id: "exports", title: "", isFlow: true), Indicator(id: "imports", title: "", isFlow: true),
            Indicator(id: "gdp", title: "", reporters: ["WB"], maxAge: .months(24)),
        ]
        var powers: [Power] = [Power(id: "RUS", name: "Russia"), Power(id: "CHN", name: "China")]
        var countries: [Country] = [Country(id: "KAZ", name: "Kazakhstan")]
        var grid = Grid.listed([])
        var scale = Scale()
        var names = ["index", "economic", "security"]
        var titles = ["", "", ""]

        static func share(
            id: NodeID = "share",
            title: String = "",
            unit: String = "",
            isFlow: Bool = false,
            inputs: [NodeID] = ["exports", "imports"],
            reporters: Reporters? = ["A", "B"],
            transform: [Transform] = [.window(Window(.mean, .months(36))), .ratio(to: "gdp", scale: 100)],
            treatment: Treatment? = nil,
            normalisation: Normalisation = Normalisation(.goalposts(low: 0, high: 50)),
            direction: Direction = .positive,
            cadence: CalendarDuration? = .months(12),
            maxAge: CalendarDuration? = .months(36),
            mirror: [[NodeID]] = [],
            note: String = ""
        ) -> Indicator {
            Indicator(
                id: id,
                title: title,
                unit: unit,
                isFlow: isFlow,
                inputs: inputs,
                reporters: reporters,
                transform: transform,
                treatment: treatment,
                normalisation: normalisation,
                direction: direction,
                cadence: cadence,
                maxAge: maxAge,
                mirror: mirror,
                note: note
            )
        }

        static func level(
            levels: [(Double, Double)] = [(0, 0), (1, 80)],
            label: String = "",
            subject: Subject = .dyad,
            imputation: Imputation? = nil
        ) -> Indicator {
            Indicator(
                id: "level",
                title: "",
                subject: subject,
                transform: [
                    .ordinal(levels.map { OrdinalLevel(level: $0.0, label: label, score: $0.1, citation: label) })
                ],
                imputation: imputation
            )
        }

        var model: Model {
            func node(_ number: Int, _ parent: Int?, _ children: [Int], _ weight: Double, _ aggregate: Aggregate)
                -> Node
            {
                Node(
                    id: NodeID(names[number]),
                    title: titles[number],
                    parent: parent,
                    children: children,
                    weight: weight,
                    content: .aggregate(aggregate)
                )
            }
            func leaf(_ indicator: Indicator, _ parent: Int, _ weight: Double) -> Node {
                Node(
                    id: indicator.id,
                    title: "",
                    parent: parent,
                    children: [],
                    weight: weight,
                    content: .indicator(indicator)
                )
            }
            return Model(
                id: "m",
                title: "",
                definition: "",
                scale: scale,
                grid: grid,
                powers: powers,
                countries: countries,
                nodes: [
                    node(0, nil, [1, 4], 1, root), node(1, 0, [2, 3], weights[3], economic), leaf(share, 1, weights[0]),
                    leaf(Indicator(id: "aid", title: ""), 1, weights[1]), node(2, 0, [5], weights[4], security),
                    leaf(level, 4, weights[2]),
                ],
                tracked: tracked
            )
        }

        func with(_ change: (inout Sample) -> Void) -> Sample {
            var sample = self
            change(&sample)
            return sample
        }
    }

    static let base = Sample()

    /// Positions whose definitions differ from the base's.
    private func changed(_ change: (inout Sample) -> Void) -> [Int] {
        let (own, other) = (Self.base.model.definitions, Self.base.with(change).model.definitions)
        #expect(zip(own, other).allSatisfy { ($0 == $1) == ($0.hash64 == $1.hash64) })
        return own.indices.filter { own[$0] != other[$0] }
    }

    @Test func `What decides nothing changes nothing`() {
        #expect(changed { $0.titles = ["Index", "Economy", "Security"] }.isEmpty)
        #expect(changed { $0.names = ["root", "first", "second"] }.isEmpty)
        #expect(changed { $0.share = Sample.share(title: "Trade", unit: "percent", note: "Why") }.isEmpty)
        #expect(changed { $0.share = Sample.share(id: "another") }.isEmpty)
        #expect(changed { $0.share = Sample.share(mirror: [["imports"]]) }.isEmpty)
        // Of inputs that the model defines their own definition says whether they are flows.
        #expect(changed { $0.share = Sample.share(isFlow: true) }.isEmpty)
        #expect(changed { $0.level = Sample.level(label: "a pact") }.isEmpty)
        #expect(changed { $0.level = Sample.level(levels: [(1, 80), (0, 0)]) }.isEmpty)
        #expect(changed { $0.powers.reverse() }.isEmpty)
        #expect(changed { $0.powers.append(Power(id: "TUR", name: "Turkey", groups: ["region": "Asia"])) }.isEmpty)
        #expect(changed { $0.countries.append(Country(id: "UZB", name: "Uzbekistan")) }.isEmpty)
        #expect(changed { $0.tracked.insert(Indicator(id: "media", title: ""), at: 0) }.isEmpty)
        #expect(changed { $0.tracked.reverse() }.isEmpty)
        #expect(changed { $0.share.normalisation = Normalisation(.goalposts(low: -0.0, high: 50)) }.isEmpty)
        #expect(
            changed { $0.share.normalisation = Normalisation(.goalposts(low: 0, high: 50), scope: .period) }.isEmpty
        )
    }

    @Test func `Each field that decides an indicator's value changes it and what is above it`() {
        let variants: [Indicator] = [
            Sample.share(inputs: ["exports"]), Sample.share(inputs: ["imports", "exports"]),
            Sample.share(reporters: ["B", "A"]), Sample.share(reporters: nil), Sample.share(reporters: []),
            Sample.share(reporters: Reporters(["A", "B"], byCountry: ["UZB": ["B"]])),
            Sample.share(reporters: Reporters(["A", "B"], byCountry: ["KAZ": ["B"]])),
            Sample.share(transform: []), Sample.share(transform: [.ratio(to: "gdp", scale: 1)]),
            Sample.share(transform: [.ratio(to: "imports", scale: 100)]),
            Sample.share(transform: [.ratio(to: "gdp", scale: 100), .window(Window(.mean, .months(36)))]),
            Sample.share(transform: [.share()]), Sample.share(transform: [.share(of: .powers)]),
            Sample.share(transform: [.log(.e)]), Sample.share(transform: [.log(.ten)]),
            Sample.share(transform: [.power(0.5)]), Sample.share(transform: [.power(-1)]),
            Sample.share(transform: [.exp(.e)]), Sample.share(transform: [.exp(.two)]),
            Sample.share(transform: [.log(.ten, offset: 0)]), Sample.share(transform: [.cap(low: 0, high: 1)]),
            Sample.share(transform: [.cap(low: 0, high: 2)]), Sample.share(transform: [.round(digits: 1)]),
            Sample.share(transform: [.piecewise([.init(0, 0), .init(1, 2)])]),
            Sample.share(transform: [.piecewise([.init(0, 0), .init(1, 3)])]),
            Sample.share(transform: [.piecewise([.init(0, 0), .init(2, 2)])]),
            Sample.share(transform: [.bands([.init(0, 0), .init(1, 2)])]),
            Sample.share(transform: [.bands([.init(-.infinity, 0), .init(1, 2)])]),
            Sample.share(transform: [.round(digits: 1), .log(.e)]),
            Sample.share(transform: [.log(.e), .round(digits: 1)]),
            Sample.share(transform: [.window(Window(.mean, .months(35)))]),
            Sample.share(transform: [.window(Window(.sum, .months(36)))]),
            Sample.share(transform: [.window(Window(.sum, .months(36), minKnown: 0.5))]),
            Sample.share(transform: [.window(Window(.decay(halfLife: .months(12)), .months(36)))]),
            Sample.share(transform: [.window(Window(.decay(halfLife: .months(13)), .months(36)))]),
            Sample.share(treatment: Treatment(steps: [.winsorise(5), .log], isChained: true)),
            Sample.share(treatment: Treatment(steps: [.winsorise(5), .log])),
            Sample.share(treatment: Treatment(steps: [.log], kurtosis: 1)),
            Sample.share(treatment: Treatment(steps: [.winsorise(5)])),
            Sample.share(treatment: Treatment(steps: [.winsorise(4)])),
            Sample.share(treatment: Treatment(clip: Treatment.Percentiles(low: 1, high: 99), steps: [.winsorise(4)])),
            Sample.share(treatment: Treatment(clip: Treatment.Percentiles(low: 2, high: 99), steps: [.winsorise(4)])),
            Sample.share(treatment: Treatment(steps: [.log], skewness: 1)),
            Sample.share(treatment: Treatment(steps: [.boxCox(lambda: 0.5)], scope: .period)),
            Sample.share(normalisation: Normalisation(.goalposts(low: 0, high: 51))),
            Sample.share(normalisation: Normalisation(.goalposts(low: 1, high: 50))),
            Sample.share(normalisation: Normalisation(.goalposts(low: 0, high: 50, truncate: false))),
            Sample.share(normalisation: Normalisation(.minmax(target: Scale()))),
            Sample.share(normalisation: Normalisation(.minmax(target: Scale()), scope: .period)),
            Sample.share(normalisation: Normalisation(.zscore(mean: 0, sd: 1))),
            Sample.share(normalisation: Normalisation(.rank(.min))),
            Sample.share(normalisation: Normalisation(.rank(.max))),
            Sample.share(normalisation: Normalisation(.borda())),
            Sample.share(normalisation: Normalisation(.percentileRank())),
            Sample.share(normalisation: Normalisation(.percentileRank(onto: Scale()))),
            Sample.share(normalisation: Normalisation(.percentiles(groups: 100))),
            Sample.share(normalisation: Normalisation(.percentiles(groups: 10))),
            Sample.share(normalisation: Normalisation(.distanceToMax)),
            Sample.share(normalisation: Normalisation(.distanceToReference("RUS"))),
            Sample.share(normalisation: Normalisation(.distanceToReference("CHN"))),
            Sample.share(normalisation: Normalisation(.distanceToTarget(7))),
            Sample.share(normalisation: Normalisation(.distanceToTarget(7, capped: true))),
            Sample.share(normalisation: Normalisation(.fractionOfMax)), Sample.share(normalisation: .none),
            Sample.share(direction: .negative), Sample.share(cadence: nil), Sample.share(cadence: .months(1)),
            Sample.share(maxAge: nil), Sample.share(maxAge: .days(36)),
        ]
        for variant in variants { #expect(changed { $0.share = variant } == [0, 1, 2], "\(variant)") }
        let all = ([Self.base.share] + variants).map { share in Self.base.with { $0.share = share }.model.definitions[2]
        }
        #expect(Set(all).count == all.count && Set(all.map(\.hash64)).count == all.count)
        for level in [
            Sample.level(levels: [(0, 0), (1, 81)]), Sample.level(levels: [(0, 0), (2, 80)]),
            Sample.level(levels: [(0, 0)]), Sample.level(subject: .power), Sample.level(imputation: .mean),
            Sample.level(imputation: .linear), Sample.level(imputation: .groupMean("region")),
            Sample.level(imputation: .next), Sample.level(imputation: .constant), Sample.level(imputation: .last),
        ] {
            #expect(changed { $0.level = level } == [0, 4, 5])
        }
    }

    @Test func `What an indicator reads of others decides it too`() {
        #expect(changed { $0.tracked[0] = Indicator(id: "exports", title: "", isFlow: false) } == [0, 1, 2])
        #expect(
            changed { $0.tracked[2] = Indicator(id: "gdp", title: "", reporters: ["IMF"], maxAge: .months(24)) } == [
                0, 1, 2,
            ]
        )
        #expect(
            changed { $0.tracked[2] = Indicator(id: "gdp", title: "", reporters: ["WB"], maxAge: .months(25)) } == [
                0, 1, 2,
            ]
        )
        // Not what a denominator would be as an indicator of its own.
        #expect(
            changed {
                $0.tracked[2] = Indicator(
                    id: "gdp",
                    title: "GDP",
                    reporters: ["WB"],
                    transform: [.window(Window(.mean, .months(12)))],
                    direction: .negative,
                    cadence: .months(12),
                    maxAge: .months(24)
                )
            }.isEmpty
        )
    }

    @Test func `A node is decided by its method, its gates, and the weights of its children`() {
        #expect(changed { $0.weights[3] = 0.61 } == [0])
        #expect(changed { $0.weights[0] = 0.71 } == [0, 1])
        #expect(changed { $0.weights[1] = 0 } == [0, 1])
        for aggregate in [
            Aggregate(method: .geometric, minCoverage: 0.6), Aggregate(method: .arithmetic, minCoverage: 0.5),
            Aggregate(method: .arithmetic, minCoverage: 0.6, minChildren: 2),
            Aggregate(method: .power(exponent: 0.5), minCoverage: 0.6),
            Aggregate(method: .power(exponent: 0.25), minCoverage: 0.6),
            Aggregate(
                method: .arithmetic,
                minCoverage: 0.6,
                normalisation: Normalisation(.goalposts(low: 0, high: 90))
            ),
            Aggregate(method: .arithmetic, minCoverage: 0.6, weighting: .equal),
            Aggregate(method: .arithmetic, minCoverage: 0.6, direction: .negative),
            Aggregate(method: .arithmetic, minCoverage: 0.6, weighting: .pca()),
            Aggregate(method: .arithmetic, minCoverage: 0.6, weighting: .pca(.period)),
            Aggregate(method: .arithmetic, minCoverage: 0.6, weighting: .pca(squared: true)),
            Aggregate(method: .arithmetic, minCoverage: 0.6, weighting: .pca(.window(.months(12)))),
            Aggregate(method: .arithmetic, minCoverage: 0.6, weighting: .balanced()),
            Aggregate(method: .arithmetic, minCoverage: 0.6, weighting: .balanced(floor: 0.1)),
            Aggregate(method: .outranking, minCoverage: 0.6), Aggregate(method: .ratio, minCoverage: 0.6),
            Aggregate(method: .copeland, minCoverage: 0.6),
        ] {
            #expect(changed { $0.economic = aggregate } == [0, 1])
        }
        // Under equal weights those of the file mean nothing.
        let equal = { (sample: inout Sample) in sample.economic = Aggregate(method: .arithmetic, weighting: .equal) }
        var other = Self.base.with(equal)
        let own = other.model.definitions[1]
        other.weights[0] = 5
        #expect(other.model.definitions[1] == own)
    }

    @Test func `A child of weight 0 takes no part in a definition`() {
        let without = Self.base.with { $0.weights[1] = 0 }
        var other = without
        other.share = Sample.share(transform: [])
        #expect(other.model.definitions[1] != without.model.definitions[1])
        #expect(without.model.definitions[1] != Self.base.model.definitions[1])
    }

    @Test func `Grid and scale decide everything`() {
        #expect(changed { $0.scale = Scale(low: 0, high: 10) } == Array(0...5))
        #expect(changed { $0.grid = .regular(.month, from: .day(.earliest)) } == Array(0...5))
    }

    @Test func `Powers and countries decide what compares them, and nothing else`() {
        for aggregate in [Aggregate(method: .copeland), Aggregate(method: .arithmetic, weighting: .balanced())] {
            let relative = Self.base.with { $0.security = aggregate }
            let more = relative.with { $0.powers.append(Power(id: "TUR", name: "")) }
            let further = relative.with { $0.countries.append(Country(id: "UZB", name: "")) }
            for other in [more, further] {
                let (own, others) = (relative.model.definitions, other.model.definitions)
                #expect(own.indices.filter { own[$0] != others[$0] } == [0, 4])
            }
        }
        let grouped = Self.base.with { $0.level = Sample.level(imputation: .groupMean("region")) }
        let moved = grouped.with { $0.powers[0] = Power(id: "RUS", name: "", groups: ["region": "Europe"]) }
        #expect(grouped.model.definitions[5] != moved.model.definitions[5])
        let renamed = grouped.with { $0.powers[0] = Power(id: "RUS", name: "Rossiya") }
        #expect(grouped.model.definitions[5] == renamed.model.definitions[5])
    }

    @Test func `The encoding tells apart what runs together`() {
        func bytes(_ write: (inout DefinitionBytes) -> Void) -> [UInt8] {
            var definition = DefinitionBytes()
            write(&definition)
            return definition.bytes
        }
        let cases = [
            bytes { $0.field("a", ["bc"]) }, bytes { $0.field("a", ["b", "c"]) }, bytes { $0.field("ab", ["c"]) },
            bytes { $0.field("a", "bc") }, bytes { $0.field("a", [String]()) }, bytes { $0.field("a", [""]) },
            bytes { $0.field("a", String?.none) }, bytes { $0.field("a", String?.some("")) },
            bytes {
                $0.field("a", "b")
                $0.field("c", "d")
            },
        ]
        for (number, left) in cases.enumerated() {
            for right in cases[(number + 1)...] where left == right {
                // An empty list and none of a value are both nothing; no field can have either.
                #expect(left == bytes { $0.field("a", [String]()) } || left == bytes { $0.field("a", [""]) })
            }
        }
        #expect(bytes { $0.field("a", 1, unless: 1) }.isEmpty)
    }
}
