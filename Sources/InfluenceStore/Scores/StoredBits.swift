import InfluenceModel

/// A score as SQLite keeps it: compared by bit patterns, zero without a sign.
struct StoredBits: Equatable {
    let value: UInt64?
    let coverage: UInt64
    let confidence: UInt64

    init(_ score: Score) {
        // SQLite does not keep the sign of zero; adding 0 removes it here, so that what is read equals what is stored.
        value = score.value.map { ($0 + 0).bitPattern }
        coverage = (score.coverage + 0).bitPattern
        confidence = (score.confidence + 0).bitPattern
    }

    /// From a row with value, coverage and confidence from the column `first` on.
    init(_ row: RawStatement, from first: Int32) {
        value = row.optionalDouble(first)?.bitPattern
        coverage = row.double(first + 1).bitPattern
        confidence = row.double(first + 2).bitPattern
    }

    var score: Score {
        Score(
            value: value.map { Double(bitPattern: $0) },
            coverage: Double(bitPattern: coverage),
            confidence: Double(bitPattern: confidence)
        )
    }
}

/// For each series of one model, a digest of the grid that was stored last: a series whose digest is the same need not be
/// read to be compared. Reading all of them takes longer than storing a typical run.
///
/// 64 bits: the chance that a change goes unseen is one in 10^19 a series and run. Empty after a start, dropped with a
/// change of the model, and not kept at all for a model of very many series.
struct ScoreDigests {
    private static let most = 1 << 16

    private var model: Int64?
    private var lastRun: Int64 = 0
    private var digests: [Int64: UInt64] = [:]
    private var isKept = false

    /// Prepares for `run` of `model`: what was not kept by the run just before it is worth nothing.
    mutating func begin(model: Int64, run: Int64, seriesCount: Int) {
        isKept = seriesCount <= Self.most
        if model != self.model || run != lastRun + 1 || !isKept { digests = [:] }
        self.model = model
        lastRun = run
    }

    subscript(series: Int64) -> UInt64? {
        get { digests[series] }
        set { if isKept { digests[series] = newValue } }
    }

    static func digest(_ periods: [Int64], _ scores: [StoredBits]) -> UInt64 {
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        for (period, score) in zip(periods, scores) {
            state = mix(state, UInt64(bitPattern: period))
            // No finite value has the bit pattern of all ones.
            state = mix(state, score.value ?? .max)
            state = mix(state, score.coverage)
            state = mix(state, score.confidence)
        }
        return state
    }

    /// Source: W. Yi, wyhash, the multiply-and-fold step.
    private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: word ^ 0xe703_7ed1_a0b4_28db)
        return product.high ^ product.low &+ state
    }
}
