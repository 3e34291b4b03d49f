import ArgumentParser
import InfluenceControl

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show health, runs, store, alerts and feeds.",
        discussion: """
            The verdict is the daemon's, with a way out of each of its reasons. With --check one line for a monitoring \
            system, and its exit status: 0 healthy; 1 needs attention, for example because deliveries of alerts were \
            given up or wait for longer than 15 minutes; 2 critical: an alert of that severity is firing that nobody has \
            silenced or acknowledged; 3 unknown, because no daemon answers.
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
            return try Output.write(
                StatusReport(answer: try session.call(IndexInterface.GetStatus.self, .init())),
                as: format
            )
        }
        let result: (line: String, status: ExitStatus)
        do {
            result = StatusReport(answer: try session.call(IndexInterface.GetStatus.self, .init())).check
        } catch {
            try Output.write("UNKNOWN - \(error.description.prefix { $0 != "\n" })\n")
            throw .reported(.unreachable)
        }
        try Output.write(result.line)
        if result.status != .done { throw .reported(result.status) }
    }
}
