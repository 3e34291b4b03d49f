import ArgumentParser
import InfluenceControl

struct VerifyRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compute a past run once more and compare it bit for bit.",
        discussion: """
            The daemon reads the stored text of the run's model and the observations as known at the run, recomputes \
            every score of every period, and compares each with what it answers for that run.

            Exit status: 0 all equal; 1 something differs, or the run cannot be compared.

            Examples:
              influencectl runs verify last
              influencectl runs verify 12 --format json
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: ArgumentHelp("The number of a run, or 'last'.", valueName: "run"))
    var number: String

    func validate() throws {
        if number != "last", (Int64(number) ?? 0) < 1 {
            throw ValidationError(
                "'\(number)' is not the number of a run; write one that 'influencectl runs' shows, or 'last'."
            )
        }
    }

    func run() throws {
        let answer = try global.patientSession.call(
            IndexInterface.VerifyRun.self,
            .init(run: number == "last" ? nil : Int64(number))
        )
        let report = VerificationReport(answer: answer)
        try global.print(report)
        if !report.matches { throw Failure.reported(.refused) }
    }
}
