import Glibc
import InfluenceControl

/// A file of observations on its way to the daemon.
struct ImportFile {
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

    /// Sends the file, in pieces where it is too long for one message.
    func send(over conversation: Conversation, partial: Bool) throws(Failure) -> JSONValue {
        let pieces = messagePieces(of: bytes)
        var parameters: JSONObject = ["name": .string(name), "partial": .bool(partial)]
        if pieces.count <= 1 {
            parameters["text"] = .string(String(decoding: bytes, as: UTF8.self))
        } else {
            var upload = JSONValue.null
            for piece in pieces {
                let text = String(decoding: bytes[piece], as: UTF8.self)
                upload = try conversation.call(.admin("Upload"), ["upload": upload, "text": .string(text)])["upload"]
            }
            parameters["upload"] = upload
        }
        return try conversation.call(.admin("ImportObservations"), parameters)
    }

    /// Reports what is wrong with a file that was refused.
    func complain(about refusal: VarlinkError) {
        let parameters = JSONValue.object(refusal.parameters)
        let problems = parameters["problems"].elements
        let total = parameters["total"].integerValue ?? Int64(problems.count)
        let more = total > problems.count ? " (the first \(problems.count) are shown)" : ""
        Output.complain(
            lines(problems) + "influencectl: \(name): \(counted(total, "problem"))\(more); nothing was imported from it"
        )
    }

    /// Reports what was not taken of a file that was imported, and a recomputation that failed.
    func complain(about reply: JSONValue) {
        var text = lines(reply["problems"].elements)
        if let error = reply["run_error"].stringValue {
            text += "influencectl: \(name): imported, but the recomputation failed: \(printable(error))\n"
        }
        if !text.isEmpty { Output.complain(text) }
    }

    /// `file:line:column: message`, a line each.
    private func lines(_ problems: [JSONValue]) -> String {
        problems.map { "\(name):\($0["line"].shown):\($0["column"].shown): \($0["reason"].shown)\n" }.joined()
    }

    private static func contents(of path: String) throws(Failure) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotRead(file: path, reason: systemMessage(errno)) }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes += chunk[..<count]
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
