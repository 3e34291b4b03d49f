import Glibc
import InfluenceControl
import InfluenceMethods
import InfluenceStore

/// Looks at where the daemon is to write, without writing.
enum Place {
    enum Finding: Equatable {
        case wrong(String)
        /// It depends on who runs the daemon.
        case doubtful(String)
    }

    /// The folder of the database, which the daemon makes where only it is missing.
    static func ofState(_ path: String) -> Finding? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { return .wrong("\(path) cannot be used: \(text(errno))") }
            if let dangling = danglingLink(path) { return dangling }
            return ofFolder(parent(of: path), for: "\(path) cannot be made: ")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return .wrong("\(path) is a file; 'state' names the folder that the database is in")
        }
        return writability(path, status)
    }

    /// What a start would make of the database in that folder, and of what lies beside it.
    static func ofDatabase(_ path: String) -> Finding? {
        for suffix in ["", "-wal", "-journal", "-reserve"] where access(path + suffix, R_OK) != 0 && errno == EACCES {
            return .doubtful("\(path)\(suffix) is not readable for whoever checks this; check as the daemon's user")
        }
        return Store.refusal(opening: path).map { .wrong($0.description) }
    }

    /// A folder that has to be there.
    static func ofFolder(_ path: String, for purpose: String = "") -> Finding? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let isMissing = errno == ENOENT
            return .wrong(purpose + (isMissing ? "there is no folder \(path)" : "\(path): \(text(errno))"))
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return .wrong("\(purpose)\(path) is no folder") }
        return writability(path, status, for: purpose)
    }

    static func ofSocket(_ path: String) -> Finding? {
        guard path.utf8.count <= UnixAddress.maximumPathLength else {
            return .wrong(
                "\(path) has \(path.utf8.count) bytes; the path of a socket has at most \(UnixAddress.maximumPathLength)"
            )
        }
        var status = stat()
        if let dangling = danglingLink(path) { return dangling }
        if stat(path, &status) == 0 {
            let kind = status.st_mode & S_IFMT
            // Whoever listens on it is another matter: it may be the daemon itself.
            guard kind == S_IFSOCK else {
                return .wrong("\(path) is a \(kind == S_IFDIR ? "folder" : "file"); 'socket' names a path of its own")
            }
        }
        return ofFolder(parent(of: path), for: "no socket can be made: ")
    }

    /// Nothing can be made under a name that a link to nowhere has.
    private static func danglingLink(_ path: String) -> Finding? {
        var (link, target) = (stat(), stat())
        guard lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFLNK, stat(path, &target) != 0 else { return nil }
        return .wrong("\(path) is a link to what is not there; is its disk mounted?")
    }

    private static func writability(_ path: String, _ status: stat, for purpose: String = "") -> Finding? {
        if let kind = FileSystemKind(of: status), kind.takesNoFiles {
            return .wrong(
                "\(purpose)\(path) is in a file system of the kernel's (\(kind.name)), where no file can be made"
            )
        }
        if access(path, W_OK | X_OK) == 0 { return nil }
        let code = errno
        let owner = Users.name(of: status.st_uid) ?? "\(status.st_uid)"
        guard code == EACCES, status.st_uid != geteuid() else {
            return .wrong("\(path) cannot be written: \(text(code))")
        }
        return .doubtful("\(path) is not writable for whoever checks this; it belongs to \(owner)")
    }

    private static func parent(of path: String) -> String {
        let whole = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path[...]
        guard let slash = whole.lastIndex(of: "/") else { return "." }
        return slash == whole.startIndex ? "/" : String(whole[..<slash])
    }

    private static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
