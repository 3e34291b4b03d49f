import ArgumentParser
import InfluenceControl

struct SeriesCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract: "List the observed series: what there is to score from.",
        discussion: """
            Example:
              influencectl series --indicator trade_turnover --country KAZ
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

    @OptionGroup
    var known: KnowledgeOptions

    func run() throws {
        let input = IndexInterface.ListSeries.Input(indicator: indicator, power: power, country: country)
        let answer = try global.session.call(IndexInterface.ListSeries.self, known.added(to: input))
        try global.print(SeriesReport(answer: answer, asOf: moment))
    }
}
