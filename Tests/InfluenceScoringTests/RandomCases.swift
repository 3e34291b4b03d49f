import InfluenceModel
import InfluenceScoring
import InfluenceTestKit

/// A model and a panel drawn at random, with everything that models can ask for.
struct RandomCase {
    let model: Model
    let observations: [Observation]
    let periods: [Period]

    static let powers: [PowerID] = ["RUS", "CHN", "TUR"]
    static let countries: [CountryID] = ["KAZ", "UZB"]

    /// - Parameter isPlain: Goalposts and arithmetic means only, some of them mirrored.
    init(_ random: inout SplitMix, isPlain: Bool = false) {
        var leaves = 0
        var indicators: [Indicator] = []
        let inputs: [NodeID] = ["i0", "i1"]
        var tracked = inputs.map { Indicator(id: $0, title: "", isFlow: $0 == "i1") }
        tracked.append(
            Indicator(
                id: "gdp",
                title: "",
                subject: random.pick([.country, .country, .power, .dyad]),
                isFlow: random.chance(0.5),
                maxAge: random.pick([nil, .months(24)])
            )
        )
        func finished(_ branch: Branch) -> Branch {
            isPlain || random.chance(0.8)
                ? branch
                : .finished(branch, floor: random.pick([nil, 1, 12.5]), digits: random.pick([nil, 1, 0]))
        }
        func leaf() -> Branch {
            leaves += 1
            let indicator = Self.indicator(NodeID("x\(leaves)"), inputs, isPlain: isPlain, &random)
            indicators.append(indicator)
            return finished(.leaf(indicator, weight: random.pick([0, 1, 2, 0.35, 0.1])))
        }
        func group(_ id: String, depth: Int) -> Branch {
            var parts = (0..<random.pick([1, 2, 3])).map { number in
                depth > 0 && random.chance(0.6) ? group("\(id)_\(number)", depth: depth - 1) : leaf()
            }
            // A valid model has a positive weight among each node's children.
            parts.append(.leaf(Self.indicator(NodeID("\(id)_x"), inputs, isPlain: isPlain, &random), weight: 1))
            let aggregate = Aggregate(
                method: isPlain
                    ? .arithmetic
                    : random.pick([
                        .arithmetic, .arithmetic, .arithmetic, .geometric, .harmonic, .product, .power(exponent: 2),
                        .power(exponent: 0.5), .power(exponent: 0), .min, .max, .median, .copeland, .outranking,
                        .ratio,
                    ]),
                minCoverage: random.pick([0, 0, 0.5, 0.65]),
                minChildren: random.pick([1, 1, 2]),
                normalisation: isPlain || random.chance(0.7)
                    ? nil
                    : Normalisation(.minmax(target: Scale(low: 1, high: 100)), scope: random.pick([.panel, .period])),
                direction: random.chance(0.2) ? .negative : .positive
            )
            return finished(.group(NodeID(id), aggregate, weight: random.pick([1, 0.43, 0.21]), parts))
        }
        model = Model(
            group("index", depth: 2),
            powers: Self.powers,
            countries: Self.countries,
            scale: isPlain ? Scale() : Scale(low: 1, high: 100),
            tracked: tracked
        )
        observations = Self.observations(of: model.indicators + tracked, &random)
        periods = ["2019", "2020", "2021-06", "2022-01", "2022-12", "2023-11", "2024-02"]
    }

