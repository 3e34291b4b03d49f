import ArgumentParser

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List the recomputations, or verify one.",
        discussion: """
            Examples:
              influencectl runs
              influencectl runs --limit 3
              influencectl runs --set-aside
              influencectl runs verify 12
            """,
        subcommands: CommandTable.all.beneath(RunsCommand.self),
        defaultSubcommand: ListRunsCommand.self
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}
