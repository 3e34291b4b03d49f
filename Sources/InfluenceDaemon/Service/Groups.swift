import Glibc

/// The system's groups.
enum Groups {
    /// - Throws: ``StartError/unknownGroup(_:)``
    static func number(of name: String) throws(StartError) -> UInt32 {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: 65_536)
        let status = getgrnam_r(name, &entry, &buffer, buffer.count, &found)
        guard status == 0, found != nil else { throw .unknownGroup(name) }
        return entry.gr_gid
    }
}
