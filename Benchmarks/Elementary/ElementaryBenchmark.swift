import Glibc
import InfluenceModel
import InfluenceScoring

/// Our exponentials and logarithms beside the C library's, one by one and inside of the means that are made of them.
struct ElementaryBenchmark {
    private let turns = 15
    private let count = 100_000
    private static let dyads = 100

    func run(_ report: (BenchmarkLine) -> Void) throws {
        let exponents = uniform(-5...5, stream: 1)
        let numbers = uniform(0...100, stream: 2)
        for (name, arguments, ours, theirs) in [
            ("exp of -5...5", exponents, Elementary.exp, Glibc.exp),
            ("exp2 of -5...5", exponents, Elementary.exp2, Glibc.exp2),
            ("log of 0...100", numbers, Elementary.log, Glibc.log),
            ("0...100 to the power of 0.3", numbers, { Elementary.pow($0, 0.3) }, { Glibc.pow($0, 0.3) }),
        ] as [(String, [Double], (Double) -> Double, (Double) -> Double)] {
            let (own, anchor) = nanoseconds(count, { sum(arguments, ours) }, { sum(arguments, theirs) })
            report(BenchmarkLine("anchor: \(name), the C library's", anchor, "ns"))
            report(BenchmarkLine(name, own, "ns", .atMost(2 * anchor)))
        }
        try means(report)
    }

    /// Kernels on columns in memory; the anchors are the same loops with the C library's functions, and nothing else.
    private func means(_ report: (BenchmarkLine) -> Void) throws {
        let columns = (0..<10).map { uniform(1...100, stream: UInt64(10 + $0)) }
        // Few dyads of many periods: a dyad costs more than a cell.
        let days = (0..<(count / Self.dyads)).map { Period.day(.earliest.adding(days: $0)) }
        for (name, method, anchor) in [
            ("geometric mean", .geometric, { geometric(columns) }),
            ("power mean, exponent 0.3", .power(exponent: 0.3), { power(columns, 0.3) }),
        ] as [(String, Aggregation, () -> Double)] {
            let model = model(method, columns: columns.count)
            let table = columns.map { Column(values: $0) }
            var score: Double?
            let (own, theirs) = nanoseconds(
                count * columns.count,
                {
                    score = try? ScoreTable(scoring: table, of: model, for: days, threads: 1)
                        .score(node: 0, dyad: 0, period: 0).value
                    return score ?? .nan
                },
                anchor
            )
            guard score != nil else { throw Obstacle("no \(name) came out") }
            let what = "\(name) of 10 x 100,000 values, each"
            report(BenchmarkLine("anchor: \(what), with the C library's functions", theirs, "ns"))
            report(BenchmarkLine(what, own, "ns", .atMost(2 * theirs)))
        }
    }

    private func geometric(_ columns: [[Double]]) -> Double {
        var sums = [Double](repeating: 0, count: count)
        for column in columns {
            for cell in column.indices { sums[cell] += 0.1 * Glibc.log(column[cell]) }
        }
        return sums.reduce(0) { $0 + Glibc.exp($1) }
    }

    private func power(_ columns: [[Double]], _ exponent: Double) -> Double {
        var total = 0.0
        for cell in 0..<count {
            var most = 0.0
            for column in columns { most = max(most, column[cell]) }
            var sum = 0.0
            for column in columns { sum += 0.1 * Glibc.expm1(exponent * Glibc.log(column[cell] / most)) }
            total += most * Glibc.exp(Glibc.log1p(sum) / exponent)
        }
        return total
    }

    private func sum(_ arguments: [Double], _ function: (Double) -> Double) -> Double {
        var sum = 0.0
        for argument in arguments { sum += function(argument) }
        return sum
    }

    /// The fastest of each, in nanoseconds a result. Turn by turn, so that both meet the same machine.
    private func nanoseconds(_ results: Int, _ ours: () -> Double, _ theirs: () -> Double) -> (Double, Double) {
        var best = (Double.infinity, Double.infinity)
        var kept = 0.0
        for _ in 0..<turns {
            best.0 = min(best.0, seconds { kept += ours() })
            best.1 = min(best.1, seconds { kept += theirs() })
        }
        // Used, so that nothing is left out.
        guard kept != 0 else { return (.nan, .nan) }
        return (best.0 / Double(results) * 1e9, best.1 / Double(results) * 1e9)
    }

    private func uniform(_ range: ClosedRange<Double>, stream: UInt64) -> [Double] {
        let random = Philox(key: 7)
        return (0..<count).map { number in
            let share = random.uniforms(replication: UInt64(number), stream: stream).0
            return range.lowerBound + share * (range.upperBound - range.lowerBound)
        }
    }

    private func model(_ method: Aggregation, columns: Int) -> Model {
        let leaves = (1...columns).map { number in
            let indicator = Indicator(id: NodeID("indicator\(number)"), title: "", normalisation: Normalisation(.none))
            return Node(
                id: indicator.id,
                title: "",
                parent: 0,
                children: [],
                weight: 0.1,
                content: .indicator(indicator)
            )
        }
        let index = Node(
            id: "index",
            title: "",
            parent: nil,
            children: Array(1...columns),
            weight: 1,
            content: .aggregate(Aggregate(method: method))
        )
        return Model(
            id: "benchmark",
            title: "",
            definition: "",
            scale: Scale(),
            grid: .listed([]),
            powers: (0..<Self.dyads / 10).map { Power(id: PowerID("P\($0)"), name: "") },
            countries: (0..<10).map { Country(id: CountryID("C\($0)"), name: "") },
            nodes: [index] + leaves,
            tracked: []
        )
    }
}
