package import InfluenceModel

/// A feed whose last imports failed, one after the other.
package struct FeedTrouble: Hashable, Sendable {
    package let name: String
    package let failures: Int
    /// When the first of them was.
    package let since: Instant
    /// What the last one failed of.
    package let error: String
}

extension Store {
    /// Counts an import that failed.
    /// - Returns: how many have failed since the last that succeeded, this one included.
    @discardableResult
    package func recordFeedFailure(_ name: String, error: String, at now: Instant) throws(StoreError) -> Int {
        try write(now: now, grows: false) { db in
            let insert = try RawStatement(
                db,
                """
                INSERT INTO feed_trouble (name, failures, since, error) VALUES (?1, 1, ?2, ?3)
                ON CONFLICT (name) DO UPDATE SET failures = failures + 1, error = excluded.error
                """
            )
            try insert.bind(1, name)
            try insert.bind(2, now.microseconds)
            try insert.bind(3, error)
            try insert.execute()
            let select = try RawStatement(db, "SELECT failures FROM feed_trouble WHERE name = ?1")
            try select.bind(1, name)
            return Int(try select.firstRow { select.int(0) } ?? 0)
        }
    }

    /// After an import that succeeded. Writes nothing where there was no trouble.
    package func clearFeedFailures(_ name: String, at now: Instant) throws(StoreError) {
        guard try feedTroubles().contains(where: { $0.name == name }) else { return }
        try write(now: now, grows: false) { db in
            let delete = try RawStatement(db, "DELETE FROM feed_trouble WHERE name = ?1")
            try delete.bind(1, name)
            try delete.execute()
        }
    }

    /// By name.
    package func feedTroubles() throws(StoreError) -> [FeedTrouble] {
        try kept(\.feedTroubles) { () throws(StoreError) in try readFeedTroubles() }
    }

    private func readFeedTroubles() throws(StoreError) -> [FeedTrouble] {
        try read { db in
            let select = try RawStatement(db, "SELECT name, failures, since, error FROM feed_trouble ORDER BY name")
            var troubles: [FeedTrouble] = []
            try select.forEachRow {
                troubles.append(
                    FeedTrouble(
                        name: select.text(0),
                        failures: Int(select.int(1)),
                        since: Instant(microseconds: select.int(2)),
                        error: select.text(3)
                    )
                )
                return true
            }
            return troubles
        }
    }
}
