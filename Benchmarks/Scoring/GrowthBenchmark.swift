import InfluenceModel
import InfluenceScoring

/// One full computation of an index of 49 indicators as its units grow: denominators, imputation, treatment of outliers,
/// minmax, weighted means at three levels, from the observations on.
struct GrowthBenchmark {
    private static let indicators = 49
    private static let groups = 8
    private static let year = Period.year(2018)

    func run(_ report: (BenchmarkLine) -> Void) throws {
        var first: Double?
        for units in [51, 510, 5_100, 51_000] {
            let milliseconds = try best(turns: units > 10_000 ? 3 : 7, of: units) * 1_000
            let what = "full computation, \(units) units x \(Self.indicators) indicators"
            report(BenchmarkLine(what, milliseconds, "ms"))
            if let first {
                let growth = milliseconds / first / (Double(units) / 51)
                report(BenchmarkLine("  a unit, times that of 51", growth, ""))
            }
            first = first ?? milliseconds
        }
    }

    private func best(turns: Int, of units: Int) throws -> Double {
        let model = Self.model(units)
        let observations = Self.observations(model)
        var best = Double.infinity
        for _ in 0..<turns {
            let taken = try seconds {
                guard let year = Self.year else { throw Obstacle("no year") }
                let scorer = try Scorer(model: model, panel: try Panel(observations))
                let table = try scorer.scores(for: [year], threads: 2)
                guard table.score(node: 0, dyad: 0, period: 0).value != nil else { throw Obstacle("no score came out") }
            }
            best = min(best, taken)
        }
        return best
    }

    private static func model(_ units: Int) -> Model {
        let mean = Node.Content.aggregate(Aggregate(method: .arithmetic))
        var nodes = [
            Node(id: "index", title: "", parent: nil, children: [], weight: 1, content: mean)
        ]
        for group in 0..<groups {
            let position = nodes.count
            let members = (0..<indicators).filter { $0 % groups == group }
            nodes.append(
                Node(
                    id: NodeID("group\(group)"),
                    title: "",
                    parent: 0,
                    children: members.indices.map { position + 1 + $0 },
                    weight: 1,
                    content: mean
                )
            )
            for number in members {
                nodes.append(
                    Node(
                        id: NodeID("indicator\(number)"),
                        title: "",
                        parent: position,
                        children: [],
                        weight: 1,
                        content: .indicator(indicator(number))
                    )
                )
            }
        }
        let root = Node(
            id: "index",
            title: "",
            parent: nil,
            children: nodes.indices.filter { nodes[$0].parent == 0 },
            weight: 1,
            content: mean
        )
        nodes[0] = root
        return Model(
            id: "growth",
            title: "",
            definition: "",
            scale: Scale(),
            grid: .listed([year].compactMap { $0 }),
            powers: (0..<units).map { Power(id: PowerID("P\($0)"), name: "") },
            countries: [Country(id: "WLD", name: "")],
            nodes: nodes,
            tracked: [Indicator(id: "population", title: "", subject: .power)]
        )
    }

    private static func indicator(_ number: Int) -> Indicator {
        Indicator(
            id: NodeID("indicator\(number)"),
            title: "",
            transform: number % 3 == 0 ? [.ratio(to: "population", scale: 1)] : [],
            imputation: .mean,
            treatment: Treatment(steps: [.winsorise(5), .log]),
            normalisation: Normalisation(.minmax(target: Scale())),
            direction: number % 4 == 0 ? .negative : .positive
        )
    }

    /// Values as of incomes: skewed, so that some indicators are treated; 2 % are missing.
    private static func observations(_ model: Model) -> [Observation] {
        guard let year else { return [] }
        var state: UInt64 = 88_172_645_463_325_252
        func next() -> Double {
            // xorshift64
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Double(state >> 11) / 9_007_199_254_740_992
        }
        var observations: [Observation] = []
        for power in model.powers {
            for number in -1..<indicators {
                let unit = next()
                if number >= 0, unit < 0.02 { continue }
                observations.append(
                    Observation(
                        series: SeriesKey(
                            indicator: number < 0 ? "population" : NodeID("indicator\(number)"),
                            power: power.id,
                            country: number < 0 ? nil : "WLD",
                            reporter: ""
                        ),
                        period: year,
                        value: number % 5 == 1 ? 1 / (unit * unit + 0.01) : 1 + unit * 100
                    )
                )
            }
        }
        return observations
    }
}
