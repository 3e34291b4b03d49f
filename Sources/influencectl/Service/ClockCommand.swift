import ArgumentParser

struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "Repair what a wrong clock has done.",
        discussion: """
            The daemon's clock is behind where the last run or import was recorded in what it takes for the future, or it \
            shows a time before this version was built. It is ahead where it was set ahead by more than a day while the \
            daemon ran. Meanwhile no run takes place and nothing is imported; questions are answered. 'influencectl status' \
            says so.
            """,
        subcommands: CommandTable.all.beneath(ClockCommand.self)
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}
