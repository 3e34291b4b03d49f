import ArgumentParser
import InfluenceControl
import InfluenceText

struct UnsilenceCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsilence",
        abstract: "End a silence now.",
        discussion: "Alerts that are still open are told of again."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("The number of a silence, as 'influencectl alerts' shows it.", valueName: "silence"),
        completion: .silences
    )
    var silence: Int64

    func report() throws -> any Report {
        let answer = try global.patientSession.call(AdminInterface.Unsilence.self, .init(silence: silence))
        return UnsilenceReport(answer: answer)
    }
}

/// Silences that were ended.
struct UnsilenceReport: ReplyReport {
    let answer: Answer<AdminInterface.Unsilence.Output>

    func table(_ page: Page) -> String {
        (reply.silences.isEmpty ? [reply.silence] : reply.silences)
            .map { "silence \($0.shown) ended at \(reply.endedAt.shown)\n" }.joined()
    }
}
