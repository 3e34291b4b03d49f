import ArgumentParser
import InfluenceControl
import InfluenceModel

/// Which silences: by number, or by what they say.
struct SilenceSelection: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Numbers of silences, as 'influencectl silences' shows them.", valueName: "silence"),
        completion: .silences
    )
    var silences: [Int64] = []

    @OptionGroup
    var filter: AlertFilter

    @Option(help: ArgumentHelp("Only silences of this severity.", valueName: "severity"))
    var severity: AlertSeverity?

    @Option(help: ArgumentHelp("Only silences of this user.", valueName: "user"))
    var author: String?

    func validate() throws {
        if silences.isEmpty, filter.isEmpty, severity == nil, author == nil {
            throw ValidationError(
                "Say which silences: their numbers, or '--rule', '--country', '--power', '--node', '--severity' or "
                    + "'--author' of theirs."
            )
        }
        if filter.future { throw ValidationError("'--future' goes with a new silence.") }
    }

    func added<Input: SilenceQuestion>(to input: Input) -> Input {
        var input = filter.added(to: input)
        input.silences = silences.isEmpty ? nil : silences
        input.severity = severity?.rawValue
        input.author = author
        return input
    }
}
