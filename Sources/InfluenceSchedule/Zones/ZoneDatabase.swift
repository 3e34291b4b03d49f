import Glibc

/// The compiled time-zone database of the system.
///
/// Read directly rather than through Foundation's TimeZone, which needs ICU for every named zone.
package struct ZoneDatabase: Hashable, Sendable {
    let directory: String

    package init(directory: String) {
        self.directory = directory
    }

    package static let system = ZoneDatabase(directory: "/usr/share/zoneinfo")

    /// The rules of `Europe/Berlin` and the like. `UTC` is known even where no database is installed.
    func zone(named name: String) throws(ZoneError) -> Zone {
        if name == "UTC" { return .utc }
        // No dots: a name cannot lead out of the directory.
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = name.utf8.count <= 255 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(Self.isPlain) }
        guard isPlain else { throw .notName(name) }
        let path = "\(directory)/\(name)"
        let bytes: [UInt8]
        switch Self.contents(of: path) {
        case .success(let contents): bytes = contents
        case .failure(.missing): throw .unknown(name, directory: directory)
        case .failure(.unreadable(let reason)): throw .unreadable(path: path, reason: reason)
        }
        do throws(ZoneFile.Problem) {
            return try ZoneFile.zone(from: bytes)
        } catch .notZoneFile {
            throw .unknown(name, directory: directory)
        } catch {
            throw .unreadable(path: path, reason: error.description)
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"):
            true
        default: false
        }
    }

    private enum Failure: Error {
        case missing
        case unreadable(String)
    }

    private static func contents(of path: String) -> Result<[UInt8], Failure> {
        // O_NONBLOCK: a pipe in the place of a file must not hold up the daemon.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            let code = errno
            return .failure(code == ENOENT || code == ENOTDIR ? .missing : .unreadable(String(cString: strerror(code))))
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .failure(.missing) }
        var bytes = [UInt8](repeating: 0, count: ZoneFile.maximumSize + 1)
        var count = 0
        while count < bytes.count {
            let result = bytes.withUnsafeMutableBytes { buffer in
                read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            }
            if result < 0, errno == EINTR { continue }
            guard result >= 0 else { return .failure(.unreadable(String(cString: strerror(errno)))) }
            if result == 0 { break }
            count += result
        }
        guard count <= ZoneFile.maximumSize else { return .failure(.unreadable("it is larger than a zone can be")) }
        return .success(Array(bytes.prefix(count)))
    }
}

/// Why a time zone cannot be used.
package enum ZoneError: Error, Hashable, Sendable {
    /// It has characters that no zone name has.
    case notName(String)
    case unknown(String, directory: String)
    case unreadable(path: String, reason: String)
}

extension ZoneError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notName(let name):
            "\"\(name)\" is not a time zone; write a name like Asia/Almaty, or UTC"
        case .unknown(let name, let directory):
            "there is no time zone \"\(name)\" in \(directory); write a name like Asia/Almaty (upper and lower case"
                + " matter), or UTC"
        case .unreadable(let path, let reason):
            "the time zone \(path) cannot be used: \(reason)"
        }
    }
}
