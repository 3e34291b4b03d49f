import ArgumentParser
import InfluenceControl
import InfluenceModel

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
              influencectl silences expire --author anna
            """,
        subcommands: [ListSilencesCommand.self, ExtendSilencesCommand.self, ExpireSilencesCommand.self],
        defaultSubcommand: ListSilencesCommand.self
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}

struct ListSilencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the silences.")

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Flag(help: "Show those that have ended too.")
    var all = false

    func run() throws {
        let answer = try global.session.call(IndexInterface.ListAlerts.self, .init(all: all))
        try global.print(SilencesReport(answer: answer, now: .present))
    }
}

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

struct ExtendSilencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Let silences last until a time.",
        discussion: "One that lasts for longer stays as it is."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var selection: SilenceSelection

    @OptionGroup
    var ending: Ending

    func validate() throws { try ending.requireSaid() }

    func run() throws {
        // Said or there is none: see `validate`.
        let input = selection.added(
            to: AdminInterface.ExtendSilences.Input(until: ending.time(from: .present) ?? "")
        )
        try global.print(
            ExtensionReport(answer: try global.patientSession.call(AdminInterface.ExtendSilences.self, input))
        )
    }
}

struct ExpireSilencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expire",
        abstract: "End silences now.",
        discussion: "Alerts that are still open are told of again."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var selection: SilenceSelection

    func run() throws {
        try global.print(
            UnsilenceReport(
                answer: try global.patientSession.call(AdminInterface.Unsilence.self, selection.added(to: .init()))
            )
        )
    }
}
