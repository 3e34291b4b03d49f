package import InfluenceModel

/// What it takes to go through the past run by run.
extension Store {
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
}
