import ArgumentParser
import InfluenceControl

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the alert rules in force.",
        discussion: "In the order of their file, with how many alerts each has and how many of those are open."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    func run() throws {
        try global.print(RulesReport(answer: try global.session.call(IndexInterface.ListRules.self, .init())))
    }
}
