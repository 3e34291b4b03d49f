import InfluenceModel
import InfluenceScoring

/// Reading windows month by month: what each power has itself, and shares of one table, which all powers of a country are
/// read from together.
struct WindowBenchmark {
    private let powers = 40
    private let countries = 10
    private let months = Array(
        Frequency.month.periods(from: .earliest.adding(months: 1999 * 12), through: .latest).prefix(300)
    )

    func run(_ report: (BenchmarkLine) -> Void) throws {
        let decay = Transform.window(Window(.decay(halfLife: .months(24)), .months(60)))
        for (name, transform) in [
            ("flows", [decay]), ("shares of all partners", [decay, .share(of: .partners)]),
            ("shares of the powers", [decay, .share(of: .powers)]),
        ] as [(String, [Transform])] {
            let model = model(transform)
            let panel = try Panel(observations(model))
            var best = Double.infinity
            for _ in 0..<5 {
                let taken = try seconds {
                    let table = try Scorer(model: model, panel: panel).scores(for: months, threads: 1)
                    guard table.score(node: 0, dyad: 0, period: months.count - 1).value != nil else {
                        throw Obstacle("no score came out")
                    }
                }
                best = min(best, taken)
            }
            let what =
                "\(name), decaying over 5 years, \(powers) powers x \(countries) countries x \(months.count) months"
            report(BenchmarkLine(what, best * 1e3, "ms"))
        }
    }

    private func model(_ transform: [Transform]) -> Model {
        let flow = Indicator(id: "flow", title: "", isFlow: true, transform: transform, maxAge: .months(60))
        return Model(
            id: "windows",
            title: "",
            definition: "",
            scale: Scale(),
            grid: .listed(months),
            powers: (0..<powers).map { Power(id: PowerID("P\($0)"), name: "") },
            countries: (0..<countries).map { Country(id: CountryID("C\($0)"), name: "") },
            nodes: [Node(id: "flow", title: "", parent: nil, children: [], weight: 1, content: .indicator(flow))],
            tracked: []
        )
    }

    /// Half of the powers and the totals are observed each quarter, the others each month.
    private func observations(_ model: Model) -> [Observation] {
        let quarters = stride(from: 0, to: months.count - 2, by: 3).compactMap {
            Period(start: months[$0].start, end: months[$0 + 2].end)
        }
        var observations: [Observation] = []
        for country in model.countries {
            for (number, power) in (model.powers.map(\.id) + [.world]).enumerated() {
                let key = SeriesKey(indicator: "flow", power: power, country: country.id, reporter: "A")
                let periods = number % 2 == 0 ? quarters : months
                for (place, period) in periods.enumerated() {
                    let size =
                        power == .world ? 1_000.0 * Double(powers) : Double(100 + (number * 37 + place * 11) % 90)
                    let value = number % 2 == 0 ? size * 3 : size
                    observations.append(Observation(series: key, period: period, value: value))
                }
            }
        }
        return observations
    }
}
