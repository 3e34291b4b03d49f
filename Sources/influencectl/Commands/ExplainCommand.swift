import ArgumentParser
import InfluenceControl

struct ExplainCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show where a score comes from, down to the sources.",
        discussion: """
            The tree of contributions, then for each indicator its raw value, goalposts, reporter and source. The \
            contributions of the indicators add up to the score.

            With --since why the score changed, as a waterfall whose effects add up to the change: since an earlier period, \
            or since what was known of the same period at a time.

            A measure is taken apart in the same way: its dimensions, channels, signs, powers, partners or data periods, each \
            with weight, value, contribution and sources. The power is then a power, a pair in either order, or WLD.

            Examples:
              influencectl explain KAZ CHN --period 2023
              influencectl explain KAZ RUS --node economic
              influencectl explain KAZ RUS+CHN --node overtaking.trade_share
              influencectl explain TJK RUS --node dependency
              influencectl explain KAZ WLD --node multi_vector
              influencectl explain KAZ CHN --period 2024 --since 2022
              influencectl explain KAZ CHN --period 2023 --since 2026-01-31T00:00:00Z
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

    @Option(help: .since)
    var since: String?

    @OptionGroup
    var known: KnowledgeOptions

    func run() throws {
        let input = IndexInterface.Explain.Input(
            country: country,
            power: power,
            node: node,
            period: period,
            since: since
        )
        let answer = try global.session.call(IndexInterface.Explain.self, known.added(to: input))
        if let report = MeasureExplanationReport(answer: answer, asOf: moment) {
            try global.print(report)
        } else if let report = WaterfallReport(answer: answer, asOf: moment) {
            try global.print(report)
        } else {
            try global.print(ExplainReport(answer: answer, asOf: moment))
        }
    }
}
