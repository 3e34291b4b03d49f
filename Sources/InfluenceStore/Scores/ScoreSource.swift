/// Where the scores and intervals stand that a run left: its own, and those of earlier runs that it found unchanged.
struct ScoreSource {
    /// What to select from, under the name `score`.
    let scores: String
    /// Under the name `score_interval`.
    let intervals: String

    init(_ run: Run) {
        guard let first = run.setAside else {
            scores = "score"
            intervals = "score_interval"
            return
        }
        func both(_ table: String, _ columns: String) -> String {
            """
            (SELECT \(columns) FROM \(table) WHERE run < \(first)
            UNION ALL SELECT \(columns) FROM \(table)_aside WHERE run >= \(first)) AS \(table)
            """
        }
        scores = both("score", "series, period, run, value, coverage, confidence")
        intervals = both("score_interval", "series, period, run, \(Self.intervalColumns)")
    }

    static let intervalColumns = "low, median, high, rank_low, rank_high, rank_stable, input_low, input_high"
}
