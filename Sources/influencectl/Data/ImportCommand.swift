import ArgumentParser
import InfluenceControl
import InfluenceText

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import observations from CSV files and recompute.",
        discussion: """
            A file is taken as a whole or not at all: every problem in it is reported as file:line:column: message, and \
            the exit status is 1. With --partial its good lines are taken. Importing the same again adds nothing; a \
            changed value adds an edition, and of several the one released last is in force. What is to be looked at \
            is reported as file:line: warning: message and keeps nothing out. If the recomputation fails the \
            observations stay, and the exit status is 1.

            With --dry-run everything is checked and computed and nothing is kept; of several files each by itself. \
            With --undo what an import brought is withdrawn, key by key, unless it was replaced since; its number is \
            printed by import and by 'influencectl imports'.

            Examples:
              influencectl import --dry-run trade-2023.csv
              influencectl import --comment "KAZ_BNS, edition of March" trade-2023.csv
              influencectl import --partial --rejects bad.csv trade-2023.csv
              influencectl import --undo 12
              convert-trade | influencectl import -
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("CSV files; '-' is standard input.", valueName: "file"),
        completion: .file(extensions: ["csv"])
    )
    var files: [String] = []

    @Flag(help: "Show what would change, and keep nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Withdraw what this import brought.", valueName: "vintage"))
    var undo: Int64?

    @Option(help: ArgumentHelp("Who does it, beside the user, which is always noted.", valueName: "name"))
    var author: String?

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var comment: String?

    @Flag(help: "Take the good lines of a file that has bad ones.")
    var partial = false

    @Option(
        help: ArgumentHelp("Write the lines that were not taken to this file, where there are any.", valueName: "file"),
        completion: .file()
    )
    var rejects: String?

    func validate() throws {
        if undo != nil, !files.isEmpty { throw ValidationError("'--undo' takes no files.") }
        if undo == nil, files.isEmpty { throw ValidationError("Name a file, or '-' for standard input.") }
        if undo != nil, partial { throw ValidationError("'--partial' goes with files.") }
        if let undo, undo < 1 { throw ValidationError("'--undo' takes the number of an import, from 1.") }
        if rejects != nil, !partial { throw ValidationError("'--rejects' goes with '--partial'.") }
        if rejects != nil, files.count > 1 { throw ValidationError("'--rejects' goes with one file.") }
        if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("Standard input can be read once only.") }
    }

    func run() throws {
        if let undo { return try withdraw(undo) }
        // Read before the daemon is asked: what cannot be read must not leave half of the files imported.
        let inputs = try files.map { name throws(Failure) in try ImportFile(reading: name) }
        let conversation = try global.patientSession.connect()
        var taken: [(name: String, answer: Answer<AdminInterface.ImportObservations.Output>)] = []
        var failure: Failure?
        for input in inputs {
            do {
                let answer = try input.send(
                    over: conversation,
                    .init(name: input.name, partial: partial, dryRun: dryRun, author: author, comment: comment)
                )
                taken.append((input.name, answer))
                input.complain(about: answer.reply)
                if answer.reply.runError != nil { failure = .reported(.refused) }
                if let rejects, let lines = answer.reply.rejects, !lines.isEmpty { try write(lines, to: rejects) }
            } catch .refused(let error) where error.name == AdminInterface.InvalidObservations.name {
                input.complain(about: error)
                failure = .reported(.refused)
            } catch {
                failure = error
                break
            }
        }
        if !taken.isEmpty { try global.print(ImportReport(files: taken)) }
        if let failure { throw failure }
    }

    private func withdraw(_ vintage: Int64) throws {
        let answer = try global.patientSession.call(
            AdminInterface.UndoImport.self,
            .init(vintage: vintage, dryRun: dryRun, author: author, comment: comment)
        )
        try global.print(UndoReport(answer: answer))
        guard let error = answer.reply.runError else { return }
        let what = dryRun ? "what would be cannot be scored" : "withdrawn, but the recomputation failed"
        Output.complain("influencectl: \(what): \(printable(error))")
        throw Failure.reported(.refused)
    }
}

/// What became of each imported file.
struct ImportReport: Report {
    /// The files that were taken, as they were named, with the daemon's reply.
    let files: [(name: String, answer: Answer<AdminInterface.ImportObservations.Output>)]

    /// The reply; of several files an array of the replies, each with its `file`.
    var document: JSONValue {
        if files.count == 1, let file = files.first { return file.answer.document }
        return .array(
            files.map { file in
                .object(
                    JSONObject(
                        [.init(name: "file", value: .string(file.name))]
                            + (file.answer.document.objectValue?.members ?? [])
                    )
                )
            }
        )
    }

    func csv() -> CSV {
        let fields: [AdminInterface.ImportObservations.Output.Field] = [
            .added, .revised, .unchanged, .rejected, .recordedAt,
        ]
        let later: [AdminInterface.ImportObservations.Output.Field] = [.run, .runError]
        var csv = CSV(header: ["file"] + (fields + later).map(\.rawValue))
        for file in files {
            let reply = file.answer.reply
            csv.add([.string(file.name)] + fields.map { reply[$0] } + [(reply.run?.run).json, reply.runError.json])
        }
        return csv
    }

    func table(_ page: Page) -> String {
        files.map { file in
            let reply = file.answer.reply
            var counts = [
                "\(reply.added) added", "\(reply.revised) revised", "\(reply.unchanged) unchanged",
                "\(reply.rejected) rejected",
            ]
            if reply.annotated > 0 { counts.append("\(reply.annotated) annotated") }
            if reply.warningCount > 0 { counts.append(counted(reply.warningCount, "warning")) }
            let number = reply.vintage.map { " (import \($0))" } ?? ""
            return "\(printable(file.name)): " + counts.joined(separator: ", ") + number + "\n"
                + (reply.run.map { "  " + sentence(ofRun: $0) + "\n" } ?? "")
                + (reply.dryRun ? EffectTable(reply.effect).text(page) : "")
                + UndefinedNotes(reply.undefined, count: reply.undefinedCount)
                .text(page, reply.dryRun ? "then " : "since this import ", indent: 2)
        }.joined()
    }
}

/// What was withdrawn of an import.
struct UndoReport: ReplyReport {
    let answer: Answer<AdminInterface.UndoImport.Output>

    func table(_ page: Page) -> String {
        let counts = [
            (reply.withdrawn, "withdrawn"), (reply.restored, "with the edition before"),
            (reply.reinstated, "there again"),
            (reply.annotated, "with the texts before"),
        ].filter { $0.0 > 0 }.map { count, words in "\(count) \(words)" }
        let number = reply.vintage.map { " (import \($0))" } ?? ""
        // What is in force may stay as it is: an edition that never was, or that was replaced, is withdrawn all the same.
        let unseen =
            reply.vintage == nil && !reply.dryRun ? "nothing to withdraw" : "withdrawn; nothing in force has changed"
        let what = counts.isEmpty ? unseen : counts.joined(separator: ", ")
        return "import \(reply.undoes.shown): \(what)\(number)\n" + replaced
            + (reply.run.map { "  " + sentence(ofRun: $0) + "\n" } ?? "")
            + (reply.dryRun ? EffectTable(reply.effect).text(page) : "")
            + UndefinedNotes(reply.undefined, count: reply.undefinedCount)
            .text(page, reply.dryRun ? "then " : "since then ", indent: 2)
    }

    private var replaced: String {
        let count = reply.replaced
        guard count > 0 else { return "" }
        let keys = reply.replacements
        let lines = keys.map { key in
            let parts = [key.indicator, key.power ?? "", key.country ?? "", key.reporter, key.period]
            return "    \(printable(parts.filter { !$0.isEmpty }.joined(separator: " ")))\n"
        }
        let more = count > keys.count ? "    and \(count - Int64(keys.count)) more\n" : ""
        return "  replaced since, and left as \(count == 1 ? "it is" : "they are"): \(count)\n" + lines.joined() + more
    }
}
