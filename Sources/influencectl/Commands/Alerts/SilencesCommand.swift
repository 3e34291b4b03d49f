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
        let document = try global.session.call(.index("ListAlerts"), ["all": .bool(all)])
        try global.print(SilencesReport(document: ["silences": document["silences"]], now: .present))
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

    var parameters: JSONObject {
        var parameters = filter.parameters
        parameters["silences"] = silences.isEmpty ? .null : .array(silences.map { .integer($0) })
        parameters["severity"] = .string(orNull: severity?.rawValue)
        parameters["author"] = .string(orNull: author)
        return parameters
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

    func validate() throws {
        if ending.span == nil, ending.until == nil { throw ValidationError("Say how long: '--for' or '--until'.") }
    }

    func run() throws {
        var parameters = selection.parameters
        parameters["until"] = .string(orNull: ending.time(from: .present))
        try global.print(
            ExtensionReport(document: try global.patientSession.call(.admin("ExtendSilences"), parameters))
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
            UnsilenceReport(document: try global.patientSession.call(.admin("Unsilence"), selection.parameters))
        )
    }
}
