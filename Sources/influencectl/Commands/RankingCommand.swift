import ArgumentParser
import InfluenceControl

struct RankingCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "ranking",
        abstract: "Show the powers of one country in order.",
        discussion: """
            Examples:
              influencectl ranking KAZ
              influencectl ranking UZB --node economic --period 2023
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String

    @Option(help: .node, completion: .nodes)
    var node: String?

    @Option(help: .period)
    var period: String?

    @OptionGroup
    var known: KnowledgeOptions

    func run() throws {
        let input = IndexInterface.GetRanking.Input(country: country, node: node, period: period)
        let answer = try global.session.call(IndexInterface.GetRanking.self, known.added(to: input))
        try global.print(RankingReport(answer: answer, asOf: moment))
    }
}
