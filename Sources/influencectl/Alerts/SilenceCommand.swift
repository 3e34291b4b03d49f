import ArgumentParser
import InfluenceControl
import InfluenceModel
import InfluenceText

struct SilenceCommand: ReportingCommand {
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

    func report() throws -> any Report {
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
        input.seconds = ending.seconds
        let answer = try global.patientSession.call(AdminInterface.Silence.self, input)
        return SilenceReport(answer: answer, until: until)
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

/// A silence that begins.
struct SilenceReport: ReplyReport {
    let answer: Answer<AdminInterface.Silence.Output>
    /// As it was asked for.
    let until: String?

    func table(_ page: Page) -> String {
        let end = until.map { " until \(printable($0))" } ?? ""
        let alerts = counted(reply.alerts, "open alert")
        return "silence \(reply.silence.shown)\(end) covers \(alerts)\n"
    }
}
