import ArgumentParser
import InfluenceControl

/// As of when a question is asked; of the present where neither is given.
struct KnowledgeOptions: ParsableArguments {
    @Option(help: .asOf)
    var asOf: String?

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "Answer as of this run, also one that a repair of the clock set aside ('runs --set-aside').",
            valueName: "number"
        )
    )
    var runNumber: Int64?

    func validate() throws {
        if asOf != nil, runNumber != nil { throw ValidationError("Either '--as-of' or '--run'.") }
        if let runNumber, runNumber < 1 { throw ValidationError("'--run' takes the number of a run.") }
    }

    /// `input` with as of when. A daemon that is older than this client does not know `run`.
    func added<Input: TimedQuestion>(to input: Input) -> Input {
        var input = input
        (input.asOf, input.run) = (asOf, runNumber)
        return input
    }
}

/// A command that asks a question about some time.
protocol QuestionCommand: ReportingCommand {
    var known: KnowledgeOptions { get }
}

extension QuestionCommand {
    var asOf: String? { known.asOf }
    /// What was asked about, in words; `nil` for the present.
    var moment: String? { asOf ?? known.runNumber.map { "run \($0)" } }
}
