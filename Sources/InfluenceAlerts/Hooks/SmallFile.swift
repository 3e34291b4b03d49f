import Glibc
import InfluenceBytes

/// A file of one line, such as a token.
enum SmallFile {
    /// Longer than any secret.
    private static let limit = 65_536

    /// Without the line break at its end.
    static func read(_ path: String) -> Result<String, Credential.Problem> {
        var text: ArraySlice<UInt8>
        switch BoundedFile.read(path, limit: limit) {
        case .success(let bytes): text = bytes[...]
        case .failure(let problem): return .failure(Credential.Problem(reason: problem.reason))
        }
        while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { text.removeLast() }
        // A line break within would begin another header.
        guard !text.contains(where: { $0 < 0x20 }) else {
            return .failure(Credential.Problem(reason: "it has more than one line, or a control character"))
        }
        return .success(String(decoding: text, as: UTF8.self))
    }
}
