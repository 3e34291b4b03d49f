import InfluenceModel

/// The rows of runs.
enum RunRows {
    static func insert(_ run: Run, model: Int64, _ db: Database) throws {
        let insert = try RawStatement(
            db,
            """
            INSERT INTO run (id, recorded_at, reason, model, input_hash, inputs_known_at, grid_through, duration,
                computed, changed, editions, software)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """
        )
        var names = try NameWriter(db)
        try insert.bind(1, run.id)
        try insert.bind(2, run.recordedAt.microseconds)
        try insert.bind(3, run.reason.rawValue)
        try insert.bind(4, model)
        try insert.bind(5, run.inputHash)
        try insert.bind(6, run.inputsKnownAt?.microseconds)
        try insert.bind(7, PeriodCode.encode(run.gridThrough))
        try insert.bind(8, run.duration)
        try insert.bind(9, Int64(run.computed))
        try insert.bind(10, Int64(run.changed))
        try insert.bind(11, try names.id(run.editions?.text ?? ""))
        try insert.bind(12, try names.id(run.software))
        try insert.execute()
    }

    /// The run of that number, also one that was set aside.
    static func find(_ id: Int64, _ db: Database) throws -> Run? {
        try select("run.id = ?1", order: "", db) { try $0.bind(1, id) }.first
    }

    /// Runs known at `asOf`, newest first.
    /// - Parameters:
    ///   - model: only those of the model with this hash.
    ///   - before: only those with ids below.
    ///   - setAside: those that were set aside, and no others.
    static func select(
        asOf: Instant?,
        model: String?,
        before: Int64?,
        limit: Int,
        setAside: Bool = false,
        _ db: Database
    ) throws -> [Run] {
        let ofModel = model == nil ? "" : " AND hash = ?4"
        let condition =
            "run.id < ?1 AND recorded_at <= ?2 AND set_aside IS \(setAside ? "NOT NULL" : "NULL")\(ofModel)"
        return try select(condition, order: "ORDER BY run.id DESC LIMIT ?3", hasBeats: asOf == nil, db) { select in
            try select.bind(1, before ?? .max)
            try select.bind(2, asOf?.microseconds ?? .max)
            try select.bind(3, Int64(max(0, limit)))
            if let model { try select.bind(4, model) }
        }
    }

    private static func select(
        _ condition: String,
        order: String,
        hasBeats: Bool = true,
        _ db: Database,
        bind: (RawStatement) throws -> Void
    ) throws -> [Run] {
        let select = try RawStatement(
            db,
            """
            SELECT run.id, recorded_at, reason, hash, input_hash, inputs_known_at, grid_through, duration, computed,
                changed, heartbeats, heartbeat_at, editions, software, set_aside
            FROM run JOIN model ON model.id = run.model
            WHERE \(condition) \(order)
            """
        )
        try bind(select)
        let names = try NameReader(db)
        var runs: [Run] = []
        try select.forEachRow {
            guard let reason = RunReason(rawValue: select.text(2)), let through = PeriodCode.decode(select.int(6))
            else {
                throw Damage("run \(select.int(0)) is not readable")
            }
            let beats = Heartbeats(
                count: Int(select.int(10)),
                last: select.optionalInt(11).map { Instant(microseconds: $0) }
            )
            runs.append(
                Run(
                    id: select.int(0),
                    recordedAt: Instant(microseconds: select.int(1)),
                    reason: reason,
                    modelHash: select.text(3),
                    inputHash: select.text(4),
                    editions: MethodEditions(text: try names.text(select.int(12))),
                    software: try names.text(select.int(13)),
                    inputsKnownAt: select.optionalInt(5).map { Instant(microseconds: $0) },
                    gridThrough: through,
                    duration: select.int(7),
                    computed: Int(select.int(8)),
                    changed: Int(select.int(9)),
                    heartbeats: hasBeats ? beats : nil,
                    setAside: select.optionalInt(14)
                )
            )
            return true
        }
        return runs
    }
}

/// The rows of models.
enum ModelRows {
    /// The number of a model, stored if it is new.
    static func id(of model: StoredModel, _ db: Database) throws -> Int64 {
        let find = try RawStatement(db, "SELECT id FROM model WHERE hash = ?1")
        try find.bind(1, model.hash)
        if let id = try find.firstRow({ find.int(0) }) { return id }
        let insert = try RawStatement(db, "INSERT INTO model (hash, name, title) VALUES (?1, ?2, ?3)")
        try insert.bind(1, model.hash)
        try insert.bind(2, model.id)
        try insert.bind(3, model.title)
        try insert.execute()
        let id = db.lastInsertedRowID
        let insertFile = try RawStatement(
            db,
            "INSERT INTO model_file (model, position, name, text) VALUES (?1, ?2, ?3, ?4)"
        )
        for (position, file) in model.files.enumerated() {
            try insertFile.bind(1, id)
            try insertFile.bind(2, Int64(position))
            try insertFile.bind(3, file.name)
            try insertFile.bind(4, file.text)
            try insertFile.execute()
        }
        return id
    }

    static func select(hash: String, _ db: Database) throws -> StoredModel? {
        let find = try RawStatement(db, "SELECT id, name, title FROM model WHERE hash = ?1")
        try find.bind(1, hash)
        guard let (id, name, title) = try find.firstRow({ (find.int(0), find.text(1), find.text(2)) }) else {
            return nil
        }
        let selectFiles = try RawStatement(db, "SELECT name, text FROM model_file WHERE model = ?1 ORDER BY position")
        try selectFiles.bind(1, id)
        var files: [ModelFile] = []
        try selectFiles.forEachRow {
            files.append(ModelFile(name: selectFiles.text(0), text: selectFiles.text(1)))
            return true
        }
        return StoredModel(hash: hash, id: name, title: title, files: files)
    }
}
