import Glibc
import InfluenceBytes
import InfluenceControl
import InfluenceText

/// A file of UTF-8 text that goes to the daemon.
struct OutgoingFile {
    /// As the user named it, which is how problems name it.
    let name: String
    let bytes: [UInt8]
    /// Whether it is a file, and not what stands on standard input.
    private let isNamed: Bool

    /// - Parameter path: `-` is standard input.
    init(reading path: String) throws(Failure) {
        isNamed = path != "-"
        name = isNamed ? path : "stdin"
        bytes = try Self.contents(of: path)
        if let place = invalidUTF8(in: bytes) {
            throw .notText(file: name, line: place.line, column: place.column)
        }
    }

    /// The text, where it fits into one message.
    var message: String {
        get throws(Failure) {
            guard messagePieces(of: bytes).count <= 1 else { throw .tooLong(file: name) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Reports the errors that the daemon found in it, a line each.
    /// - Parameter sent: what the daemon, which knows no name of it, calls it before their places.
    func complain(about errors: [String], sentAs sent: String) {
        let lines = errors.map { isNamed && $0.hasPrefix(sent + ":") ? name + $0.dropFirst(sent.count) : $0 }
        Output.complain(
            lines.map { $0.shown + "\n" }.joined()
                + "influencectl: \(name): \(counted(Int64(errors.count), "error")); nothing was replayed"
        )
    }

    /// As much as the daemon takes of one file, unless it is told otherwise.
    private static let streamLimit = 256 << 20

    private static func contents(of path: String) throws(Failure) -> [UInt8] {
        switch BoundedFile.read(stream: path == "-" ? nil : path, limit: streamLimit) {
        case .success(let bytes): return bytes
        case .failure(.tooLarge): throw .endless(file: path, limit: streamLimit)
        case .failure(let problem): throw .cannotRead(file: path, reason: problem.reason)
        }
    }
}

/// Writes a file anew.
func write(_ text: String, to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotWrite(file: path, reason: systemMessage(errno)) }
    var code = Output.write(Array(text.utf8), to: descriptor)
    // Some file systems tell only here that there was no room.
    if close(descriptor) != 0, code == 0 { code = errno }
    if code != 0 { throw .cannotWrite(file: path, reason: systemMessage(code)) }
}