    private static func indicator(_ id: NodeID, _ inputs: [NodeID], isPlain: Bool, _ random: inout SplitMix)
        -> Indicator
    {
        let share = random.pick([false, false, true])
        let isDyad = random.chance(0.7)
        let window = random.chance(0.5) ? nil : Self.window(&random)
        let isRegister = window != nil && random.chance(0.25)
        var steps: [Transform] = window.map { [.window($0)] } ?? []
        if share {
            let step = Transform.share(of: isPlain ? .partners : random.pick([.partners, .partners, .powers]))
            steps.insert(step, at: random.pick([0, steps.count]))
        } else if random.chance(0.25) {
            steps.insert(.ratio(to: "gdp", scale: 100), at: random.pick([0, steps.count]))
        }
        if random.chance(0.3) {
            let more: Transform = random.pick([
                .log(.ten), .log(.e, offset: 0), .log(.two, offset: 3), .cap(low: 2, high: 30), .round(digits: 1),
                .power(0.5), .power(-1), .piecewise([.init(1, 0), .init(10, 50), .init(40, 20)]),
                .bands([.init(-.infinity, 0), .init(5, 20), .init(20, 100)]), .bands([.init(3, 1), .init(30, 2)]),
            ])
            // Never before a share, which is of what was observed.
            steps.insert(more, at: share ? steps.count : random.pick([0, steps.count]))
        }
        let fixed = Normalisation(.goalposts(low: 0, high: 50))
        let scope = random.pick([Normalisation.Scope.panel, .period])
        let method: Normalisation = random.pick([
            fixed, fixed, fixed, .none, Normalisation(.minmax(target: Scale(low: 1, high: 100))),
            Normalisation(.minmax(target: Scale(low: 1, high: 7)), scope: .period),
            Normalisation(.zscore(mean: 50, sd: 5)), Normalisation(.zscore(mean: 50, sd: 5), scope: .period),
            Normalisation(.goalposts(low: 0, high: 50, truncate: false)),
            Normalisation(.rank(random.pick(Normalisation.Ties.allCases)), scope: scope),
            Normalisation(.borda(random.pick(Normalisation.Ties.allCases)), scope: scope),
            Normalisation(.percentileRank(random.pick(Normalisation.Ties.allCases)), scope: scope),
            Normalisation(.percentileRank(onto: Scale(low: 1, high: 100)), scope: scope),
            Normalisation(.percentiles(groups: random.pick([4, 100])), scope: scope),
            Normalisation(.distanceToMax, scope: scope), Normalisation(.fractionOfMax, scope: scope),
            Normalisation(.distanceToTarget(30, capped: random.chance(0.5)), scope: scope),
            Normalisation(.distanceToReference("CHN", capped: random.chance(0.5)), scope: scope),
        ])
        return Indicator(
            id: id,
            title: "",
            subject: isDyad ? .dyad : random.pick([.country, .power]),
            isFlow: random.chance(0.4),
            inputs: random.chance(0.3) ? inputs : nil,
            reporters: random.pick([
                nil, nil, ["B", "A"], ["A"], Reporters(["A", "C"], byCountry: ["UZB": ["C", "B"]]),
                Reporters(["B"], byCountry: ["KAZ": []]),
            ]),
            lag: random.pick([nil, nil, .days(0), .months(6), .months(30)]),
            isTable: !isPlain && random.chance(0.1) && !steps.contains { $0.role == .ratio },
            tolerance: isPlain ? 1e12 : random.pick([100.5, 100.5, 140]),
            minTotal: share ? random.pick([0, 0, 5]) : 0,
            gaps: isRegister ? .zero : .unknown,
            through: isRegister && random.chance(0.5) ? Period("2021-08-20").end : nil,
            transform: steps,
            normalisation: isPlain ? fixed : method,
            direction: random.chance(0.3) ? .negative : .positive,
            cadence: random.pick([nil, .months(12), .months(3)]),
            maxAge: random.pick([nil, .months(24), .months(60)])
        )
    }

    private static func window(_ random: inout SplitMix) -> Window {
        let length = random.pick([
            CalendarDuration.months(1), .months(12), .months(24), .months(36), .months(60), .days(200),
        ])
        let kinds: [Window.Kind] = [
            .sum, .mean, .decay(halfLife: .months(12)), .decay(halfLife: .days(100)),
        ]
        return Window(random.pick(kinds), length, minKnown: random.pick([0.6, 0.6, 0.05, 0.9]))
    }

    private static func observations(of indicators: [Indicator], _ random: inout SplitMix) -> [Observation] {
        var texts = (2018...2023).map { "\($0)" }
        for year in [2020, 2022, 2023] {
            texts += ["\(year)-12", "\(year)-Q2", "\(year)-01-01/P9M", "\(year)-03-05/P40D", "\(year)-S2"]
        }
        let periods = texts.compactMap { try? Period($0) }
        var observations: [Observation] = []
        var seen: Set<SeriesKey> = []
        for id in Set(indicators.flatMap { [$0.id] + $0.inputs }).sorted() {
            let density = random.pick([0.02, 0.1, 0.25])
            for country in countries.map(CountryID?.some) + [nil] {
                for power in [PowerID?.none, "RUS", "CHN", "TUR", "BRA", .world] {
                    for reporter in ["A", "B", "C"] {
                        let key = SeriesKey(indicator: id, power: power, country: country, reporter: reporter)
                        guard seen.insert(key).inserted else { continue }
                        for period in periods where random.chance(density) {
                            let status = random.pick(
                                random.chance(0.85) ? [ObservationStatus.normal] : ObservationStatus.allCases
                            )
                            let magnitude = random.pick([0.0, Double.random(in: 0..<60, using: &random)])
                            let value = random.chance(0.002) ? -magnitude : magnitude
                            observations.append(
                                Observation(
                                    series: key,
                                    period: period,
                                    value: status.hasValue ? (power == .world ? value * 4 : value) : nil,
                                    status: status
                                )
                            )
                        }
                    }
                }
            }
        }
        return observations
    }
}
