package import InfluenceModel
import Synchronization

extension Store {
    /// Stores a run and the scores that it changed, all of it or nothing.
    ///
    /// A score has changed if it differs from the latest stored one of the same model, series and period, in its value
    /// (null is a value), coverage or confidence, bit for bit; the sign of zero apart. Scores that the run did not
    /// compute stay as they are. The scores of another model are another series and are not compared. Intervals are
    /// compared likewise; one whose score has changed is stored anew, because an interval belongs to one score.
    /// - Parameter now: the wall clock, asked as the last step. The run's `recordedAt` is this, or just after the last change
    ///   if that is later. Where it throws, because the time is not to be believed, nothing is stored.
    /// - Throws: `invalidRun` for a series that stands twice, periods that do not rise, figures that are not finite,
    ///   intervals of series that are not computed or that contradict themselves; `invalidAlerts`; the errors of the
    ///   disk.
    package func commit(
        _ commit: RunCommit,
        recordedAt now: @autoclosure () throws(StoreError) -> Instant
    ) throws(StoreError) -> RunOutcome {
        var digests = memory.withLock { $0.digests }
        let outcome = try write(now: try now()) { db in
            try RunWriter(db, tally).store(commit, now: { gate.begin(try now()) }, digests: &digests)
        }
        let stored = digests
        memory.withLock { $0.digests = stored }
        return outcome
    }

    /// Notes that the last run, recomputed, would find nothing new: same model, same input, same grid.
    /// - Parameter alerts: what the evaluation at that time came to. With events in it the call is refused where space is
    ///   short, as a run is; nothing is noted then, and the next evaluation finds the same again.
    /// - Returns: the events, with the run's id.
    /// - Throws: `notTheLastRun` if there has been a later one; `invalidAlerts`; the errors of the disk.
    @discardableResult
    package func heartbeat(
        run: Int64,
        at now: Instant,
        alerts: AlertChanges = .none
    ) throws(StoreError) -> [AlertEvent] {
        try write(
            now: now,
            grows: !alerts.events.isEmpty,
            touching: alerts.isEmpty ? .nothing : .everything
        ) { db in
            let select = try RawStatement(db, "SELECT max(id) FROM run WHERE set_aside IS NULL")
            let last = try select.firstRow { select.optionalInt(0) } ?? nil
            guard last == run else { throw StoreError.notTheLastRun(run: run, last: last) }
            let update = try RawStatement(
                db,
                """
                UPDATE run SET heartbeats = heartbeats + 1, heartbeat_at = max(?2, recorded_at, ifnull(heartbeat_at, ?2))
                WHERE id = ?1
                """
            )
            try update.bind(1, run)
            try update.bind(2, now.microseconds)
            try update.execute()
            return try AlertWriter(db, tally).store(alerts, run: run)
        }
    }
}

/// One run on its way into the database.
private struct RunWriter {
    private let db: Database
    private let selectStored: RawStatement
    private let insert: RawStatement
    private let tally: OutboxTally

