import InfluenceModel

/// The rows of intervals.
///
/// An interval belongs to the score that was in force when it was stored: once a later run changes that score, the
/// interval is void, whether or not that run computes another one.
enum IntervalRows {
    /// Stores the intervals of a run that differ from those in force, and that those have ended which it has no more.
    /// - Parameter series: the numbers of the series of the run's grids, whose scores are stored already.
    static func store(_ commit: RunCommit, series: [Int64], firstNew: Int64, run: Int64, _ db: Database) throws {
        var wanted: [ScoreSeries: ScoreInterval] = [:]
        for entry in commit.intervals {
            if let problem = entry.interval.problem ?? (wanted[entry.series] == nil ? nil : "stands twice") {
                throw StoreError.invalidRun(reason: "the interval of \(name(entry.series)) \(problem)")
            }
            wanted[entry.series] = entry.interval
        }
        let isFirst = try RawStatement(db, "SELECT 1 FROM score_interval LIMIT 1").firstRow { true } == nil
        if wanted.isEmpty, isFirst { return }
        let period = PeriodCode.encode(commit.gridThrough)
        // Of the last run and of those before it: nothing that was set aside.
        let inForce = try IntervalReading(db)
        let lastChange = try RawStatement(
            db,
            "SELECT run FROM score WHERE series = ?1 AND period = ?2 AND run <= ?3 ORDER BY run DESC LIMIT 1"
        )
        let insert = try RawStatement(
            db,
            """
            INSERT INTO score_interval (series, period, run, low, median, high, rank_low, rank_high, rank_stable,
                input_low, input_high)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """
        )
        var ids = series[...]
        for grid in commit.grids {
            let hasPeriod = grid.periods.contains(commit.gridThrough)
            for one in grid.series {
                guard let id = ids.popFirst(), hasPeriod else { continue }
                let interval = wanted.removeValue(forKey: one)
                var stored: ScoreInterval?
                if id < firstNew, !isFirst {
                    try lastChange.bind(1, id)
                    try lastChange.bind(2, period)
                    try lastChange.bind(3, run)
                    let changed = try lastChange.firstRow { lastChange.int(0) } ?? run
                    stored = try inForce.interval(id, period, changed...run)
                }
                if stored == interval { continue }
                try insert.bind(1, id)
                try insert.bind(2, period)
                try insert.bind(3, run)
                try bind(interval, to: insert)
                try insert.execute()
            }
        }
        if let stray = commit.intervals.first(where: { wanted[$0.series] != nil }) {
            throw StoreError.invalidRun(
                reason: "the interval of \(name(stray.series)) belongs to no score of \(commit.gridThrough)"
            )
        }
    }

    /// Adding 0 removes the sign of zero, which SQLite does not keep.
    private static func bind(_ interval: ScoreInterval?, to insert: RawStatement) throws {
        try insert.bind(4, interval.map { $0.low + 0 })
        try insert.bind(5, interval.map { $0.median + 0 })
        try insert.bind(6, interval.map { $0.high + 0 })
        try insert.bind(7, interval.map { Int64($0.rankLow) })
        try insert.bind(8, interval.map { Int64($0.rankHigh) })
        try insert.bind(9, interval.map { Int64($0.isRankStable ? 1 : 0) })
        try insert.bind(10, interval?.inputLow.map { $0 + 0 })
        try insert.bind(11, interval?.inputHigh.map { $0 + 0 })
    }

    private static func name(_ series: ScoreSeries) -> String {
        "\(series.node) for \(series.power) in \(series.country)"
    }
}

/// Intervals on the way out.
struct IntervalReading {
    private let select: RawStatement

    /// - Parameter run: whose view of the intervals; by default that of any run that was not set aside.
    init(_ db: Database, _ run: Run? = nil) throws {
        select = try RawStatement(
            db,
            """
            SELECT \(ScoreSource.intervalColumns) FROM \(run.map { ScoreSource($0).intervals } ?? "score_interval")
            WHERE series = ?1 AND period = ?2 AND run BETWEEN ?3 AND ?4 ORDER BY run DESC LIMIT 1
            """
        )
    }

    /// The last interval that was stored by one of the runs: those during which one score was in force.
    func interval(_ series: Int64, _ period: Int64, _ runs: ClosedRange<Int64>) throws -> ScoreInterval? {
        try select.bind(1, series)
        try select.bind(2, period)
        try select.bind(3, runs.lowerBound)
        try select.bind(4, runs.upperBound)
        return try select.firstRow {
            guard let low = select.optionalDouble(0) else { return nil }
            return ScoreInterval(
                low: low,
                median: select.double(1),
                high: select.double(2),
                rankLow: Int(select.int(3)),
                rankHigh: Int(select.int(4)),
                isRankStable: select.int(5) != 0,
                inputLow: select.optionalDouble(6),
                inputHigh: select.optionalDouble(7)
            )
        } ?? nil
    }
}

extension ScoreInterval {
    /// What it contradicts itself in.
    fileprivate var problem: String? {
        let figures = [low, median, high] + [inputLow, inputHigh].compactMap { $0 }
        if !figures.allSatisfy(\.isFinite) { return "is not finite" }
        if !(low <= median && median <= high) { return "is not in order: \(low), \(median), \(high)" }
        if !(1 <= rankLow && rankLow <= rankHigh) { return "has ranks \(rankLow) to \(rankHigh)" }
        switch (inputLow, inputHigh) {
        case (nil, nil): return nil
        case (let low?, let high?): return low <= high ? nil : "has an input range from \(low) to \(high)"
        default: return "has half an input range"
        }
    }
}
