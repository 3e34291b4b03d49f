import ArgumentParser
import InfluenceControl
import InfluenceModel

struct CoverageCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Show what is missing, stale, expired or not applicable.",
        discussion: """
            For several dyads the table counts their indicators; for one it lists them. JSON and CSV always list them.

            With --expiring the scores that lapse within a time if nothing newer is learnt, and the indicators whose \
            figures they wait for. With --older-than only the figures whose reference period ended longer ago than that.

            Examples:
              influencectl coverage KAZ
              influencectl coverage --expiring 6M
              influencectl coverage KAZ --older-than 2Y
              influencectl coverage KAZ --power CHN
              influencectl coverage --format csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String?

    @Option(help: .power, completion: .powers, transform: upperCased)
    var power: String?

    @Option(help: .period)
    var period: String?

    @Option(help: ArgumentHelp("Show what lapses within this time: 6M, 2Y, P90D.", valueName: "span"))
    var expiring: Span?

    @Option(help: ArgumentHelp("Show only figures older than this: 6M, 2Y, P90D.", valueName: "span"))
    var olderThan: Span?

    @OptionGroup
    var known: KnowledgeOptions

    func validate() throws {
        guard expiring == nil || olderThan == nil else {
            throw ValidationError("--expiring looks ahead and --older-than back: ask one at a time.")
        }
    }

    func run() throws {
        let input = IndexInterface.GetCoverage.Input(
            country: country,
            power: power,
            period: period,
            expiring: expiring?.duration.description
        )
        let answer = try global.session.call(IndexInterface.GetCoverage.self, known.added(to: input))
        if let expiring {
            try global.print(LapsesReport(answer: answer, within: expiring.duration, asOf: moment))
        } else {
            try global.print(CoverageReport(answer: answer, asOf: moment, olderThan: olderThan?.duration))
        }
    }
}
