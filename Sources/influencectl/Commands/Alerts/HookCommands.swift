import ArgumentParser
import InfluenceControl

struct HookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook",
        abstract: "Test a hook, let dead deliveries wait again, or take note of them.",
        discussion: """
            Examples:
              influencectl hook test mail
              influencectl hook retry mail
              influencectl hook dismiss mail
            """,
        subcommands: [HookTestCommand.self, HookRetryCommand.self, HookDismissCommand.self]
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
            answer: try global.patientSession.call(AdminInterface.TestHook.self, .init(hook: hook))
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
        let answer = try global.patientSession.call(AdminInterface.RetryDeliveries.self, .init(hook: hook))
        try global.print(RetryReport(document: answer.document, count: answer.reply.deliveries, hook: hook))
    }
}

struct HookDismissCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "Take note of deliveries that were given up: the status counts them no more.",
        discussion: """
            Also those of a hook that was removed from the configuration.
            'influencectl alerts deliveries --state dead' lists them.
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("A hook, as the deliveries name it (default: all).", valueName: "hook"),
        completion: .hooks
    )
    var hook: String?

    func run() throws {
        let answer = try global.session.call(AdminInterface.DismissDeliveries.self, .init(hook: hook))
        try global.print(
            RetryReport(document: answer.document, count: answer.reply.deliveries, hook: hook, verb: "dismissed")
        )
    }
}
