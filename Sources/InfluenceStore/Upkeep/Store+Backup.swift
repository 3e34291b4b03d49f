import Glibc

extension Store {
    /// Writes a copy of the database as of now to a new file, while reading and writing go on.
    ///
    /// The copy is one file without a log. It is checked in full, and on disk, before it gets its name: a file of that
    /// name is a good backup. To restore, stop the daemon and call ``Restore``.
    /// - Returns: its size in bytes.
    /// - Throws: `backupExists` if anything has the name already; `full` where less than the floor would stay free, so
    ///   that a backup never stops the runs; `backupFailed`.
    package func backup(to target: String) throws(StoreError) -> Int {
        try refuseOwnName(target)
        guard !SystemCalls.exists(target) else { throw .backupExists(path: target) }
        let needed = SystemCalls.bytes(of: path) + logBytes + options.freeSpaceFloor
        if let free = SystemCalls.freeBytes(SystemCalls.directory(of: target)), free < needed {
            throw .full(path: target, freeBytes: free, neededBytes: needed)
        }
        do {
            let draft = try SystemCalls.temporaryFile(beside: target)
            defer {
                for suffix in ["", "-journal", "-wal", "-shm"] { unlink(draft + suffix) }
            }
            try copy(to: draft)
            chmod(draft, SystemCalls.permissions(path))
            try SystemCalls.sync(draft)
            do {
                try SystemCalls.renameExclusively(draft, to: target)
            } catch  where error.code == EEXIST {
                throw StoreError.backupExists(path: target)
            }
            try SystemCalls.sync(SystemCalls.directory(of: target))
            return try SystemCalls.size(target) ?? 0
        } catch let error as StoreError {
            throw error
        } catch let failure as SystemCalls.Failure {
            throw .backupFailed(path: target, reason: failure.reason)
        } catch {
            let reason = StoreError(error, target).description(onceThereIsSpace: "then try again")
            throw .backupFailed(path: target, reason: reason)
        }
    }

    /// What SQLite and the daemon put beside the database, by the word after its name.
    private static let ownNames: Set<Substring> = ["wal", "shm", "journal", "reserve", "new", "restore"]

    /// Under one of these a copy would be taken for the database's log, journal or lock, or be written over.
    private func refuseOwnName(_ target: String) throws(StoreError) {
        let (name, own) = (SystemCalls.name(of: target), SystemCalls.name(of: path) + "-")
        guard name.hasPrefix(own), let word = name.dropFirst(own.count).split(separator: "-").first,
            Self.ownNames.contains(word),
            SystemCalls.isSameFile(SystemCalls.directory(of: target), SystemCalls.directory(of: path))
        else { return }
        throw .backupFailed(path: target, reason: "the database's own files have such names; give another one")
    }

    /// Keeps what the open files hold where their names lead elsewhere: with the end of the daemon it would be gone.
    func keepWhatWasTaken() {
        guard let missing = files.missing, missing == path else { return }
        let commits = try? writer.use { db in
            let select = try RawStatement(db, "SELECT commits FROM store WHERE id = 1")
            return try select.firstRow { select.int(0) }
        }
        if let commits { _ = try? backup(to: path + FileBeside.kept + "\(commits)") }
    }

    private func copy(to draft: String) throws {
        let destination = try DatabaseQueue(draft)
        if files.missing == nil {
            // A connection of its own: the others have better things to do meanwhile.
            let source = try Connections.reader(path, label: "influenced.store.backup")
            try source.use { db in try destination.use { copy in try db.copy(to: copy) } }
            source.close()
        } else {
            // The name leads no more to what is open. This one has nothing to do then.
            try writer.use { db in try destination.use { copy in try db.copy(to: copy) } }
        }
        try destination.use { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            try Self.becomeAnother(db)
            let problems = try Integrity.problems(db, quick: false)
            if let first = problems.first { throw Damage("the copy has errors: \(first)") }
            // What somebody has put into it while it was open: a copy with that could not be put back.
            try SchemaInspection.check(db, version: Schema.version, path)
        }
        destination.close()
    }
}
