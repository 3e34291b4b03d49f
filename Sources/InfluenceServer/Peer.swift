import Glibc

/// The process at the other end of a connection, as the kernel vouches for it (SO_PEERCRED, SO_PEERGROUPS): what it
/// was when it connected.
package struct Peer: Sendable, Hashable {
    package let user: UInt32
    package let group: UInt32
    /// 0 where the process is not visible from here.
    package let process: Int32
    /// The supplementary groups.
    package let groups: [UInt32]

    package init(user: UInt32, group: UInt32, process: Int32, groups: [UInt32] = []) {
        self.user = user
        self.group = group
        self.process = process
        self.groups = groups
    }

    package var isRoot: Bool { user == 0 }

    package func isMember(ofGroup group: UInt32) -> Bool {
        self.group == group || groups.contains(group)
    }

    /// The peer of a connected Unix socket; `nil` where the kernel does not say.
    init?(ofSocket descriptor: Int32) {
        // `struct ucred`, which the Glibc module does not show: process, user, group, 32 bits each.
        var credentials: [UInt32] = [0, 0, 0]
        var size = socklen_t(credentials.count * MemoryLayout<UInt32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return nil }
        self.init(
            user: credentials[1],
            group: credentials[2],
            process: Int32(bitPattern: credentials[0]),
            groups: Self.supplementaryGroups(ofSocket: descriptor)
        )
    }

    private static func supplementaryGroups(ofSocket descriptor: Int32) -> [UInt32] {
        var groups = [gid_t](repeating: 0, count: 64)
        for _ in 0..<2 {
            let itemSize = MemoryLayout<gid_t>.size
            var size = socklen_t(groups.count * itemSize)
            if getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, &groups, &size) == 0 {
                return Array(groups.prefix(Int(size) / itemSize))
            }
            // Too little room: the kernel has said how much it wants.
            guard errno == ERANGE, size <= 65_536 * socklen_t(itemSize) else { return [] }
            groups = [gid_t](repeating: 0, count: Int(size) / itemSize)
        }
        return []
    }
}

extension Peer: CustomStringConvertible {
    package var description: String { "user \(user), process \(process)" }
}
