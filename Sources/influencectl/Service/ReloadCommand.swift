import ArgumentParser
import InfluenceControl
import InfluenceText

struct ReloadCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Read configuration and models anew.",
        discussion: "With an error in them the old ones stay in force, and every error is shown."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    func report() throws -> any Report {
        let answer = try global.patientSession.call(AdminInterface.Reload.self, .init())
        return ReloadReport(answer: answer)
    }
}

/// The model after configuration and models were read anew.
struct ReloadReport: ReplyReport {
    let answer: Answer<AdminInterface.Reload.Output>

    func table(_ page: Page) -> String {
        let model = "model \(reply.model.shown) \(abbreviated(reply.modelHash)) is in force"
        let warnings = reply.warnings.map { "! \($0.shown)\n" }.joined()
        guard let error = reply.runError else { return model + "\n" + warnings }
        return "\(model), but cannot be computed; the last good scores stay:\n\(printable(error))\n" + warnings
    }
}
