import ArgumentParser
import InfluenceControl

struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Read configuration and models anew.",
        discussion: "With an error in them the old ones stay in force, and every error is shown."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    func run() throws {
        let answer = try global.patientSession.call(AdminInterface.Reload.self, .init())
        try global.print(ReloadReport(answer: answer))
    }
}
