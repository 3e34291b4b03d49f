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
        guard check else {
            return try global.print(StatusReport(document: try global.session.call(.index("GetStatus"))))
        }
        let result: (line: String, isHealthy: Bool)
        do {
            result = StatusReport(document: try global.session.call(.index("GetStatus"))).check
        } catch {
            let reason = error.description.prefix { $0 != "\n" }
            try Output.write("UNKNOWN - \(reason)\n")
            throw Failure.reported(.unreachable)
        }
        try Output.write(result.line)
        if !result.isHealthy { throw Failure.reported(.refused) }
    }
}
