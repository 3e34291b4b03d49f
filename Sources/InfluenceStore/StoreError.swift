import InfluenceText

/// Everything that can go wrong with the store, said so that an administrator knows what it is and what to do.
///
/// After any of these the database holds exactly the transactions that were acknowledged before.
package enum StoreError: Error, Hashable, Sendable {
    // Opening. The file was not touched.
    case notADatabase(path: String)
    case foreignDatabase(path: String, applicationID: UInt32)
    case newerDatabase(path: String, version: Int, known: Int)
    case cannotOpen(path: String, reason: String)
    /// Another process has the database open for writing.
    case inUse(path: String)
    /// A log without its database: SQLite would make a new one of what the log happens to hold.
    case databaseMissing(path: String, log: String)
    /// The log beside the database is not its own: SQLite would mix the two.
    case foreignLog(path: String, detail: String)
    /// Neither is the rollback journal: SQLite would put back what is in it, and cut the file.
    case foreignJournal(path: String, detail: String)
    /// What was acknowledged up to `last` stands in the log behind damage; SQLite would forget what comes after `whole`.
    case logDamaged(path: String, whole: Int64, last: Int64)
    /// The log ends with `whole`, and `last` was acknowledged.
    case logCutShort(path: String, whole: Int64, last: Int64)
    /// No database, and beside its name what one has left: it was taken away, and is none that begins.
    case databaseGone(path: String, trace: String)
    /// It is ours, and has something in it that is not: a trigger, a view, a changed table. `removal`: what takes it away.
    case foreignSchema(path: String, problem: String, removal: String?)
    /// A copy of the file of a running daemon, without the log that belonged to it.
    case logMissing(path: String)

    // The state of the disk. All but `corrupt` pass by themselves once the cause is gone.
    case corrupt(path: String, detail: String)
    case full(path: String, freeBytes: Int?, neededBytes: Int?)
    /// The disk has space, and its user's quota none.
    case overQuota(path: String)
    case readOnly(path: String)
    /// The file system itself takes nothing any more.
    case readOnlyDisk(path: String)
    /// The process may not let a file grow so large.
    case fileTooLarge(path: String)
    /// The file system has room, and no inode for one file more.
    case noInodes(path: String)
    /// Nothing more can be opened, by this process or by any.
    case noDescriptors(path: String, ofSystem: Bool)
    case inputOutput(path: String, detail: String)
    case busy(path: String)
    /// While it was open, the database or its log was moved, removed or replaced.
    case takenAway(path: String, file: String)
    case closed(path: String)

    /// The time that would be written down is not to be believed. Nothing was stored.
    case clock(ClockTrouble)

    // What the caller handed over. Nothing was stored.
    /// `index`: the position among the observations handed over, from 0.
    case invalidObservation(index: Int, reason: String)
    /// Two observations of one import say different things about the same series and period.
    case contradictoryObservations(first: Int, second: Int, series: String, period: String)
    /// A run would need more memory for all that is observed than it may have.
    case tooManyObservations(Int, series: Int, neededBytes: Int, limitBytes: Int)
    /// `last`: the newest vintage.
    case unknownVintage(Int64, last: Int64?)
    case invalidRun(reason: String)
    case notTheLastRun(run: Int64, last: Int64?)
    case invalidAlerts(reason: String)

    case backupExists(path: String)
    case backupFailed(path: String, reason: String)
    /// Nothing was restored.
    case notABackup(path: String, reason: String)

    case unexpected(path: String, detail: String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notADatabase(let path):
            "\(path) is not an SQLite database; move it away, or give influenced another state directory"
        case .foreignDatabase(let path, let applicationID):
            "\(path) is an SQLite database of another program (application id \(applicationID)); "
                + "move it away, or give influenced another state directory"
        case .newerDatabase(let path, let version, let known):
            "\(path) was written by a newer influenced (format \(version); this one knows up to \(known)); "
                + "run that version, or restore a backup made before the upgrade"
        case .cannotOpen(let path, let reason):
            "cannot open \(path): \(reason)"
        case .inUse(let path):
            "\(path) is in use by another influenced; stop it first, or give this one another state directory"
        case .databaseMissing(let path, let log):
            "\(path) is missing, and \(log) holds what was last written to it; "
                + "put the database back beside it, or put back a backup with: influenced restore FILE"
        case .foreignLog(let path, let detail):
            "\(path)-wal is not the log of \(path): \(detail); nothing was changed. Put the two files that belong "
                + "together back, or put back a backup, which puts both aside, with: influenced restore FILE"
        case .foreignJournal(let path, let detail):
            "\(path)-journal is not the journal of \(path): \(detail); nothing was changed. Move it away if it is none of "
                + "influenced's, or put back a backup, which puts it aside, with: influenced restore FILE"
        case .logDamaged(let path, let whole, let last):
            "\(path)-wal is damaged: of the transactions up to \(last) in it only those up to \(whole) can be read; nothing was "
                + "changed. Keep both files for inspection, and put back a backup, which puts them aside, with: "
                + "influenced restore FILE"
        case .logCutShort(let path, let whole, let last):
            "\(path)-wal is cut short: with it the database goes up to transaction \(whole), and \(last) was acknowledged; "
                + "nothing was changed. Put the whole log back, or a backup, which puts both files aside, with: "
                + "influenced restore FILE; to go on without the rest, remove \(path)-reserve"
        case .databaseGone(let path, let trace):
            "\(path) is missing, and \(trace) tells that there was one; put it back, or a backup with: "
                + "influenced restore FILE; to begin an empty one, move \(trace) away"
        case .foreignSchema(let path, let problem, let removal):
            "\(path) has \(problem); nothing was changed. "
                + (removal.map { "Remove it (\($0)), or put" } ?? "Put")
                + " back a backup, which puts this file aside, with: influenced restore FILE"
        case .logMissing(let path):
            "\(path) is a copy of a database in use without its log (\(path)-wal, which is missing or empty), so the last "
                + "transactions are not in it; copy both with the daemon stopped, or put back a backup with: influenced restore FILE"
        case .corrupt(let path, let detail):
            "\(path) is damaged (\(detail)); stop influenced, keep the file for inspection and restore a backup"
        case .full, .overQuota, .readOnlyDisk, .fileTooLarge, .noInodes, .noDescriptors:
            description(onceThereIsSpace: "influenced goes on by itself")
        case .readOnly(let path):
            "\(path) cannot be written: the file or its folder is read-only for the user of influenced; give it back to that user"
        case .inputOutput(let path, let detail):
            "the disk that holds \(path) reports an error (\(detail)); look at the kernel's log"
        case .busy(let path):
            "\(path) is locked by another program; end it (a database shell with an open transaction?)"
        case .takenAway(_, let file):
            "\(file) was moved, removed or replaced while influenced has it open: nothing more is stored; put it back as it was, "
                + "or keep what is known with: influencectl backup FILE, stop influenced, and: influenced restore FILE"
        case .closed(let path):
            "\(path) has been closed"
        case .clock(let trouble): trouble.description
        case .invalidObservation(let index, let reason):
            "observation \(index + 1): \(reason)"
        case .contradictoryObservations(let first, let second, let series, let period):
            "observations \(first + 1) and \(second + 1) contradict each other: "
                + "both are about \(series) in \(period); leave one of them"
        case .tooManyObservations(let count, let series, let needed, let limit):
            "a run would need about \(DecimalText.mebibytes(needed)) for \(count) observations of \(series) series, and "
                + "\(DecimalText.mebibytes(limit)) are allowed (model_memory); import less, or allow more: "
                + "'model_memory' in the configuration, MemoryMax= of the service"
        case .unknownVintage(let vintage, let last):
            "there is no vintage \(vintage)" + (last.map { "; the last one is \($0)" } ?? "; nothing was imported yet")
        case .invalidRun(let reason):
            "the run cannot be stored: \(reason)"
        case .invalidAlerts(let reason):
            "the alerts cannot be stored: \(reason)"
        case .notTheLastRun(let run, let last):
            "run \(run) is not the last run" + (last.map { " (that is \($0))" } ?? "") + "; nothing to confirm"
        case .backupExists(let path):
            "\(path) exists already; a backup never overwrites a file: name another one, or remove it"
        case .backupFailed(let path, let reason):
            "no backup was written to \(path): \(reason)"
        case .notABackup(let path, let reason):
            "\(path) cannot be restored: \(reason); give a file that influencectl backup made"
        case .unexpected(let path, let detail):
            "\(path): \(detail)"
        }
    }

    /// What is said of a lack of space, or of whatever else the system gives no more of, by who does not go on by himself.
    /// - Parameter next: what happens, or is to be done, once there is some.
    package func description(onceThereIsSpace next: String) -> String {
        switch self {
        case .full(let path, let free, let needed):
            "the disk that holds \(path) is full\(Self.space(free, needed)); free some space: \(next)"
        case .overQuota(let path):
            "the disk quota for \(path) is used up; remove something, or have it raised (see quota): \(next)"
        case .readOnlyDisk(let path):
            "the file system that holds \(path) is read-only; the kernel makes it so after an error, which its log tells: mend "
                + "that, and mount it for writing again (mount -o remount,rw): \(next)"
        case .fileTooLarge(let path):
            "\(path), or the log beside it, would grow beyond the size that this process may give a file; raise the limit "
                + "(LimitFSIZE= of the service, ulimit -f), which takes a new start of influenced"
        case .noInodes(let path):
            "the file system that holds \(path) has no inode left for another file (see df -i); remove some files: \(next)"
        case .noDescriptors(let path, false):
            "\(path) cannot be opened: this process has as many files open as it may; raise the limit (LimitNOFILE= of the "
                + "service, ulimit -n), which takes a new start of influenced"
        case .noDescriptors(let path, true):
            "\(path) cannot be opened: the system has as many files open as it can; end what holds them, or raise "
                + "fs.file-max: \(next)"
        default: description
        }
    }

    private static func space(_ free: Int?, _ needed: Int?) -> String {
        guard let free else { return "" }
        let available = "\(DecimalText.mebibytes(free)) free"
        return needed.map { " (\(available), \(DecimalText.mebibytes($0)) needed)" } ?? " (\(available))"
    }
}
