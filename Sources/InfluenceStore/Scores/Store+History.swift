package import InfluenceModel

/// Which versions of the scores of a series: the three views of one bitemporal table.
package enum HistoryView: Hashable, Sendable {
    /// The latest score of each period, as known.
    case revised
    /// Every score that was in force while its period lasted: what was published at the time.
    case live
    /// Every score of every period, oldest first.
    case all
}

/// A score in the history of its series.
package struct HistoryPoint: Hashable, Sendable {
    package let period: Period
    package let score: Score
    /// Of this very score, as known; `nil` where none was computed.
    package fileprivate(set) var interval: ScoreInterval?
    /// The run that stored it, and when it became known.
    package let run: Int64
    package let recordedAt: Instant
}

/// A part of a history. The pages together are the answer as known when the first was asked for, whatever runs took
/// place in between.
package struct HistoryPage: Sendable {
    /// The run in force.
    package let run: Run
    package let points: [HistoryPoint]
    /// Where the next page starts; `nil` after the last.
    package let next: HistoryPosition?
}

/// A place in a history.
package struct HistoryPosition: Hashable, Sendable {
    let period: Int64
    let run: Int64
    /// The run in force when the first page was asked for.
    let inForce: Int64
}

extension Store {
    /// One page of the history of a series, by period and then by run.
    /// - Parameters:
    ///   - after: the ``HistoryPage/next`` of the page before, with the other arguments unchanged.
    ///   - model: the hash of a model; the one in force at `asOf` if `nil`.
    /// - Returns: `nil` before the first run of the model. A series that it does not have has no points.
    package func history(
        of series: ScoreSeries,
        view: HistoryView = .revised,
        periods: PeriodRange = .all,
        asOf: Instant? = nil,
        model: String? = nil,
        after: HistoryPosition? = nil,
        limit: Int = 1000
    ) throws(StoreError) -> HistoryPage? {
        try read { db in
            let before = after.map { $0.inForce + 1 }
            guard let run = try RunRows.select(asOf: asOf, model: model, before: before, limit: 1, db).first else {
                return nil
            }
            let walk = try HistoryWalk(db, run, view: view, periods: periods, after: after, limit: max(1, limit))
            return try walk.page(of: series)
        }
    }

    /// One page of a history as a run left it, also one that was set aside; see
    /// ``history(of:view:periods:asOf:model:after:limit:)``.
    package func history(
        of series: ScoreSeries,
        view: HistoryView = .revised,
        periods: PeriodRange = .all,
        as run: Run,
        after: HistoryPosition? = nil,
        limit: Int = 1000
    ) throws(StoreError) -> HistoryPage {
        try read { db in
            let walk = try HistoryWalk(db, run, view: view, periods: periods, after: after, limit: max(1, limit))
            return try walk.page(of: series)
        }
    }
}

private struct HistoryWalk {
    private let reading: ScoreReading
    private let intervals: IntervalReading
    private let run: Run
    private let view: HistoryView
    private let periods: PeriodRange
    private let after: HistoryPosition?
    private let limit: Int
    private let select: RawStatement

    init(
        _ db: Database,
        _ run: Run,
        view: HistoryView,
        periods: PeriodRange,
        after: HistoryPosition?,
        limit: Int
    ) throws {
        self.run = run
        self.view = view
        self.periods = periods
        self.after = after
        self.limit = limit
        reading = try ScoreReading(db, run)
        intervals = try IntervalReading(db, run)
        select = try RawStatement(
            db,
            """
            SELECT period, value, coverage, confidence, score.run, recorded_at
            FROM \(ScoreSource(run).scores) JOIN run ON run.id = score.run
            WHERE series = ?1 AND period BETWEEN ?2 AND ?3 AND score.run <= ?4 ORDER BY period, score.run
            """
        )
    }

    func page(of series: ScoreSeries) throws -> HistoryPage {
        guard let id = try reading.id(of: series) else { return HistoryPage(run: run, points: [], next: nil) }
        let lowest = PeriodCode.lowest(endingFrom: periods.from)
        try select.bind(1, id)
        try select.bind(2, max(lowest, after?.period ?? lowest))
        try select.bind(3, PeriodCode.highest(endingBy: periods.through))
        try select.bind(4, run.id)
        var points: [HistoryPoint] = []
        var pending: HistoryPoint?
        var isFull = false
        try select.forEachRow {
            let point = try self.point()
            if let last = pending, view != .revised || last.period != point.period {
                let isReplaced = last.period == point.period
                isFull = try !add(last, id, through: isReplaced ? point.run - 1 : run.id, &points)
            }
            pending = point
            return !isFull
        }
        if !isFull, let last = pending { isFull = try !add(last, id, through: run.id, &points) }
        let next = points.last.map {
            HistoryPosition(period: PeriodCode.encode($0.period), run: $0.run, inForce: run.id)
        }
        return HistoryPage(run: run, points: points, next: isFull ? next : nil)
    }

    /// - Parameter through: the last run that left the score in force.
    /// - Returns: `false` if the page has no room for it.
    private func add(
        _ point: HistoryPoint,
        _ series: Int64,
        through: Int64,
        _ points: inout [HistoryPoint]
    ) throws -> Bool {
        let period = PeriodCode.encode(point.period)
        let isSeen = after.map { (period, point.run) <= ($0.period, $0.run) } ?? false
        guard !isSeen, periods.contains(point.period), view != .live || isLive(point) else { return true }
        guard points.count < limit else { return false }
        var point = point
        point.interval = try intervals.interval(series, period, point.run...max(point.run, through))
        points.append(point)
        return true
    }

    private func isLive(_ point: HistoryPoint) -> Bool {
        let day = point.recordedAt.day
        return point.period.start <= day && day <= point.period.end
    }

    private func point() throws -> HistoryPoint {
        guard let period = PeriodCode.decode(select.int(0)) else { throw Damage("\(select.int(0)) is not a period") }
        return HistoryPoint(
            period: period,
            score: StoredBits(select, from: 1).score,
            run: select.int(4),
            recordedAt: Instant(microseconds: select.int(5))
        )
    }
}
