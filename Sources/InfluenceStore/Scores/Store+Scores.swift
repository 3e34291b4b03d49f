package import InfluenceModel

/// Which scores. `nil` selects all; a name that the database does not know selects nothing.
package struct ScoreFilter: Hashable, Sendable {
    package var nodes: [NodeID]?
    package var powers: [PowerID]?
    package var countries: [CountryID]?

    package static let all = ScoreFilter()

    package init(nodes: [NodeID]? = nil, powers: [PowerID]? = nil, countries: [CountryID]? = nil) {
        self.nodes = nodes
        self.powers = powers
        self.countries = countries
    }
}

/// Which period of the grid.
package enum PeriodChoice: Hashable, Sendable {
    /// The last one of the run in force.
    case latest
    /// The one that contains the day: with `asOf` the same moment, the score that was live then.
    case containing(Day)
    case exactly(Period)
}

/// A score, and since when the store has it.
package struct StoredScore: Hashable, Sendable {
    package let series: ScoreSeries
    package let score: Score
    /// Of this very score, as known; `nil` where none was computed.
    package let interval: ScoreInterval?
    /// The run that changed it last, and when that became known.
    package let run: Int64
    package let recordedAt: Instant
}

/// Scores of one period.
package struct StoredScores: Sendable {
    /// The run in force: the last one known, of the model asked for.
    package let run: Run
    /// `nil` if the grid has no such period; there are no scores then.
    package let period: Period?
    /// In the order in which the series of the model were first stored.
    package let scores: [StoredScore]
}

extension Store {
    /// The scores of a period, as known at `asOf`.
    /// - Parameter model: the hash of a model; the one in force at `asOf` if `nil`.
    /// - Returns: `nil` before the first run of the model.
    package func scores(
        matching filter: ScoreFilter = .all,
        period choice: PeriodChoice = .latest,
        asOf: Instant? = nil,
        model: String? = nil
    ) throws(StoreError) -> StoredScores? {
        try read { db in
            guard let run = try RunRows.select(asOf: asOf, model: model, before: nil, limit: 1, db).first else {
                return nil
            }
            return try Self.scores(matching: filter, period: choice, of: run, db)
        }
    }

    /// The scores of a period as a run left them, also one that was set aside.
    package func scores(
        matching filter: ScoreFilter = .all,
        period choice: PeriodChoice = .latest,
        of run: Run
    ) throws(StoreError) -> StoredScores {
        try read { db in try Self.scores(matching: filter, period: choice, of: run, db) }
    }

    private static func scores(
        matching filter: ScoreFilter,
        period choice: PeriodChoice,
        of run: Run,
        _ db: Database
    ) throws -> StoredScores {
        let reading = try ScoreReading(db, run)
        let intervals = try IntervalReading(db, run)
        guard let period = try reading.period(choice) else {
            return StoredScores(run: run, period: nil, scores: [])
        }
        var scores: [StoredScore] = []
        try reading.forEachSeries(filter) { id, series in
            if let (score, changedBy, recordedAt) = try reading.score(id, period) {
                scores.append(
                    StoredScore(
                        series: series,
                        score: score,
                        interval: try intervals.interval(id, PeriodCode.encode(period), changedBy...run.id),
                        run: changedBy,
                        recordedAt: recordedAt
                    )
                )
            }
            return true
        }
        return StoredScores(run: run, period: period, scores: scores)
    }

    /// The series of a model, in the order in which they were first stored; empty before its first run.
    package func scoreSeries(
        matching filter: ScoreFilter = .all,
        asOf: Instant? = nil,
        model: String? = nil
    ) throws(StoreError) -> [ScoreSeries] {
        try scores(matching: filter, asOf: asOf, model: model)?.scores.map(\.series) ?? []
    }
}

/// A look at the scores of one model as a run left them.
struct ScoreReading {
    let run: Run
    private let db: Database
    private let model: Int64
    private let selectScore: RawStatement

