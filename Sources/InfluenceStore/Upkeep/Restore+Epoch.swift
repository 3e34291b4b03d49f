import Glibc

/// In which epoch of a database something was answered, whoever asked may have written down: what a restore begins is none of
/// those, though the backup knows nothing of them.
extension Restore {
    /// What the names of files that were put aside go on with.
    static let aside = ".before-restore-"

    /// The latest epoch of the database of that name, and of those that were put aside for others; 0 where none can be read.
    static func latestEpoch(at path: String) -> Int64 {
        let prefix = SystemCalls.name(of: path) + aside
        let folder = SystemCalls.directory(of: path)
        let others = names(in: folder).filter { $0.hasPrefix(prefix) }.map { folder + "/" + $0 }
        return ([path] + others).compactMap(epoch).max() ?? 0
    }

    /// Of the file and its log; `nil` where it is no database, or one of a format without epochs.
    private static func epoch(of path: String) -> Int64? {
        guard let header = try? SystemCalls.head(path, 100), header.count == 100, Probe.isOurs(header),
            let own = try? Probe.identity(path)
        else { return nil }
        let pageSize = max(512, Probe.pageSize(header))
        let log = try? LogInspection(
            path + "-wal",
            own,
            pageSize: pageSize,
            known: SystemCalls.bytes(of: path) / pageSize
        )
        guard let last = log?.last, last.identity == own.identity.identity else { return own.identity.epoch }
        return max(own.identity.epoch, last.epoch)
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }
}
