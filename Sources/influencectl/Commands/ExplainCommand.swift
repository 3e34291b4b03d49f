import ArgumentParser
import InfluenceControl

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show where a score comes from, down to the sources.",
        discussion: """
            The tree of contributions, then for each indicator its raw value, goalposts, reporter and source. The \
            contributions of the indicators add up to the score.

            Examples:
              influencectl explain KAZ CHN --period 2023
              influencectl explain KAZ RUS --node economic
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String

    @Argument(help: .power, completion: .powers, transform: upperCased)
    var power: String

    @Option(help: .node, completion: .nodes)
    var node: String?

    @Option(help: .period)
    var period: String?

    @Option(help: .asOf)
    var asOf: String?

    func run() throws {
        let document = try global.session.call(
            .index("Explain"),
            [
                "country": .string(country), "power": .string(power), "node": .string(orNull: node),
                "period": .string(orNull: period), "as_of": .string(orNull: asOf),
            ]
        )
        try global.print(ExplainReport(document: document, asOf: asOf))
    }
}
