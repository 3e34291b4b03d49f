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
    /// - Parameter facts: what else is said about the import.
    func send(
        over conversation: Conversation,
        partial: Bool,
        about facts: JSONObject
    ) throws(Failure) -> JSONValue {
        let bytes = file.bytes
        let pieces = messagePieces(of: bytes)
        var parameters = facts
        parameters["name"] = .string(name)
        parameters["partial"] = .bool(partial)
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

    /// Reports what was not taken of a file that was imported, what is to be looked at, and a recomputation that failed.
    func complain(about reply: JSONValue) {
        var text = lines(reply["problems"].elements) + warnings(reply)
        if let error = reply["run_error"].stringValue {
            let what =
                reply["dry_run"].boolValue == true
                ? "what would be cannot be scored" : "imported, but the recomputation failed"
            text += "influencectl: \(name): \(what): \(printable(error))\n"
        }
        if !text.isEmpty { Output.complain(text) }
    }

    /// `file:line: warning: message`, a line for those of one cause.
    private func warnings(_ reply: JSONValue) -> String {
        let groups = reply["warnings"].elements
        var shown: Int64 = 0
        var text = ""
        for group in groups {
            let count = group["count"].integerValue ?? 1
            shown += count
            let places = group["lines"].elements.map(\.shown)
            let others = places.dropFirst().joined(separator: ", ")
            let more = count > places.count && !places.isEmpty ? ", ..." : ""
            let times =
                count > 1 ? " (\(count) times" + (others.isEmpty ? "" : "; also line \(others)\(more)") + ")" : ""
            let place = places.first.map { "\(name):\($0)" } ?? name
            text += "\(place): warning: \(group["message"].shown)\(times)\n"
        }
        let all = reply["warning_count"].integerValue ?? shown
        if all > shown { text += "\(name): warning: and \(all - shown) of other causes\n" }
        return text
    }

    /// `file:line:column: message`, a line each.
    private func lines(_ problems: [JSONValue]) -> String {
        problems.map { "\(name):\($0["line"].shown):\($0["column"].shown): \($0["reason"].shown)\n" }.joined()
    }
}
