import ArgumentParser

struct RecomputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompute",
        abstract: "Recompute the index now.",
        discussion: "Where neither the model nor the data have changed, the last run stands."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    func run() throws {
        try global.print(RecomputeReport(document: try global.patientSession.call(.admin("Recompute"))))
    }
}
