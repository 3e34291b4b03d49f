import Glibc

/// Where backups may be written: in the database's folder, in the folders that the configuration names, and below them.
///
/// The daemon writes with its own rights, which may be root's, on behalf of whoever may call Admin: without a list that
/// would be anywhere.
package struct BackupFolders: Sendable {
    private let folders: [String]

    /// - Parameter folders: absolute paths.
    package init(folders: [String]) {
        self.folders = folders
    }

    /// - Returns: why `path` is no place for a backup; `nil` if it is one.
    func refusal(of path: String) -> String? {
        guard path.hasPrefix("/") else { return "it is not an absolute path" }
        guard !path.utf8.contains(0), let slash = path.lastIndex(of: "/"), path.index(after: slash) < path.endIndex
        else {
            return "it is not the path of a file"
        }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        // Links lead where they lead, not where they say.
        guard let real = Self.real(folder) else { return "there is no folder \(folder)" }
        let allowed = folders.compactMap { Self.real($0) }
        if allowed.contains(where: { real == $0 || $0 == "/" || real.hasPrefix($0 + "/") }) { return nil }
        return
            "backups go below \(folders.joined(separator: ", ")) only; 'backup_folders' in the configuration names others"
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
