import ArgumentParser
import InfluenceControl

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
        subcommands: [RepairClockCommand.self]
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}

struct RepairClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Set aside what was recorded in a future that was none.",
        discussion: """
            For a clock that was ahead and is right now. The database is copied first. Then the runs of the future are set \
            aside, where '--run' alone leads to them, their imports are recorded again, as of now, and the index is \
            recomputed. What was known at times up to now stays as it was.

            A clock that was set ahead while the daemon ran, and is right, is believed from then on.

            Examples:
              influencectl clock repair --dry-run
              influencectl clock repair
              influencectl runs --set-aside
              influencectl scores --run 12
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Option(
        help: ArgumentHelp(
            "The new file that the database is copied to (default: one in the database's folder).",
            valueName: "file"
        ),
        completion: .file()
    )
    var backup: String?

    @Flag(help: "Say what would be done, and do nothing.")
    var dryRun = false

    func run() throws {
        let path = try backup.map { try BackupCommand.absolute($0) }
        let answer = try global.patientSession.call(
            AdminInterface.RepairClock.self,
            .init(backup: path, dryRun: dryRun)
        )
        try global.print(ClockRepairReport(answer: answer))
        if answer.reply.runError != nil { throw Failure.reported(.refused) }
    }
}
