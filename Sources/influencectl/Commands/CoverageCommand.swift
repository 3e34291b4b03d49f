import ArgumentParser
import InfluenceControl

struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Show what is missing, stale, expired or not applicable.",
        discussion: """
            For several dyads the table counts their indicators; for one it lists them. JSON and CSV always list them.

            Examples:
              influencectl coverage KAZ
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

    @Option(help: .asOf)
    var asOf: String?

    func run() throws {
        let document = try global.session.call(
            .index("GetCoverage"),
            [
                "country": .string(orNull: country), "power": .string(orNull: power),
                "period": .string(orNull: period), "as_of": .string(orNull: asOf),
            ]
        )
        try global.print(CoverageReport(document: document, asOf: asOf))
    }
}
