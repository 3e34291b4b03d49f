import ArgumentParser

struct HookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook",
        abstract: "Test a hook, let dead deliveries wait again, or take note of them.",
        discussion: """
            Examples:
              influencectl hook test mail
              influencectl hook retry mail
              influencectl hook dismiss mail
            """,
        subcommands: CommandTable.all.beneath(HookCommand.self)
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}
