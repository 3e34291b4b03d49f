import Glibc
import InfluenceControl

/// Why nobody could be reached at `socket`, and what an administrator would do about it.
func diagnosis(of error: ClientError, socket: String) -> String {
    let other = "or name another socket with --socket or INFLUENCED_SOCKET"
    switch error {
    case .noSocket:
        return "no daemon at \(socket): there is no such socket\n"
            + "Start it with 'systemctl start influenced', \(other)."
    case .notListening:
        return "no daemon at \(socket): connection refused, nobody listens there any more\n"
            + "Start it with 'systemctl start influenced', \(other)."
    case .permissionDenied:
        return "no way to the daemon at \(socket): permission denied\n" + advice(forSocket: socket)
    default:
        return "no daemon at \(socket): \(error)\nCheck the path, \(other)."
    }
}

private func advice(forSocket socket: String) -> String {
    guard let way = way(to: socket) else {
        return "Use root, or an account of the group that owns the socket."
    }
    guard let group = way.group else {
        return
            "It is for \(way.owner) alone: use that account, or root. 'control: {group: influenced}' in the daemon's "
            + "configuration lets the members of a group ask."
    }
    return
        "It is for \(way.owner) and the group '\(group)': join it with 'usermod -aG \(group) \"$USER\"' as root and "
        + "log in again."
}

/// Who gets to the socket, or through the directory that hides it.
private struct Way {
    let owner: String
    /// `nil` where membership helps nobody, or helps to far more than this: nobody is to join root's group for a socket.
    let group: String?
}

private func way(to socket: String) -> Way? {
    let directory = socket.lastIndex(of: "/").map { $0 == socket.startIndex ? "/" : String(socket[..<$0]) } ?? "."
    for (path, needed) in [(socket, S_IRGRP | S_IWGRP), (directory, S_IXGRP)] {
        var status = stat()
        guard stat(path, &status) == 0 else { continue }
        let owner = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) } ?? "user \(status.st_uid)"
        let isOpen = status.st_mode & needed == needed && status.st_gid != 0
        let group = getgrgid(status.st_gid).map { String(cString: $0.pointee.gr_name) }
        return Way(owner: owner, group: isOpen ? group : nil)
    }
    return nil
}
