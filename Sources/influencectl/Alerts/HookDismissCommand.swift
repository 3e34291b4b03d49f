import ArgumentParser
import InfluenceControl

struct HookDismissCommand: ReportingCommand {
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

    func report() throws -> any Report {
        let answer = try global.session.call(AdminInterface.DismissDeliveries.self, .init(hook: hook))
        return RetryReport(document: answer.document, count: answer.reply.deliveries, hook: hook, verb: "dismissed")
    }
}
