import ArgumentParser
import InfluenceControl

struct RecomputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompute",
        abstract: "Recompute the index now.",
        discussion: "Where neither the model nor the data have changed, the last run stands."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    func run() throws {
        let answer = try global.patientSession.call(AdminInterface.Recompute.self, .init())
        try global.print(RecomputeReport(answer: answer))
    }
}
