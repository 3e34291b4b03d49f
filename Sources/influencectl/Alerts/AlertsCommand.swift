import ArgumentParser

struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "List the alerts, what happened to them, or its deliveries to hooks.",
        discussion: """
            Examples:
              influencectl alerts
              influencectl alerts --country KAZ,UZB --power CHN
              influencectl alerts show 1f0c9a3e
              influencectl alerts events --limit 10
              influencectl alerts deliveries --state dead
            """,
        subcommands: CommandTable.all.beneath(AlertsCommand.self),
        defaultSubcommand: ListAlertsCommand.self
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}
