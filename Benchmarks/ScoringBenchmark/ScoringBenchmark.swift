import Dispatch
import InfluenceModel
import InfluenceScoring

#if canImport(Glibc)
    import Glibc
#endif

/// Scoring from raw values to index, without reading observations.
struct ScoringBenchmark {
    private let model: Model
    private let periods: [Period]
    private let turns = 9

    init(side: Int) {
        let indicators = 30
        let dimensions = 3
        var nodes = [
            Node(
                id: "index",
                title: "",
                parent: nil,
                children: (0..<dimensions).map { 1 + $0 * (indicators / dimensions + 1) },
                weight: 1,
                content: .aggregate(Aggregate(method: .arithmetic, minCoverage: 0.65, minChildren: 2))
            )
        ]
        for dimension in 0..<dimensions {
            let position = nodes.count
            nodes.append(
                Node(
                    id: NodeID("dimension\(dimension)"),
                    title: "",
                    parent: 0,
                    children: (1...(indicators / dimensions)).map { position + $0 },
                    weight: [0.43, 0.21, 0.36][dimension],
                    content: .aggregate(Aggregate(method: .arithmetic, minCoverage: 0.6))
                )
            )
            for indicator in 0..<(indicators / dimensions) {
                let id = NodeID("indicator\(dimension)_\(indicator)")
                nodes.append(
                    Node(
                        id: id,
                        title: "",
                        parent: position,
                        children: [],
                        weight: 0.05 + 0.01 * Double(indicator),
                        content: .indicator(
                            Indicator(
                                id: id,
                                title: "",
                                normalisation: Normalisation(.goalposts(low: 0, high: 50 + Double(indicator))),
                                direction: indicator % 5 == 4 ? .negative : .positive
                            )
                        )
                    )
                )
            }
        }
        let names = (0..<side).map { String($0) }
        model = Model(
            id: "benchmark",
            title: "",
            definition: "",
            scale: Scale(),
            grid: .regular(.year, from: .day(.earliest)),
            powers: names.map { Power(id: PowerID($0), name: "") },
            countries: names.map { Country(id: CountryID($0), name: "") },
            nodes: nodes,
            tracked: []
        )
        periods = (1960..<2020).compactMap { Period.year($0) }
    }

    func run() {
        for missing in [0.0, 0.1] {
            let columns = panel(missing: missing)
            let bytes = Double(columns.count * columns[0].values.count * 8)
            print("panel: \(Int(bytes / 1e6)) MB, \(Int(missing * 100)) % missing")
            let target = CopyTarget(columns)
            for threads in [1, 2] {
                let copy = best { target.copy(columns, threads: threads) }
                var index: Double?
                let score = best {
                    let table = try? ScoreTable(scoring: columns, of: model, for: periods, threads: threads)
                    index = table?.score(node: 0, dyad: 0, period: 0).value
                }
                guard index != nil else { return print("no score") }
                print(
                    "  \(threads) thread\(threads == 1 ? " " : "s")",
                    "copy \(format(bytes / copy / 1e9)) GB/s (\(format(copy * 1e3)) ms)",
                    "scoring \(format(bytes / score / 1e9)) GB/s (\(format(score * 1e3)) ms)",
                    "ratio \(format(copy / score))",
                    separator: "  "
                )
            }
        }
    }

    private func panel(missing: Double) -> [Column] {
        var state: UInt64 = 88_172_645_463_325_252
        return model.indicators.map { _ in
            let count = model.powers.count * model.countries.count * periods.count
            var values: [Double] = []
            values.reserveCapacity(count)
            for _ in 0..<count {
                // xorshift64
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                let unit = Double(state >> 11) / 9_007_199_254_740_992
                values.append(unit < missing ? .nan : unit * 60)
            }
            return Column(values: values)
        }
    }

    /// Seconds of the fastest turn.
    private func best(_ body: () -> Void) -> Double {
        var best = Double.infinity
        for _ in 0..<turns {
            let start = now()
            body()
            best = min(best, now() - start)
        }
        return best
    }
}

/// Memory of the panel's size, touched before it is timed.
private final class CopyTarget: Sendable {
    private let columns: [UInt]
    private let size: Int

    init(_ columns: [Column]) {
        let size = columns[0].values.count * MemoryLayout<Double>.stride
        self.size = size
        self.columns = columns.map { _ in
            let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
            memset(memory, 1, size)
            return UInt(bitPattern: memory)
        }
    }

    deinit {
        for column in columns { UnsafeMutableRawPointer(bitPattern: column)?.deallocate() }
    }

    func copy(_ source: [Column], threads: Int) {
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for column in stride(from: thread, to: source.count, by: threads) {
                source[column].values.withUnsafeBytes { bytes in
                    guard let base = bytes.baseAddress,
                        let target = UnsafeMutableRawPointer(bitPattern: columns[column])
                    else { return }
                    memcpy(target, base, size)
                }
            }
        }
    }
}

private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func format(_ value: Double) -> String {
    "\((value * 100).rounded() / 100)"
}
