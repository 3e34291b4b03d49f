import ArgumentParser

struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Read configuration and models anew.",
        discussion: "With an error in them the old ones stay in force, and every error is shown."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    func run() throws {
        try global.print(ReloadReport(document: try global.patientSession.call(.admin("Reload"))))
    }
}
