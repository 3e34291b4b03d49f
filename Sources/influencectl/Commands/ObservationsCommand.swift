import ArgumentParser
import InfluenceControl

struct ObservationsCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "observations",
        abstract: "Show observations with their sources.",
        discussion: """
            The newest vintage of each, or all of them with --vintages. CSV has the columns of the import format and \
            recorded_at.

            Examples:
              influencectl observations --indicator trade_turnover --country KAZ --power CHN
              influencectl observations --country KAZ --from 2020 --format csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Option(help: .indicator, completion: .indicators)
    var indicator: String?

    @Option(help: .power, completion: .powers, transform: upperCased)
    var power: String?

    @Option(help: .country, completion: .countries, transform: upperCased)
    var country: String?

    @Option(help: ArgumentHelp("Who reported it, as the data name it.", valueName: "reporter"))
    var reporter: String?

    @Option(help: .from)
    var from: String?

    @Option(help: .to)
    var to: String?

    @OptionGroup
    var known: KnowledgeOptions

    @Flag(help: "Show older vintages too.")
    var vintages = false

    func run() throws {
        let input = IndexInterface.GetObservations.Input(
            indicator: indicator,
            power: power,
            country: country,
            reporter: reporter,
            from: from,
            to: to,
            vintages: vintages
        )
        let answer = try global.session.pages(
            IndexInterface.GetObservations.self,
            known.added(to: input),
            joining: .observations,
            upTo: .next
        )
        try global.print(ObservationsReport(answer: answer, asOf: moment, showsVintages: vintages))
    }
}
