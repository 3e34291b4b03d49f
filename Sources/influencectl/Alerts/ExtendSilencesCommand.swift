import ArgumentParser
import InfluenceControl
import InfluenceText

struct ExtendSilencesCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Let silences last until a time.",
        discussion: "One that lasts for longer stays as it is."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var selection: SilenceSelection

    @OptionGroup
    var ending: Ending

    func validate() throws { try ending.requireSaid() }

    func report() throws -> any Report {
        // Said or there is none: see `validate`.
        var input = selection.added(
            to: AdminInterface.ExtendSilences.Input(until: ending.time(from: .present) ?? "")
        )
        input.seconds = ending.seconds
        return try ExtensionReport(answer: global.patientSession.call(AdminInterface.ExtendSilences.self, input))
    }
}

/// Silences that last longer.
struct ExtensionReport: ReplyReport {
    let answer: Answer<AdminInterface.ExtendSilences.Output>

    func table(_ page: Page) -> String {
        reply.silences.map { "silence \($0.silence.shown) until \($0.until.shown)\n" }.joined()
    }
}
