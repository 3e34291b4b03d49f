import InfluenceControl
import InfluenceText

/// A file of observations on its way to the daemon.
struct ImportFile {
    private let file: OutgoingFile

    var name: String { file.name }

    /// - Parameter path: `-` is standard input.
    init(reading path: String) throws(Failure) {
        file = try OutgoingFile(reading: path)
    }

    /// Sends the file, in pieces where it is too long for one message.
    /// - Parameter facts: what else is said about the import.
    func send(
        over conversation: Conversation,
        _ facts: AdminInterface.ImportObservations.Input
    ) throws(Failure) -> Answer<AdminInterface.ImportObservations.Output> {
        let bytes = file.bytes
        let pieces = messagePieces(of: bytes)
        var input = facts
        if pieces.count <= 1 {
            input.text = String(decoding: bytes, as: UTF8.self)
        } else {
            for piece in pieces {
                input.upload = try conversation.call(
                    AdminInterface.Upload.self,
                    .init(upload: input.upload, text: String(decoding: bytes[piece], as: UTF8.self))
                ).reply.upload
            }
        }
        return try conversation.call(AdminInterface.ImportObservations.self, input)
    }

    /// Reports what is wrong with a file that was refused.
    func complain(about refusal: VarlinkError) {
        guard let invalid = AdminInterface.InvalidObservations(refusal) else {
            return Output.complain("influencectl: \(name): \(sentence(for: refusal))")
        }
        let shown = invalid.problems.count
        let more = invalid.total > shown ? " (the first \(shown) are shown)" : ""
        Output.complain(
            lines(invalid.problems)
                + "influencectl: \(name): \(counted(invalid.total, "problem"))\(more); nothing was imported from it"
        )
    }

    /// Reports what was not taken of a file that was imported, what is to be looked at, and a recomputation that failed.
    func complain(about reply: AdminInterface.ImportObservations.Output) {
        var text = lines(reply.problems) + warnings(reply)
        if let error = reply.runError {
            let what = reply.dryRun ? "what would be cannot be scored" : "imported, but the recomputation failed"
            text += "influencectl: \(name): \(what): \(printable(error))\n"
        }
        if !text.isEmpty { Output.complain(text) }
    }

    /// `file:line: warning: message`, a line for those of one cause.
    private func warnings(_ reply: AdminInterface.ImportObservations.Output) -> String {
        var shown: Int64 = 0
        var text = ""
        for group in reply.warnings {
            let (sum, overflow) = shown.addingReportingOverflow(group.count)
            shown = overflow ? .max : sum
            let places = group.lines.map(\.shown)
            let others = places.dropFirst().joined(separator: ", ")
            let more = group.count > places.count && !places.isEmpty ? ", ..." : ""
            let times =
                group.count > 1
                ? " (\(group.count) times" + (others.isEmpty ? "" : "; also line \(others)\(more)") + ")" : ""
            let place = places.first.map { "\(name):\($0)" } ?? name
            text += "\(place): warning: \(group.message.shown)\(times)\n"
        }
        if reply.warningCount > shown {
            text += "\(name): warning: and \(reply.warningCount - shown) of other causes\n"
        }
        return text
    }

    /// `file:line:column: message`, a line each.
    private func lines(_ problems: [AdminInterface.Problem]) -> String {
        problems.map { "\(name):\($0.line):\($0.column): \($0.reason.shown)\n" }.joined()
    }
}
