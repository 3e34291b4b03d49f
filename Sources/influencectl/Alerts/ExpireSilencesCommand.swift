import ArgumentParser
import InfluenceControl

struct ExpireSilencesCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "expire",
        abstract: "End silences now.",
        discussion: "Alerts that are still open are told of again."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var selection: SilenceSelection

    func report() throws -> any Report {
        try UnsilenceReport(
            answer: global.patientSession.call(AdminInterface.Unsilence.self, selection.added(to: .init()))
        )
    }
}
