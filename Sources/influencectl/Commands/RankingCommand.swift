import ArgumentParser
import InfluenceControl

struct RankingCommand: ParsableCommand {
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

    @Option(help: .asOf)
    var asOf: String?

    func run() throws {
        let document = try global.session.call(
            .index("GetRanking"),
            [
                "country": .string(country), "node": .string(orNull: node), "period": .string(orNull: period),
                "as_of": .string(orNull: asOf),
            ]
        )
        try global.print(RankingReport(document: document, asOf: asOf))
    }
}
