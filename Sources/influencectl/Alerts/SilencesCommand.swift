import ArgumentParser

struct SilencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silences",
        abstract: "List silences, let them last longer, or end them.",
        discussion: """
            Extended and ended are those whose numbers are given, or those whose own parts match: --rule 'trade-*' finds \
            the silence of 'trade-*' and that of 'trade-data-old'.

            Examples:
              influencectl silences
              influencectl silences extend --rule 'trade-*' --for 7d
              influencectl silences expire 3 5
              influencectl silences expire --author NAME
            """,
        subcommands: CommandTable.all.beneath(SilencesCommand.self),
        defaultSubcommand: ListSilencesCommand.self
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}
