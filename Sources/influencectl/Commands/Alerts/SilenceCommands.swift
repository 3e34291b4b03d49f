import ArgumentParser
import InfluenceControl
import InfluenceModel

struct SilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Keep matching alerts from hooks for a while.",
        discussion: """
            Their state goes on and shows in 'influencectl alerts', as do the silences. An alert has to match every \
            part that is given; what names nothing that there is, is refused without --future. Alerts that are still open when a silence ends are told of again.

            Examples:
              influencectl silence --country KAZ,UZB --for 2h --comment 'figures are checked'
              influencectl silence --rule 'trade-*' --until 2026-12-01 --comment 'it moves'
              influencectl silence --rule '*' --for 30min --comment 'maintenance'
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var filter: AlertFilter

    @Option(help: ArgumentHelp("Only alerts of this severity.", valueName: "severity"))
    var severity: AlertSeverity?

    @Option(help: ArgumentHelp("A label with its value; may be repeated.", valueName: "name=value"))
    var label: [LabelMatcher] = []

    @OptionGroup
    var ending: Ending

    @Option(help: .comment)
    var comment: String

    func validate() throws {
        if filter.isEmpty, severity == nil, label.isEmpty {
            throw ValidationError(
                "Say which alerts: '--rule', '--country', '--power', '--node', '--severity' or '--label'; "
                    + "--rule '*' is all of them."
            )
        }
        if Set(label.map(\.name)).count < label.count { throw ValidationError("Each label once.") }
        try ending.requireSaid()
    }

    func run() throws {
        // Said or there is none: see `validate`.
        let until = ending.time(from: .present) ?? ""
        var input = filter.added(
            to: AdminInterface.Silence.Input(
                severity: severity?.rawValue,
                labels: label.isEmpty ? nil : Dictionary(label.map { ($0.name, $0.value) }) { $1 },
                until: until,
                comment: comment
            )
        )
        input.future = filter.wantsFuture
        let answer = try global.patientSession.call(AdminInterface.Silence.self, input)
        try global.print(SilenceReport(answer: answer, until: until))
    }
}

/// `team=trade`
struct LabelMatcher: ExpressibleByArgument, Equatable {
    let name: String
    let value: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else { return nil }
        name = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }
}

struct UnsilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsilence",
        abstract: "End a silence now.",
        discussion: "Alerts that are still open are told of again."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("The number of a silence, as 'influencectl alerts' shows it.", valueName: "silence"),
        completion: .silences
    )
    var silence: Int64

    func run() throws {
        let answer = try global.patientSession.call(AdminInterface.Unsilence.self, .init(silence: silence))
        try global.print(UnsilenceReport(answer: answer))
    }
}

struct AcknowledgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Acknowledge an open alert: hooks are reminded of it no more, and hear when it is over.",
        discussion: """
            Without '--for' and '--until' until it resolves. With the digits of an event 'held', what is held under it is
            accepted: it counts from now on.

            Examples:
              influencectl ack 1f0c9a3e --comment 'known, the 2023 figures are right'
              influencectl ack 1f0c9a3e --for 2d --comment 'asked the source'
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("The first digits of the alert, as 'influencectl alerts' shows them.", valueName: "alert"),
        completion: .openAlerts
    )
    var alert: String

    @OptionGroup
    var ending: Ending

    @Option(help: .comment)
    var comment: String

    func validate() throws { try validateAlertID(alert) }

    func run() throws {
        let until = ending.time(from: .present)
        let answer = try global.patientSession.call(
            AdminInterface.Acknowledge.self,
            .init(alert: alert.lowercased(), until: until, comment: comment)
        )
        try global.print(AcknowledgementReport(answer: answer, until: until))
    }
}
