package import InfluenceModel

/// The latest score of each period of a series, as known at a run.
package struct ScoreCurve: Hashable, Sendable {
    package let series: ScoreSeries
    /// By period.
    package let points: [ScorePoint]
}

package struct ScorePoint: Hashable, Sendable {
    package let period: Period
    package let score: Score
}

/// A score that a run stored.
package struct ScoreVersion: Hashable, Sendable {
    package let run: Int64
    package let series: ScoreSeries
    package let period: Period
    package let score: Score
}

/// What it takes to go through the past run by run: the curves at a first run, then what each later one changed.
extension Store {
    /// The curves of the selected series of the run's model, as the run left them, in the order in which the series were
    /// first stored. A series that it did not have yet is left out.
    package func scoreCurves(
        matching filter: ScoreFilter = .all,
        periods: PeriodRange = .all,
        asOf run: Run
    ) throws(StoreError) -> [ScoreCurve] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT period, value, coverage, confidence FROM score
                WHERE series = ?1 AND period BETWEEN ?2 AND ?3 AND run <= ?4 ORDER BY period, run
                """
            )
            var curves: [ScoreCurve] = []
            try ScoreReading(db, run).forEachSeries(filter) { id, series in
                var points: [ScorePoint] = []
                try select.bind(1, id)
                try select.bind(2, PeriodCode.lowest(endingFrom: periods.from))
                try select.bind(3, PeriodCode.highest(endingBy: periods.through))
                try select.bind(4, run.id)
                try select.forEachRow {
                    let point = ScorePoint(
                        period: try Self.period(select.int(0)),
                        score: StoredBits(select, from: 1).score
                    )
                    if points.last?.period == point.period { points.removeLast() }
                    if periods.contains(point.period) { points.append(point) }
                    return true
                }
                if !points.isEmpty { curves.append(ScoreCurve(series: series, points: points)) }
                return true
            }
            return curves
        }
    }

    /// The scores that runs of the model of `run` stored after the run `after` and until `run`, by run; within a run by
    /// series, in the order in which those were first stored, and by period.
    package func scoreVersions(
        matching filter: ScoreFilter = .all,
        after: Int64,
        through run: Run
    ) throws(StoreError) -> [ScoreVersion] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT period, value, coverage, confidence, run FROM score
                WHERE series = ?1 AND run > ?2 AND run <= ?3 ORDER BY period, run
                """
            )
            var versions: [ScoreVersion] = []
            try ScoreReading(db, run).forEachSeries(filter) { id, series in
                try select.bind(1, id)
                try select.bind(2, after)
                try select.bind(3, run.id)
                try select.forEachRow {
                    versions.append(
                        ScoreVersion(
                            run: select.int(4),
                            series: series,
                            period: try Self.period(select.int(0)),
                            score: StoredBits(select, from: 1).score
                        )
                    )
                    return true
                }
                return true
            }
            // Stable: what stands in a run keeps its order.
            return versions.enumerated()
                .sorted { ($0.element.run, $0.offset) < ($1.element.run, $1.offset) }
                .map(\.element)
        }
    }

    /// The runs with ids above `after` that became known from `from` through `through`, oldest first.
    package func runsForward(
        after: Int64 = 0,
        from: Instant? = nil,
        through: Instant? = nil,
        limit: Int = .max
    ) throws(StoreError) -> [Run] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT id FROM run WHERE id > ?1 AND recorded_at BETWEEN ?2 AND ?3 AND set_aside IS NULL
                ORDER BY id LIMIT ?4
                """
            )
            try select.bind(1, after)
            try select.bind(2, from?.microseconds ?? .min)
            try select.bind(3, through?.microseconds ?? .max)
            try select.bind(4, Int64(max(0, limit)))
            let ids = try select.integers()
            return try ids.flatMap { id in
                try RunRows.select(asOf: nil, model: nil, before: id + 1, limit: 1, db)
            }
        }
    }

    private static func period(_ code: Int64) throws -> Period {
        guard let period = PeriodCode.decode(code) else { throw Damage("\(code) is not a period") }
        return period
    }
}
