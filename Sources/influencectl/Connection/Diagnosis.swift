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
    guard let group = owningGroup(of: socket) else {
        return "Use root, or an account of the group that owns the socket."
    }
    return
        "It is for root and the group '\(group)': join it with 'usermod -aG \(group) \"$USER\"' as root and log in again."
}

/// The name of the group that owns the socket, or the directory that hides it.
private func owningGroup(of socket: String) -> String? {
    let directory = socket.lastIndex(of: "/").map { String(socket[..<$0]) } ?? "."
    for path in [socket, directory] {
        var status = stat()
        guard stat(path, &status) == 0 else { continue }
        guard let group = getgrgid(status.st_gid) else { return "\(status.st_gid)" }
        return String(cString: group.pointee.gr_name)
    }
    return nil
}
