import InfluenceBytes

/// The compiled time-zone database of the system.
///
/// Read directly rather than through Foundation's TimeZone, which needs ICU for every named zone.
package struct ZoneDatabase: Hashable, Sendable {
    let directory: String

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
        switch BoundedFile.read(path, limit: ZoneFile.maximumSize) {
        case .success(let contents): bytes = contents
        case .failure(.tooLarge): throw .unreadable(path: path, reason: "it is larger than a zone can be")
        case .failure(let problem):
            // A folder is no zone: `Europe`.
            if problem.isMissing || problem == .notRegular { throw .unknown(name, directory: directory) }
            throw .unreadable(path: path, reason: problem.reason)
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