    init(_ db: Database, _ run: Run) throws {
        self.db = db
        self.run = run
        let find = try RawStatement(db, "SELECT model FROM run WHERE id = ?1")
        try find.bind(1, run.id)
        model = try find.firstRow { find.int(0) } ?? 0
        selectScore = try RawStatement(
            db,
            """
            SELECT value, coverage, confidence, run, (SELECT recorded_at FROM run WHERE id = score.run)
            FROM \(ScoreSource(run).scores)
            WHERE series = ?1 AND period = ?2 AND run <= ?3 ORDER BY run DESC LIMIT 1
            """
        )
    }

    func forEachSeries(_ filter: ScoreFilter, _ body: (Int64, ScoreSeries) throws -> Bool) throws {
        let nodes = try NameFilter(filter.nodes?.map(\.text), db)
        let powers = try NameFilter(filter.powers?.map(\.text), db)
        let countries = try NameFilter(filter.countries?.map(\.text), db)
        let names = try NameReader(db)
        // Most questions are about one country, whose series stand together in the index.
        let country = countries.ids.flatMap { $0.count == 1 ? $0.first : nil }
        let select = try RawStatement(
            db,
            """
            SELECT id, node, power, country FROM score_series
            WHERE model = ?1 \(country == nil ? "" : "AND country = ?2 ")ORDER BY id
            """
        )
        try select.bind(1, model)
        if let country { try select.bind(2, country) }
        try select.forEachRow {
            guard nodes.accepts(select.int(1)), powers.accepts(select.int(2)), countries.accepts(select.int(3)) else {
                return true
            }
            let series = ScoreSeries(
                node: NodeID(try names.text(select.int(1))),
                power: PowerID(try names.text(select.int(2))),
                country: CountryID(try names.text(select.int(3)))
            )
            return try body(select.int(0), series)
        }
    }

    func id(of series: ScoreSeries) throws -> Int64? {
        let find = try RawStatement(
            db,
            """
            SELECT id FROM score_series WHERE model = ?1 AND country = (SELECT id FROM name WHERE text = ?2)
                AND power = (SELECT id FROM name WHERE text = ?3) AND node = (SELECT id FROM name WHERE text = ?4)
            """
        )
        try find.bind(1, model)
        try find.bind(2, series.country.text)
        try find.bind(3, series.power.text)
        try find.bind(4, series.node.text)
        return try find.firstRow { find.int(0) }
    }

    func score(_ series: Int64, _ period: Period) throws -> (Score, run: Int64, recordedAt: Instant)? {
        try selectScore.bind(1, series)
        try selectScore.bind(2, PeriodCode.encode(period))
        try selectScore.bind(3, run.id)
        return try selectScore.firstRow {
            (
                StoredBits(selectScore, from: 0).score, run: selectScore.int(3),
                recordedAt: Instant(microseconds: selectScore.int(4))
            )
        }
    }

    /// The period of the grid that is meant.
    func period(_ choice: PeriodChoice) throws -> Period? {
        switch choice {
        case .latest: run.gridThrough
        case .exactly(let period): period
        case .containing(let day): try period(containing: day)
        }
    }

    /// All series of a run's first grid have its periods, so those of the first series ever stored serve.
    private func period(containing day: Day) throws -> Period? {
        let select = try RawStatement(
            db,
            """
            SELECT period FROM \(ScoreSource(run).scores)
            WHERE series = (SELECT min(id) FROM score_series WHERE model = ?1) AND period >= ?2 AND run <= ?3
            ORDER BY period LIMIT 1
            """
        )
        try select.bind(1, model)
        try select.bind(2, PeriodCode.lowest(endingFrom: day))
        try select.bind(3, run.id)
        guard let code = try select.firstRow({ select.int(0) }), let period = PeriodCode.decode(code) else {
            return nil
        }
        return period.start <= day ? period : nil
    }
}
