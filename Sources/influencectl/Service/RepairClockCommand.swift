import ArgumentParser
import InfluenceControl
import InfluenceText

struct RepairClockCommand: ReportingCommand {
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

    func report() throws -> any Report {
        let path = try backup.map { try BackupCommand.absolute($0) }
        let answer = try global.patientSession.call(
            AdminInterface.RepairClock.self,
            .init(backup: path, dryRun: dryRun)
        )
        return ClockRepairReport(answer: answer)
    }
}

/// What a repair of the clock came to.
struct ClockRepairReport: ReplyReport {
    let answer: Answer<AdminInterface.RepairClock.Output>

    var status: ExitStatus { reply.runError == nil ? .done : .refused }

    func table(_ page: Page) -> String {
        let isDry = reply.dryRun
        guard let ahead = reply.aheadSeconds else {
            guard reply.believed else {
                return "nothing lies in the future: nothing to repair\n"
            }
            return (isDry ? "the clock would be believed again\n" : "the clock is believed again\n") + recomputed
        }
        let would = isDry ? "would be " : ""
        let backup = reply.backup.map {
            "backup: \(printable($0)) (\(reply.sizeBytes.map { binarySize(Double($0)) } ?? "-"))\n"
        }
        return (backup ?? "") + "the last run or import lay \(duration(ahead)) in the future\n"
            + "\(would)set aside: \(runs)\n"
            + "\(would)recorded again: \(counted(reply.imports, "import"))\n" + recomputed
    }

    private var runs: String {
        let count = reply.runsSetAside
        guard count > 0 else { return "no run" }
        let (first, last) = (reply.firstRun.shown, reply.lastRun.shown)
        return count == 1
            ? "run \(first) ('--run \(first)' shows it)"
            : "\(count) runs, \(first) to \(last) ('--run \(first)' shows the first)"
    }

    private var recomputed: String {
        if let error = reply.runError {
            return "the recomputation failed, and is tried again: \(printable(error))\n"
        }
        return reply.run.map { sentence(ofRun: $0) + "\n" } ?? ""
    }
}
