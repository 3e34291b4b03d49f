import ArgumentParser
import InfluenceControl
import InfluenceText

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

    func report() throws -> any Report {
        let input = IndexInterface.GetRanking.Input(country: country, node: node, period: period)
        let answer = try global.session.call(IndexInterface.GetRanking.self, known.added(to: input))
        return RankingReport(answer: answer, asOf: moment)
    }
}

/// The powers of one country in the order of a node's score.
struct RankingReport: ReplyReport {
    let answer: Answer<IndexInterface.GetRanking.Output>
    let asOf: String?

    private var ranking: [IndexInterface.Score] { reply.ranking }

    func csv() -> CSV { CSV(ranking, fields: IndexInterface.Score.csvFields) }

    func table(_ page: Page) -> String {
        let caveats = CaveatNotes(reply.caveats, nodes: [reply.node])
        let intervals = OptionalColumns.intervals(of: ranking, ranks: true)
        let marks = OptionalColumns.marks(of: ranking)
        var table = Table(
            [.right("rank"), .left("power"), .decimal("value")] + intervals.columns
                + [.decimal("share"), .decimal("coverage"), .decimal("confidence")] + marks.columns
        )
        for score in ranking {
            table.add(
                [score.rank.cell, score.power.cell, caveats.marked(score.scoreCell(Decimals.detail), of: score)]
                    + intervals.cells(score)
                    + [
                        score.share.percentage(1), score.coverage.percentage(), score.confidence.percentage(),
                    ] + marks.cells(score)
            )
        }
        return heading(
            "Powers in \(reply.country.shown)",
            [reply.node.shown, reply.period.shown, reply.dataSpan, asKnown(at: asOf, reply)],
            page
        ) + table.render(page) + shares(page) + breakLines(ranking, name: { $0.power.shown }, page)
            + caveats.text(page)
            + footnote(reply.definition, page)
    }

    /// What the shares are of, or why there are none.
    private func shares(_ page: Page) -> String {
        if let reason = reply.noShares {
            return "\n" + paragraph("No shares: \(reason).", width: page.proseWidth)
        }
        let among = reply.among.map(\.shown).joined(separator: ", ")
        return among.isEmpty ? "" : "\n" + paragraph("Shares are among \(among).", width: page.proseWidth)
    }
}
