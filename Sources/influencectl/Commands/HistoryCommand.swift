import ArgumentParser
import InfluenceControl

struct HistoryCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show one score or measure through time, with a sparkline.",
        discussion: """
            Examples:
              influencectl history KAZ CHN
              influencectl history kaz rus --node trade_share --from 2015 --to 2023
              influencectl history UZB TUR --format csv > uzb-tur.csv
              influencectl history KAZ RUS+CHN --node tilt
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

    @Option(help: .from)
    var from: String?

    @Option(help: .to)
    var to: String?

    @OptionGroup
    var known: KnowledgeOptions

    func run() throws {
        let session = global.session
        let input = IndexInterface.GetHistory.Input(country: country, power: power, node: node, from: from, to: to)
        let answer = try session.pages(
            IndexInterface.GetHistory.self,
            known.added(to: input),
            joining: .points,
            upTo: .next
        )
        try global.print(
            HistoryReport(
                answer: answer,
                asOf: moment,
                definition: global.format == .table ? try session.definition() : nil
            )
        )
    }
}

extension Session {
    /// What the figures mean, for tables of replies that do not say it themselves.
    func definition() throws(Failure) -> String? {
        try call(IndexInterface.GetStatus.self, .init()).reply.definition
    }
}
