import ArgumentParser

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show health, runs, store and feeds.",
        discussion: """
            With --check one line for a monitoring system, and its exit status: 0 healthy, 1 degraded, 3 unreachable \
            (2 is kept for critical alerts).
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Flag(help: "Print one line, and tell the health by the exit status.")
    var check = false

    func run() throws {
        try Self.answer(check: check, session: global.session, format: global.format)
    }

    static func answer(check: Bool, session: Session, format: Format) throws(Failure) {
        guard check else {
            return try Output.write(StatusReport(document: try session.call(.index("GetStatus"))), as: format)
        }
        let result: (line: String, isHealthy: Bool)
        do {
            result = StatusReport(document: try session.call(.index("GetStatus"))).check
        } catch {
            try Output.write("UNKNOWN - \(error.description.prefix { $0 != "\n" })\n")
            throw .reported(.unreachable)
        }
        try Output.write(result.line)
        if !result.isHealthy { throw .reported(.refused) }
    }
}
