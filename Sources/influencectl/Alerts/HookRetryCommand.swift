import ArgumentParser
import InfluenceControl
import InfluenceText

struct HookRetryCommand: ReportingCommand {
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

    func report() throws -> any Report {
        let answer = try global.patientSession.call(AdminInterface.RetryDeliveries.self, .init(hook: hook))
        return RetryReport(document: answer.document, count: answer.reply.deliveries, hook: hook)
    }
}

/// Deliveries that are tried anew, or taken note of.
struct RetryReport: Report {
    let document: JSONValue
    let count: Int64
    /// The hook that was asked for; `nil` for all.
    let hook: String?
    /// What was done with them, where they do not wait again.
    var verb: String?

    func table(_ page: Page) -> String {
        let whose = hook.map { " of \(printable($0))" } ?? ""
        return count == 0
            ? "no deliveries\(whose) were given up\n"
            : "\(counted(count, "delivery", "deliveries"))\(whose) \(verb ?? (count == 1 ? "waits again" : "wait again"))\n"
    }
}
