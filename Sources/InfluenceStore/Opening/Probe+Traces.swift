/// What the names of copies go on with that are left beside a database.
enum FileBeside {
    /// A database that a restore put aside, then its time.
    static let beforeRestore = ".before-restore-"
    /// What a stop kept of a database that was taken away, then its last transaction.
    static let kept = ".kept-"
    /// After the name of a restore's draft: a copy of the database before, while that is read.
    static let replaced = "-before"

    /// Those of a database, in the order of their names.
    static func all(_ mark: String, of path: String) -> [String] {
        let folder = SystemCalls.directory(of: path)
        let beginning = SystemCalls.name(of: path) + mark
        return SystemCalls.names(in: folder).filter { $0.hasPrefix(beginning) }.sorted().map { folder + "/" + $0 }
    }
}

extension Probe {
    /// What a database leaves behind beside nothing: whoever took it away has not begun a new one.
    static func checkNoTrace(_ path: String) throws(StoreError) {
        let copies = [FileBeside.kept, FileBeside.beforeRestore].flatMap { FileBeside.all($0, of: path) }
        // A reserve without a byte is one of a first start that was interrupted.
        let own = ["-restore", "-reserve"].map { path + $0 }.filter { SystemCalls.bytes(of: $0) > 0 }
        if let trace = (copies + own).first { throw .databaseGone(path: path, trace: trace) }
    }

    /// The highest epoch that is known of what stands under a name, its log included, and of what was put aside there before;
    /// 0 where nothing does, or it cannot be read.
    static func epoch(_ path: String) -> Int64 {
        let epochs = ([path] + FileBeside.all(FileBeside.beforeRestore, of: path)).flatMap { file -> [Int64] in
            guard SystemCalls.isRegularFile(file), let own = try? identity(file) else { return [] }
            return [own.identity.epoch] + [lastOfLog(file, own)?.epoch].compactMap(\.self)
        }
        return (epochs + [CommitNote.read(beside: path)?.epoch ?? 0]).max() ?? 0
    }

    /// The last transaction of a database's own log; `nil` where there is none.
    private static func lastOfLog(_ file: String, _ own: StoredIdentity) -> StoreIdentity? {
        guard let header = try? SystemCalls.head(file, 100), header.count == 100 else { return nil }
        let pageSize = max(512, pageSize(header))
        let log = try? LogInspection(
            file + "-wal",
            own,
            pageSize: pageSize,
            known: SystemCalls.bytes(of: file) / pageSize
        )
        return log?.last.flatMap { $0.identity == own.identity.identity ? $0 : nil }
    }
}
