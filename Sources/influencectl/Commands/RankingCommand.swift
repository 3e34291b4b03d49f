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
        let document = try global.session.call(
            .index("GetRanking"),
            known.added(to: [
                "country": .string(country), "node": .string(orNull: node), "period": .string(orNull: period),
            ])
        )
        try global.print(RankingReport(document: document, asOf: moment))
    }
}
