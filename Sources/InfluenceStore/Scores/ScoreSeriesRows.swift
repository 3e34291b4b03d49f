import InfluenceModel

/// The numbers of a model's score series.
enum ScoreSeriesRows {
    /// The number of each series, in the order given; series from `firstNew` on were made here.
    static func ids(
        _ series: [ScoreSeries],
        model: Int64,
        _ db: Database
    ) throws -> (ids: [Int64], firstNew: Int64) {
        var names = try NameWriter(db)
        let highest = try RawStatement(db, "SELECT max(id) FROM score_series")
        let firstNew = (try highest.firstRow { highest.int(0) } ?? 0) + 1
        var known = try stored(model: model, db)
        let insert = try RawStatement(
            db,
            "INSERT INTO score_series (model, country, power, node) VALUES (?1, ?2, ?3, ?4)"
        )
        var ids: [Int64] = []
        ids.reserveCapacity(series.count)
        for one in series {
            let key = Key(
                country: try names.id(one.country.text),
                power: try names.id(one.power.text),
                node: try names.id(one.node.text)
            )
            // Taken out once found: a series that is found twice stands twice.
            if let found = known.updateValue(nil, forKey: key) {
                guard let id = found else {
                    throw StoreError.invalidRun(
                        reason: "the series of \(one.node) for \(one.power) in \(one.country) stands twice"
                    )
                }
                ids.append(id)
                continue
            }
            try insert.bind(1, model)
            try insert.bind(2, key.country)
            try insert.bind(3, key.power)
            try insert.bind(4, key.node)
            try insert.execute()
            ids.append(db.lastInsertedRowID)
        }
        return (ids, firstNew)
    }

    private struct Key: Hashable {
        let country: Int64
        let power: Int64
        let node: Int64
    }

    private static func stored(model: Int64, _ db: Database) throws -> [Key: Int64?] {
        let select = try RawStatement(db, "SELECT country, power, node, id FROM score_series WHERE model = ?1")
        try select.bind(1, model)
        var known: [Key: Int64?] = [:]
        try select.forEachRow {
            known[Key(country: select.int(0), power: select.int(1), node: select.int(2))] = .some(select.int(3))
            return true
        }
        return known
    }
}
