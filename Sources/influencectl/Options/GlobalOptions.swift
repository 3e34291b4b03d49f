import ArgumentParser
import InfluenceControl

/// What every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The daemon's socket (default: $INFLUENCED_SOCKET, or \(ControlSocket.usualPath)).",
            valueName: "path"
        ),
        completion: .file()
    )
    var socket: String?

    @Option(
        help: ArgumentHelp(
            "How to print: 'table' for people, 'json' for the daemon's document, 'csv' for spreadsheets.",
            valueName: "table|json|csv"
        )
    )
    var format: Format = .table

    @Flag(
        help: ArgumentHelp(
            "With --format csv: every text as it is. Without it texts that a spreadsheet would take for formulas begin with "
                + "an apostrophe, and control characters are replaced."
        )
    )
    var csvRaw = false

    @Option(
        help: ArgumentHelp(
            "How long to wait for each answer; 0 waits for ever (default: \(Session.usualTimeout), or "
                + "\(Session.patientTimeout) for commands that compute or change much).",
            valueName: "seconds"
        )
    )
    var timeout: Double?

    func validate() throws {
        if let timeout, !(0...1_000_000).contains(timeout) {
            throw ValidationError("'--timeout' takes seconds from 0 to 1000000.")
        }
        if csvRaw, format != .csv { throw ValidationError("'--csv-raw' goes with '--format csv'.") }
        if socket?.isEmpty == true { throw ValidationError("'--socket' takes the path of a socket.") }
    }

    var csvReader: CSV.Reader { csvRaw ? .program : .anybody }

    /// For questions.
    var session: Session { .usual(socket: socket, timeout: timeout) }
    /// For commands that may take the daemon long.
    var patientSession: Session { .usual(socket: socket, timeout: timeout ?? Double(Session.patientTimeout)) }

    func print(_ report: some Report) throws(Failure) {
        try Output.write(report, as: format, for: csvReader)
    }
}

extension Format: ExpressibleByArgument {}
