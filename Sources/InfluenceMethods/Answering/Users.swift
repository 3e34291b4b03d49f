import Glibc
package import InfluenceModel
package import InfluenceServer

/// The system's users.
package enum Users {
    /// Who is at the other end of a connection.
    package static func author(_ peer: Peer) -> Author {
        Author(user: peer.user, name: name(of: peer.user) ?? "\(peer.user)")
    }

    /// - Returns: `nil` where no user has that number.
    package static func name(of user: UInt32) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let text = entry.pw_name
        else { return nil }
        return String(cString: text)
    }
}
