import ArgumentParser
import InfluenceControl

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import observations from CSV files and recompute.",
        discussion: """
            A file is taken as a whole or not at all: every problem in it is reported as file:line:column: message, and \
            the exit status is 1. With --partial its good lines are taken. Importing the same again adds nothing; a \
            changed value adds a vintage.

            Examples:
              influencectl import trade-2023.csv
              influencectl import --partial --rejects bad.csv trade-2023.csv
              convert-trade | influencectl import -
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("CSV files; '-' is standard input.", valueName: "file"),
        completion: .file(extensions: ["csv"])
    )
    var files: [String]

    @Flag(help: "Take the good lines of a file that has bad ones.")
    var partial = false

    @Option(
        help: ArgumentHelp("Write the lines that were not taken to this file, where there are any.", valueName: "file"),
        completion: .file()
    )
    var rejects: String?

    func validate() throws {
        if rejects != nil, !partial { throw ValidationError("'--rejects' goes with '--partial'.") }
        if rejects != nil, files.count > 1 { throw ValidationError("'--rejects' goes with one file.") }
        if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("Standard input can be read once only.") }
    }

    func run() throws {
        // Read before the daemon is asked: what cannot be read must not leave half of the files imported.
        let inputs = try files.map { name throws(Failure) in try ImportFile(reading: name) }
        let conversation = try global.patientSession.connect()
        var taken: [(name: String, reply: JSONValue)] = []
        var failure: Failure?
        for input in inputs {
            do {
                let reply = try input.send(over: conversation, partial: partial)
                taken.append((input.name, reply))
                input.complain(about: reply)
                if let rejects, let lines = reply["rejects"].stringValue, !lines.isEmpty {
                    try write(lines, to: rejects)
                }
            } catch .refused(let error) where error.name == "org.influenced.Admin.InvalidObservations" {
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
}
