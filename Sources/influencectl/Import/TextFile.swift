import Glibc
import InfluenceControl

/// A file of UTF-8 text that goes to the daemon.
struct TextFile {
    /// As the user named it, which is how problems name it.
    let name: String
    let bytes: [UInt8]

    /// - Parameter path: `-` is standard input.
    init(reading path: String) throws(Failure) {
        name = path == "-" ? "stdin" : path
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
    func complain(about errors: [String]) {
        Output.complain(
            errors.map { $0.shown + "\n" }.joined()
                + "influencectl: \(name): \(counted(Int64(errors.count), "error")); nothing was replayed"
        )
    }

    /// As much as the daemon takes of one file, unless it is told otherwise.
    private static let streamLimit = 256 << 20

    private static func contents(of path: String) throws(Failure) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotRead(file: path, reason: systemMessage(errno)) }
        defer { if path != "-" { close(descriptor) } }
        var status = stat()
        // The size of a file is known to whoever names it; a pipe or a device may never end.
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes += chunk[..<count]
                if !isFile, bytes.count > streamLimit { throw .endless(file: path, limit: streamLimit) }
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw .cannotRead(file: path, reason: systemMessage(errno))
            }
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
