import Glibc
package import InfluenceModel

/// Puts a backup in the place of the database, while no daemon runs.
///
/// Copying a file by hand goes wrong in ways that nobody sees: a log of the old database beside the backup, a copy that
/// is not whole, another owner. What was there is put aside, never deleted. What it had told hooks goes into the backup's
/// copy before that gets its name, so that all of them hear the end. Whenever it is interrupted, a daemon that
/// starts then finds the old database whole, or refuses to start, or finds the backup whole.
package enum Restore {
    /// What was done.
    package struct Outcome: Hashable, Sendable {
        /// The size of the database now, in bytes.
        package let bytes: Int
        /// The files that were put aside, under their names now.
        package let putAside: [String]
        /// The incidents that the database before had told of, and that have not ended for everybody who was told.
        package let inherited: Int
        /// The acknowledgements of open incidents that were made there since the backup.
        package let acknowledgements: Int
        /// The silences in force that were made there since the backup.
        package let silences: Int
        /// Why hooks may not hear of the end of all that it told them, a sentence each.
        package let unread: [String]
    }

    /// Who shall own the files, by numbers.
    package struct Owner: Hashable, Sendable {
        package let user: UInt32
        package let group: UInt32

        package init(user: UInt32, group: UInt32) {
            self.user = user
            self.group = group
        }
    }

    /// - Parameters:
    ///   - backup: a file that ``Store/backup(to:)`` made, or a database whose daemon ended in order.
    ///   - name: where the daemon expects its database. Its folder exists; of a link the target is replaced.
    ///   - owner: of the new file; `nil` for whoever runs this.
    ///   - floor: the bytes that must stay free.
    /// - Throws: ``StoreError``; the old database is then where it was, unless the message says otherwise.
    package static func restore(
        _ backup: String,
        to name: String,
        owner: Owner?,
        floor: Int = StoreOptions().freeSpaceFloor,
        now: Instant
    ) throws(StoreError) -> Outcome {
        let (backup, path) = (SystemCalls.target(of: backup), SystemCalls.target(of: name))
        try examine(backup)
        guard !SystemCalls.isSameFile(backup, path) else {
            throw .notABackup(path: backup, reason: "it is the database itself")
        }
        let reserve = try ReserveFile(of: path, bytes: 0)
        defer { reserve.unlock() }
        let held: DatabaseLock?
        do throws(StoreError) { held = try DatabaseLock.take(of: path) } catch {
            reserve.removeIfNew()
            throw error
        }
        defer { held?.release() }
        let draft = path + "-restore"
        let bytes = SystemCalls.bytes(of: backup)
        let replaced = ReplacedDatabase(path)
        let needed = bytes + replaced.neededBytes + floor
        do {
            unlink(draft)
            if let free = SystemCalls.freeBytes(path), free < needed {
                throw StoreError.full(path: path, freeBytes: free, neededBytes: needed)
            }
            try SystemCalls.copy(backup, to: draft, permissions: 0o600)
            let (restored, inheritance, taken) = try prepare(
                draft,
                of: backup,
                in: replaced,
                after: Probe.epoch(path),
                now
            )
            if let owner, chown(draft, owner.user, owner.group) != 0 { throw SystemCalls.Failure() }
            if let owner { _ = chown(path + "-reserve", owner.user, owner.group) }
            try SystemCalls.sync(draft)
            let replacement = try DatabaseLock.take(of: draft)
            defer { replacement?.release() }
            let putAside = try putAside(path, now)
            guard rename(draft, path) == 0 else { throw SystemCalls.Failure() }
            try SystemCalls.sync(SystemCalls.directory(of: path))
            if let restored { reserve.note(restored) }
            return Outcome(
                bytes: try SystemCalls.size(path) ?? 0,
                putAside: putAside,
                inherited: inheritance.unfinishedCount,
                acknowledgements: taken.acknowledgements,
                silences: taken.silences,
                unread: inheritance.unread
            )
        } catch {
            // What was lacking is asked before what there is of it is given back.
            let failure = StoreError(error, path).needing(needed)
            for suffix in ["", "-journal"] { unlink(draft + suffix) }
            reserve.removeIfNew()
            throw failure
        }
    }

    private static func examine(_ backup: String) throws(StoreError) {
        guard SystemCalls.exists(backup) else { throw .cannotOpen(path: backup, reason: "there is no such file") }
        // Their own way out, to move the file away, is that of a daemon's database.
        do throws(StoreError) {
            try Probe.recognise(backup)
        } catch .notADatabase {
            throw .notABackup(path: backup, reason: "it is not an SQLite database")
        } catch .foreignDatabase {
            throw .notABackup(path: backup, reason: "it is another program's database")
        }
        for suffix in ["-wal", "-journal"] where SystemCalls.bytes(of: backup + suffix) > 0 {
            throw .notABackup(path: backup, reason: "\(backup)\(suffix) beside it holds a part of it")
        }
        do throws(StoreError) {
            guard case .ours = try Probe.examine(backup) else {
                throw .notABackup(path: backup, reason: "it is empty")
            }
        } catch .foreignSchema(_, let problem, let removal) {
            let way = removal.map { "; remove it (\($0)) and restore again" } ?? ""
            throw .notABackup(path: backup, reason: "it has \(problem)\(way)")
        } catch .logMissing {
            throw .notABackup(path: backup, reason: "it is a copy of a database in use, without its log")
        }
    }

    /// Checks every page of the copy, brings it up to date, takes over what the database before had told, and makes it another
    /// database than the one it was copied from. In this order: what an older format has no place for, an epoch among it,
    /// would pass for never having been restored.
    /// - Parameter epoch: the last one of those in whose place it comes.
    private static func prepare(
        _ draft: String,
        of backup: String,
        in replaced: ReplacedDatabase,
        after epoch: Int64,
        _ now: Instant
    ) throws -> (CommitNote?, Inheritance, InheritedWishes) {
        let queue = try DatabaseQueue(draft)
        defer { queue.close() }
        return try queue.use { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            if let first = try Integrity.problems(db, quick: false).first {
                throw StoreError.notABackup(path: backup, reason: "it is damaged: \(first)")
            }
            let version = try RawStatement(db, "PRAGMA user_version")
            try Schema.migrate(db, from: try version.firstRow { Int(clamping: version.int(0)) } ?? 0)
            let inheritance = try replaced.inheritance(
                also: try Inheritance.unsettled(db),
                scratch: draft + FileBeside.replaced
            )
            var taken = InheritedWishes()
            try db.inTransaction(.exclusive) {
                try Store.countCommit(db)
                let date = try Moments.last(db).map { " of \($0)" } ?? ""
                var writer = try InheritanceWriter(
                    db,
                    at: now,
                    reason:
                        "the database was put back from a backup\(date): this was open in the one before, and is not here"
                )
                taken = try writer.take(inheritance)
                return .commit
            }
            try Store.becomeAnother(db, after: epoch)
            return (try Store.commitNote(db), inheritance, taken)
        }
    }

    /// The database by a second name, then what belongs to it, so that one of its names always has all of it beside it. Where
    /// a file has but one name, the database goes last: its name is never free.
    private static func putAside(_ path: String, _ now: Instant) throws -> [String] {
        let stamp = FileBeside.beforeRestore + now.description.filter { $0.isLetter || $0.isNumber }
        var result: [String] = []
        let isLinked = SystemCalls.exists(path) && link(path, path + stamp) == 0
        for suffix in ["-wal", "-shm", "-journal"] where SystemCalls.exists(path + suffix) {
            let name = path + stamp + suffix
            try SystemCalls.renameExclusively(path + suffix, to: name)
            result.append(name)
        }
        if SystemCalls.exists(path) {
            let name = path + stamp
            guard isLinked || rename(path, name) == 0 else { throw SystemCalls.Failure() }
            result.insert(name, at: 0)
        }
        try SystemCalls.sync(SystemCalls.directory(of: path))
        return result
    }
}
