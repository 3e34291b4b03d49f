import ArgumentParser
import InfluenceControl

struct ScoresCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "scores",
        abstract: "Show the scores of one period.",
        discussion: """
            Without a country and a power: a matrix of countries and powers for one node. With one of them: its nodes \
            against the others. With both: its nodes with rank, share, coverage and confidence.

            Examples:
              influencectl scores
              influencectl scores --node security --period 2015
              influencectl scores --country KAZ --power CHN
              influencectl scores --country KAZ --as-of 2026-01-31
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Option(help: .country, completion: .countries, transform: upperCased)
    var country: String?

    @Option(help: .power, completion: .powers, transform: upperCased)
    var power: String?

    @Option(help: .node, completion: .nodes)
    var node: String?

    @Option(help: .period)
    var period: String?

    @OptionGroup
    var known: KnowledgeOptions

    func run() throws {
        let conversation = try global.session.connect()
        let isMatrix = country == nil && power == nil
        let shown = try node ?? (isMatrix ? global.session.rootNode(known) : nil)
        let input = IndexInterface.GetScores.Input(country: country, power: power, node: shown, period: period)
        let answer = try conversation.call(IndexInterface.GetScores.self, known.added(to: input))
        // The tree serves for indenting only: without it the nodes stand in one column.
        let wantsTree = global.format == .table && !isMatrix && node == nil
        let model = wantsTree ? try? conversation.call(IndexInterface.GetModel.self, .init()) : nil
        try global.print(
            ScoresReport(
                answer: answer,
                country: country,
                power: power,
                tree: NodeTree(model?.reply.nodes ?? [])
            )
        )
    }
}
