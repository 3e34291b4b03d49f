import ArgumentParser
import InfluenceControl
import InfluenceText

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

    func report() throws -> any Report {
        let conversation = try global.session.connect()
        let isMatrix = country == nil && power == nil
        let shown = try node ?? (isMatrix ? global.session.rootNode(known) : nil)
        let input = IndexInterface.GetScores.Input(country: country, power: power, node: shown, period: period)
        let answer = try conversation.call(IndexInterface.GetScores.self, known.added(to: input))
        // The tree serves for indenting only: without it the nodes stand in one column.
        let wantsTree = global.format == .table && !isMatrix && node == nil
        let model = wantsTree ? try? conversation.call(IndexInterface.GetModel.self, .init()) : nil
        return ScoresReport(
            answer: answer,
            country: named(country, answer.reply.scores.first?.country),
            power: named(power, answer.reply.scores.first?.power),
            tree: NodeTree(model?.reply.nodes ?? [])
        )
    }
}

/// The scores of one period: a matrix where several dyads are asked for, a list of nodes for one.
struct ScoresReport: ReplyReport {
    let answer: Answer<IndexInterface.GetScores.Output>
    let country: String?
    let power: String?
    /// The model tree, where it is known.
    let tree: NodeTree

    private var scores: [IndexInterface.Score] { reply.scores }
    private var caveats: CaveatNotes {
        CaveatNotes(reply.caveats, nodes: Set(scores.map(\.node)))
    }

    func csv() -> CSV { CSV(scores, fields: IndexInterface.Score.csvFields) }

    func table(_ page: Page) -> String {
        guard !scores.isEmpty else { return "no scores for \(reply.period.shown)\n" }
        let body =
            switch (country, power) {
            case (_?, _?): list(page)
            case (_?, nil): matrix(rows: .node, columns: .power, page)
            case (nil, _?): matrix(rows: .node, columns: .country, page)
            case (nil, nil): matrix(rows: .country, columns: .power, page)
            }
        return title(page) + body + caveats.text(page) + footnote(reply.definition, page)
    }

    private func title(_ page: Page) -> String {
        let subject =
            switch (country, power) {
            case (let country?, let power?): "\(power) in \(country)"
            case (let country?, nil): "Powers in \(country)"
            case (nil, let power?): "\(power) by country"
            case (nil, nil): "Scores of \(scores.first?.node.shown ?? "-")"
            }
        return heading(
            subject,
            [
                reply.period.shown, "model \(abbreviated(reply.model))",
                asKnown(at: reply.asOf, reply),
            ],
            page
        )
    }

    private typealias Field = IndexInterface.Score.Field

    private func matrix(rows: Field, columns: Field, _ page: Page) -> String {
        let rowNames = distinct(rows)
        let columnNames = distinct(columns)
        var cells: [String: [String: Table.Cell]] = [:]
        let caveats = caveats
        for score in scores {
            cells[score[rows].plainText, default: [:]][score[columns].plainText] = caveats.marked(
                score.scoreCell(Decimals.overview),
                of: score
            )
        }
        var table = Table([.left(rows.rawValue)] + columnNames.map { .decimal($0) })
        for row in rowNames {
            let label = rows == .node ? tree.indented(row) : row
            table.add([Table.Cell(label)] + columnNames.map { cells[row]?[$0] ?? Table.Cell("") })
        }
        return table.render(page)
    }

    private func list(_ page: Page) -> String {
        let intervals = OptionalColumns.intervals(of: scores, ranks: true)
        let caveats = caveats
        let marks = OptionalColumns.marks(of: scores)
        var table = Table(
            [.left("node"), .decimal("value")] + intervals.columns
                + [.right("rank"), .decimal("share"), .decimal("coverage"), .decimal("confidence")]
                + marks.columns
        )
        for score in scores {
            table.add(
                [
                    Table.Cell(tree.indented(score.node.shown)),
                    caveats.marked(score.scoreCell(Decimals.detail, marksLeader: false), of: score),
                ]
                    + intervals.cells(score)
                    + [
                        score.rank.cell, score.share.percentage(1), score.coverage.percentage(),
                        score.confidence.percentage(),
                    ] + marks.cells(score)
            )
        }
        return table.render(page) + breakLines(scores, name: { $0.node.shown }, page)
    }

    /// The values of a member, each once, as they come.
    private func distinct(_ field: Field) -> [String] {
        var seen: Set<String> = []
        return scores.map { $0[field].plainText }.filter { seen.insert($0).inserted }
    }
}
