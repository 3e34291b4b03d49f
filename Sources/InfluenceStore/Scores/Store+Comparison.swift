package import InfluenceModel

/// How what was recomputed for a run compares with what the store answers for it.
package struct RunComparison: Hashable, Sendable {
    /// Scores and intervals looked at.
    package var compared: Int
    /// Those among them that differ in a bit.
    package var differing = 0
    package var differingSeries = 0
    /// The first of the series that differ.
    package var differences: [SeriesDifference] = []

    package init(compared: Int = 0) {
        self.compared = compared
    }
}

/// A series of which the store says something else.
package struct SeriesDifference: Hashable, Sendable {
    package let series: ScoreSeries
    /// How many of its periods differ, and the first of them.
    package fileprivate(set) var periods: Int
    package let period: Period
    /// The first figure that differs there: `value`, `coverage`, `confidence`, or one of the interval's.
    package let figure: String
    /// `nil` is null, or nothing stored.
    package let stored: Double?
    package let recomputed: Double?
}

extension Store {
    /// Compares, bit for bit, everything that a run computes with what the store answers as known at that run: scores and
    /// intervals that it stored, and those of earlier runs that it found unchanged.
    ///
    /// What the store holds beyond the given series and periods is not looked at. Reads in several snapshots; what is
    /// known at a run does not change.
    /// - Parameter limit: how many differing series are named.
    package func comparison(
        of grids: [ScoreGrid],
        _ intervals: [SeriesInterval],
        with run: Run,
        limit: Int = 10
    ) throws(StoreError) -> RunComparison {
        var result = RunComparison()
        let wanted = Dictionary(intervals.map { ($0.series, $0.interval) }) { first, _ in first }
        for grid in grids {
            for start in stride(from: 0, to: grid.series.count, by: Self.seriesPerSnapshot) {
                let part = start..<min(start + Self.seriesPerSnapshot, grid.series.count)
                try read { db in
                    let reading = try StoredFigures(db, run)
                    for position in part {
                        let interval = wanted[grid.series[position]]
                        let difference = try reading.compare(grid, position, interval, &result)
                        guard let difference else { continue }
                        result.differingSeries += 1
                        if result.differences.count < limit { result.differences.append(difference) }
                    }
                }
            }
        }
        return result
    }

    /// A snapshot keeps the log from being reused, so none is held for long.
    private static var seriesPerSnapshot: Int { 64 }
}

/// The scores and intervals of a run as stored.
private struct StoredFigures {
    private let reading: ScoreReading
    private let intervals: IntervalReading
    private let run: Run
    private let select: RawStatement

    init(_ db: Database, _ run: Run) throws {
        self.run = run
        reading = try ScoreReading(db, run)
        intervals = try IntervalReading(db, run)
        select = try RawStatement(
            db,
            """
            SELECT period, value, coverage, confidence, run FROM \(ScoreSource(run).scores)
            WHERE series = ?1 AND run <= ?2
            ORDER BY period, run
            """
        )
    }

    /// Compares one series of a grid.
    func compare(
        _ grid: ScoreGrid,
        _ position: Int,
        _ interval: ScoreInterval?,
        _ result: inout RunComparison
    ) throws -> SeriesDifference? {
        let series = grid.series[position]
        let id = try reading.id(of: series)
        let stored = try id.map { try scores(of: $0) } ?? [:]
        var difference: SeriesDifference?
        for (index, period) in grid.periods.enumerated() {
            let found = stored[PeriodCode.encode(period)]
            result.compared += 1
            var figures = Self.figures(found?.bits, StoredBits(grid.score(position, index)))
            if period == run.gridThrough {
                let kept: ScoreInterval? =
                    if let id, let found {
                        try intervals.interval(id, PeriodCode.encode(period), found.run...run.id)
                    } else {
                        nil
                    }
                if kept != nil || interval != nil {
                    result.compared += 1
                    figures += Self.figures(kept, interval)
                }
            }
            guard let figure = figures.first(where: { $0.stored?.bitPattern != $0.recomputed?.bitPattern }) else {
                continue
            }
            result.differing += 1
            if difference == nil {
                difference = SeriesDifference(
                    series: series,
                    periods: 0,
                    period: period,
                    figure: figure.name,
                    stored: figure.stored,
                    recomputed: figure.recomputed
                )
            }
            difference?.periods += 1
        }
        return difference
    }

    /// The latest score of each period.
    private func scores(of series: Int64) throws -> [Int64: (bits: StoredBits, run: Int64)] {
        var scores: [Int64: (bits: StoredBits, run: Int64)] = [:]
        try select.bind(1, series)
        try select.bind(2, run.id)
        try select.forEachRow {
            // A later run's row comes later.
            scores[select.int(0)] = (StoredBits(select, from: 1), max(0, min(select.int(4), run.id)))
            return true
        }
        return scores
    }

    private typealias Figure = (name: String, stored: Double?, recomputed: Double?)

    private static func figures(_ stored: StoredBits?, _ recomputed: StoredBits) -> [Figure] {
        let (stored, recomputed) = (stored?.score, recomputed.score)
        return [
            ("value", stored?.value, recomputed.value), ("coverage", stored?.coverage, recomputed.coverage),
            ("confidence", stored?.confidence, recomputed.confidence),
        ]
    }

    private static func figures(_ stored: ScoreInterval?, _ recomputed: ScoreInterval?) -> [Figure] {
        func figure(_ name: String, _ figure: (ScoreInterval) -> Double?) -> Figure {
            // Zero has no sign in the store.
            (name, stored.flatMap { figure($0) }.map { $0 + 0 }, recomputed.flatMap { figure($0) }.map { $0 + 0 })
        }
        return [
            figure("low") { $0.low }, figure("median") { $0.median }, figure("high") { $0.high },
            figure("rank_low") { Double($0.rankLow) }, figure("rank_high") { Double($0.rankHigh) },
            figure("rank_stable") { $0.isRankStable ? 1 : 0 }, figure("input_low") { $0.inputLow },
            figure("input_high") { $0.inputHigh },
        ]
    }
}
