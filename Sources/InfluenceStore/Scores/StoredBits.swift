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
