import ArgumentParser
import InfluenceControl
import InfluenceText

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

    func report() throws -> any Report {
        let input = IndexInterface.Compare.Input(
            country: country,
            power: power,
            counterpart: counterpart,
            period: period
        )
        return try CompareReport(answer: global.session.call(IndexInterface.Compare.self, known.added(to: input)))
    }
}

/// Two powers side by side: their scores node by node, then the measures of the two.
struct CompareReport: ReplyReport {
    let answer: Answer<IndexInterface.Compare.Output>

    private typealias Node = IndexInterface.ComparedNode

    private var nodes: [Node] { reply.nodes }

    func csv() -> CSV {
        let place: [IndexInterface.Compare.Output.Field] = [.country, .power, .counterpart, .period]
        var csv = CSV(header: place.map(\.rawValue) + Self.fields.map(\.rawValue))
        for node in nodes { csv.add(place.map { reply[$0] } + Self.fields.map { node[$0] }) }
        return csv
    }

    private static let fields: [Node.Field] = [
        .node, .value, .counterpartValue, .difference, .rank, .counterpartRank, .share, .counterpartShare, .coverage,
        .counterpartCoverage, .confidence, .counterpartConfidence, .dataFrom, .dataTo, .counterpartDataFrom,
        .counterpartDataTo,
    ]

    func table(_ page: Page) -> String {
        let (power, counterpart) = (reply.power.shown, reply.counterpart.shown)
        let tree = NodeTree(nodes)
        var table = Table([
            .left("node"), .decimal(power), .decimal(counterpart), .decimal("difference"), .right("rank \(power)"),
            .right("rank \(counterpart)"), .decimal("share \(power)"), .decimal("share \(counterpart)"),
            .right("coverage"), .right("confidence"), .left("data \(power)"), .left("data \(counterpart)"),
        ])
        for node in nodes {
            table.add([
                Table.Cell(tree.indented(node.node.shown)), leading(node.value, node.counterpartValue),
                leading(node.counterpartValue, node.value), node.difference.figure(Decimals.overview), node.rank.cell,
                node.counterpartRank.cell, node.share.percentage(1), node.counterpartShare.percentage(1),
                both(node.coverage, node.counterpartCoverage), both(node.confidence, node.counterpartConfidence),
                node.dataCell,
                dataCell(node.counterpartDataFrom, node.counterpartDataTo),
            ])
        }
        let pairs = PairTables(reply.measures).text(page)
        return heading(
            "\(power) and \(counterpart) in \(reply.country.shown)",
            [
                reply.period.shown, "model \(abbreviated(reply.model))", reply.dataSpan,
                asKnown(at: reply.asOf, reply),
            ],
            page
        ) + table.render(page) + "\n"
            + (pairs.isEmpty ? "The model has no measures of this pair.\n" : pairs)
            + CaveatNotes(reply.caveats).text(page, mark: "") + footnote(reply.definition, page)
    }

    /// `95 / 88 %`, the power's first.
    private func both(_ one: Double?, _ other: Double?) -> Table.Cell {
        guard let one, let other else { return .missing }
        return Table.Cell("\(fixed(one * 100, 0)) / \(percent(other))")
    }

    /// The larger of the two stands out.
    private func leading(_ value: Double?, _ other: Double?) -> Table.Cell {
        value.figure(Decimals.overview, (value ?? -.infinity) > (other ?? -.infinity) ? .strong : .normal)
    }
}
