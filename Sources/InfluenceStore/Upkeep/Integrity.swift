/// SQLite's own checks.
enum Integrity {
    /// - Parameter quick: leaves out the comparison of indexes with their tables.
    static func problems(_ db: Database, quick: Bool) throws -> [String] {
        let check = try RawStatement(db, quick ? "PRAGMA quick_check" : "PRAGMA integrity_check")
        var problems: [String] = []
        try check.forEachRow {
            problems.append(check.text(0))
            return true
        }
        return problems == ["ok"] ? [] : problems
    }
}

extension Store {
    /// Reads every page and says what is wrong; empty if nothing is. Takes about 3 ms a megabyte and reads only; too
    /// long for the start, meant for afterwards.
    package func integrityProblems() throws(StoreError) -> [String] {
        do throws(StoreError) {
            // A connection of its own: those who ask meanwhile have all of theirs.
            let connection = try Connections.reader(path, label: "influenced.store.check")
            defer { connection.close() }
            do {
                return try connection.use { db in try Integrity.problems(db, quick: true) }
            } catch {
                throw noted(StoreError(error, path))
            }
        } catch .corrupt(_, let detail) {
            // So damaged that the check itself cannot go on.
            return [detail]
        }
    }
}
