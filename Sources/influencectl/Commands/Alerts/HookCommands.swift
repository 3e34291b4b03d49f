import ArgumentParser
import InfluenceControl

struct HookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook",
        abstract: "Test a hook, or let dead deliveries wait again.",
        discussion: """
            Examples:
              influencectl hook test mail
              influencectl hook retry mail
            """,
        subcommands: [HookTestCommand.self, HookRetryCommand.self]
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}

struct HookTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Hand a hook an event that says that it is a test.",
        discussion: "Once and now. Exit status: 0 delivered; 1 not delivered."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .hook, completion: .hooks)
    var hook: String

    func run() throws {
        let report = HookTestReport(
            document: try global.patientSession.call(.admin("TestHook"), ["hook": .string(hook)])
        )
        try global.print(report)
        if !report.isDelivered { throw Failure.reported(.refused) }
    }
}

struct HookRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Let deliveries that were given up wait again.",
        discussion:
            "They are tried anew, from the first attempt. 'influencectl alerts deliveries --state dead' lists them."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("A hook, as the configuration names it (default: all).", valueName: "hook"),
        completion: .hooks
    )
    var hook: String?

    func run() throws {
        let document = try global.patientSession.call(.admin("RetryDeliveries"), ["hook": .string(orNull: hook)])
        try global.print(RetryReport(document: document, hook: hook))
    }
}