    init(_ db: Database, _ tally: OutboxTally) throws {
        self.db = db
        self.tally = tally
        selectStored = try RawStatement(
            db,
            """
            SELECT period, value, coverage, confidence FROM score
            WHERE series = ?1 AND period BETWEEN ?2 AND ?3 ORDER BY period DESC, run DESC
            """
        )
        insert = try RawStatement(
            db,
            "INSERT INTO score (series, period, run, value, coverage, confidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        )
    }

    func store(_ commit: RunCommit, now: () throws -> Instant, digests: inout ScoreDigests) throws -> RunOutcome {
        let model = try ModelRows.id(of: commit.model, db)
        let (series, firstNew) = try ScoreSeriesRows.ids(commit.grids.flatMap(\.series), model: model, db)
        let run = try Moments.nextRun(db)
        let computed = commit.grids.reduce(0) { $0 + $1.series.count * $1.periods.count }
        digests.begin(model: model, run: run, scores: computed)
        var progress = Progress(run: run, firstNew: firstNew, digests: digests)
        var offset = 0
        for grid in commit.grids {
            let ids = series[offset..<offset + grid.series.count]
            try store(grid, ids: ids, latest: commit.gridThrough, &progress)
            offset += grid.series.count
        }
        digests = progress.digests
        try IntervalRows.store(commit, series: series, firstNew: firstNew, run: run, db)
        // The last step: until now nobody could have been answered by it.
        let recordedAt = try Moments.next(try now(), db)
        let record = Run(
            id: run,
            recordedAt: recordedAt,
            reason: commit.reason,
            modelHash: commit.model.hash,
            inputHash: commit.inputHash,
            editions: commit.editions,
            software: commit.software,
            inputsKnownAt: commit.inputsKnownAt,
            gridThrough: commit.gridThrough,
            duration: commit.duration,
            computed: computed,
            changed: progress.changed,
            heartbeats: Heartbeats(count: 0, last: nil)
        )
        try RunRows.insert(record, model: model, db)
        let events = try AlertWriter(db, tally).store(commit.alerts, run: run)
        return RunOutcome(run: record, latestChanges: progress.latest, events: events)
    }

    /// What has been stored of a run so far.
    private struct Progress {
        let run: Int64
        let firstNew: Int64
        var digests: ScoreDigests
        var changed = 0
        var latest: [ScoreChange] = []
    }

    private func store(
        _ grid: ScoreGrid,
        ids: ArraySlice<Int64>,
        latest: Period,
        _ progress: inout Progress
    ) throws {
        let periods = grid.periods.map { PeriodCode.encode($0) }
        guard zip(periods, periods.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw StoreError.invalidRun(reason: "its periods do not rise")
        }
        let latestIndex = grid.periods.firstIndex(of: latest)
        var scores: [StoredBits] = []
        scores.reserveCapacity(periods.count)
        for (position, id) in ids.enumerated() {
            scores.removeAll(keepingCapacity: true)
            for index in periods.indices { scores.append(try bits(grid, position, index)) }
            guard let difference = progress.digests.difference(id, periods, scores) else { continue }
            // Of what differs for certain the score before is wanted in the last period alone.
            let stored =
                try id < progress.firstNew
                ? difference.reads(and: latestIndex).flatMap { try storedScores(id, periods[$0]) } : []
            var cursor = 0
            for index in difference.blocks.joined() {
                let period = periods[index]
                while cursor < stored.count, stored[cursor].period < period { cursor += 1 }
                let previous = cursor < stored.count && stored[cursor].period == period ? stored[cursor].bits : nil
                if previous == scores[index] { continue }
                progress.changed += 1
                try insert(series: id, period: period, run: progress.run, scores[index])
                if index == latestIndex {
                    progress.latest.append(
                        ScoreChange(
                            series: grid.series[position],
                            period: grid.periods[index],
                            previous: previous?.score,
                            current: scores[index].score
                        )
                    )
                }
            }
        }
    }

    private func bits(_ grid: ScoreGrid, _ series: Int, _ period: Int) throws -> StoredBits {
        let score = grid.score(series, period)
        guard score.value?.isFinite ?? true, score.coverage.isFinite, score.confidence.isFinite else {
            let name = grid.series[series]
            throw StoreError.invalidRun(
                reason: "the score of \(name.node) for \(name.power) in \(name.country), \(grid.periods[period]), "
                    + "is not finite"
            )
        }
        return StoredBits(score)
    }

    /// The latest scores of the series in the span of the periods.
    private func storedScores(
        _ series: Int64,
        _ periods: ArraySlice<Int64>
    ) throws -> [(period: Int64, bits: StoredBits)] {
        var stored: [(period: Int64, bits: StoredBits)] = []
        guard let first = periods.first, let last = periods.last else { return stored }
        try selectStored.bind(1, series)
        try selectStored.bind(2, first)
        try selectStored.bind(3, last)
        try selectStored.forEachRow {
            let period = selectStored.int(0)
            // Of each period the latest comes first; what it took the place of need not be read.
            if stored.last?.period != period { stored.append((period, StoredBits(selectStored, from: 1))) }
            return true
        }
        stored.reverse()
        return stored
    }

    private func insert(series: Int64, period: Int64, run: Int64, _ bits: StoredBits) throws {
        try insert.bind(1, series)
        try insert.bind(2, period)
        try insert.bind(3, run)
        try insert.bind(4, bits.score.value)
        try insert.bind(5, bits.score.coverage)
        try insert.bind(6, bits.score.confidence)
        try insert.execute()
    }
}
