import ArgumentParser
import InfluenceControl

struct CompareCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Show two powers side by side in one country.",
        discussion: """
            Their scores, ranks and shares node by node, then the measures of the two where the model has that pair. \
            JSON holds all of it, CSV the nodes.

            Examples:
              influencectl compare KAZ RUS CHN
              influencectl compare UZB RUS CHN --period 2023
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String

    @Argument(help: .power, completion: .powers, transform: upperCased)
    var power: String

    @Argument(
        help: ArgumentHelp("The power to compare it with, as in CHN.", valueName: "counterpart"),
        completion: .powers,
        transform: upperCased
    )
    var counterpart: String

    @Option(help: .period)
    var period: String?

    @OptionGroup
    var known: KnowledgeOptions

    func validate() throws {
        if power == counterpart { throw ValidationError("Two different powers are compared.") }
    }

    func run() throws {
        let input = IndexInterface.Compare.Input(
            country: country,
            power: power,
            counterpart: counterpart,
            period: period
        )
        try global.print(
            CompareReport(answer: try global.session.call(IndexInterface.Compare.self, known.added(to: input)))
        )
    }
}
