import ArgumentParser
import InfluenceControl

struct UncertaintyCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "uncertainty",
        abstract: "Show how sure scores are: what they owe to choices of the method, and to who reported.",
        discussion: """
            The daemon draws the model's uncertain choices (weights, normalisation, aggregation, one indicator left out) \
            many times and shows where the score and the rank lie in 5 to 95 % of them. Of one country also how often \
            each power is above each other. Then which choice matters: the share of the variance that it explains alone, \
            and with its interactions.

            What the score would be by the partners' statistics in place of the country's own is another kind of doubt: \
            it stands apart, and is in no bar.

            Examples:
              influencectl uncertainty KAZ
              influencectl uncertainty KAZ CHN --node economic --period 2023
              influencectl uncertainty --format csv > uncertainty.csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String?

    @Argument(help: .power, completion: .powers, transform: upperCased)
    var power: String?

    @Option(help: .node, completion: .nodes)
    var node: String?

    @Option(help: .period)
    var period: String?

    @OptionGroup
    var known: KnowledgeOptions

    func run() throws {
        let input = IndexInterface.GetUncertainty.Input(country: country, power: power, node: node, period: period)
        let answer = try global.patientSession.call(IndexInterface.GetUncertainty.self, known.added(to: input))
        try global.print(UncertaintyReport(answer: answer, country: country, power: power, node: node))
    }
}
