import InfluenceControl

/// A file of observations on its way to the daemon.
struct ImportFile {
    private let file: TextFile

    var name: String { file.name }

    /// - Parameter path: `-` is standard input.
    init(reading path: String) throws(Failure) {
        file = try TextFile(reading: path)
    }

    /// Sends the file, in pieces where it is too long for one message.
    func send(over conversation: Conversation, partial: Bool) throws(Failure) -> JSONValue {
        let bytes = file.bytes
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
}
