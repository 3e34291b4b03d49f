import CMemory
import Dispatch
import Glibc
import InfluenceModel
import InfluenceScoring

/// Scoring from raw values to index, without reading observations.
struct ScoringBenchmark {
    private let model: Model
    private let periods: [Period]
    private let turns = 9

    init(side: Int) {
        model = BenchmarkModel.make(powers: side, countries: side)
        periods = (1960..<2020).compactMap { Period.year($0) }
    }

    func run(_ report: (BenchmarkLine) -> Void) throws {
        // Both sides are measured in memory that the process has already: the copy's target is touched beforehand, and the
        // allocator keeps what a turn gives back.
        mallopt(M_MMAP_THRESHOLD, 32 << 20)
        mallopt(M_TRIM_THRESHOLD, .max)
        var onOneThread: [Double: Double] = [:]
        for missing in [0.0, 0.1] {
            let columns = panel(missing: missing)
            let gigabytes = Double(columns.count * columns[0].values.count * 8) / 1e9
            let target = CopyTarget(columns)
            for threads in [1, 2] {
                let copy = gigabytes / best { target.copy(columns, threads: threads) }
                var index: Double?
                let scoring =
                    gigabytes
                    / best {
                        let table = try? ScoreTable(scoring: columns, of: model, for: periods, threads: threads)
                        index = table?.score(node: 0, dyad: 0, period: 0).value
                    }
                guard index != nil else { throw Obstacle("no score came out") }
                if threads == 1 { onOneThread[missing] = scoring }
                let what = "\(threads) thread\(threads == 1 ? "" : "s"), \(Int(missing * 100)) % missing"
                report(BenchmarkLine("anchor: copying the panel, \(what)", copy, "GB/s"))
                report(BenchmarkLine("scoring 40,000 x 60 x 30, \(what)", scoring, "GB/s", .atLeast(copy / 2)))
            }
        }
        // Last, because it may fail: there need not be a numpy.
        let numpy = try NumpyBaseline()
        for (missing, scoring) in onOneThread.sorted(by: { $0.key < $1.key }) {
            let percent = Int(missing * 100)
            let anchor = try numpy["scoring \(percent)"]
            report(BenchmarkLine("anchor: numpy, \(percent) % missing", anchor, "GB/s"))
            report(
                BenchmarkLine("scoring on one thread, times numpy's rate, \(percent) % missing", scoring / anchor, "")
            )
        }
        let replications = try numpy["uncertainty"]
        report(BenchmarkLine("anchor: numpy, 1,000 replications, 51 units x 49 indicators", replications, "ms"))
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
            best = min(best, seconds(of: body))
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
