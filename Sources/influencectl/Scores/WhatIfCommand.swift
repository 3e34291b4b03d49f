import ArgumentParser
import InfluenceControl
import InfluenceText

struct WhatIfCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatif",
        abstract: "Show what the scores would be with other weights or values.",
        discussion: """
            Recomputed from the observations as known, never stored; every figure is marked as hypothetical. Siblings of \
            a node whose weight changes keep theirs, and all are scaled to a sum of 1. A value is the raw one that \
            'explain' shows, before normalisation; of an ordinal indicator the level. It is assumed in the periods asked \
            about, and changes that indicator alone, also where others read the same observations.

            Examples:
              influencectl whatif KAZ --weight economic=0.5 --weight security=0.3
              influencectl whatif KAZ CHN --value trade_share:CHN=30 --period 2023
              influencectl whatif UZB --drop energy_route_share --from 2020 --to 2023 --format csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String

    @Argument(
        help: ArgumentHelp("External power, as in CHN (default: all of them).", valueName: "power"),
        completion: .powers,
        transform: upperCased
    )
    var power: String?

    @Option(
        help: ArgumentHelp("A weight in place of the model's; may be repeated.", valueName: "node=weight"),
        completion: .nodes
    )
    var weight: [WeightAssumption] = []

    @Option(
        help: ArgumentHelp(
            "A raw value in place of the one observed; may be repeated. Without a country the one asked about; without a "
                + "power for an indicator about countries alone.",
            valueName: "indicator:power[:country]=value"
        )
    )
    var value: [ValueAssumption] = []

    @Option(help: ArgumentHelp("A node to leave out; may be repeated.", valueName: "node"), completion: .nodes)
    var drop: [String] = []

    @Option(
        help: ArgumentHelp(
            "Node of the model (default: the root for several powers or periods, else all).",
            valueName: "node"
        ),
        completion: .nodes
    )
    var node: String?

    @Option(help: .period)
    var period: String?

    @Option(help: .from)
    var from: String?

    @Option(help: .to)
    var to: String?

    @OptionGroup
    var known: KnowledgeOptions

    private var isRange: Bool { from != nil || to != nil }

    func validate() throws {
        if weight.isEmpty, value.isEmpty, drop.isEmpty {
            throw ValidationError("Say what is to be assumed: '--weight', '--value' or '--drop'.")
        }
        if period != nil, isRange { throw ValidationError("Either '--period' or '--from' and '--to'.") }
    }

    func report() throws -> any Report {
        let conversation = try global.patientSession.connect()
        let showsAllNodes = node == nil && power != nil && !isRange
        let shown = try node ?? (showsAllNodes ? nil : global.session.rootNode(known))
        let input = IndexInterface.WhatIf.Input(
            country: country,
            power: power,
            node: shown,
            period: period,
            from: from,
            to: to,
            weights: weight.map { .init(node: $0.node, weight: $0.weight) },
            drop: drop,
            values: value.map(\.change)
        )
        let answer = try conversation.call(IndexInterface.WhatIf.self, known.added(to: input))
        // The tree serves for indenting only.
        let wantsTree = showsAllNodes && global.format == .table
        let model = wantsTree ? try? conversation.call(IndexInterface.GetModel.self, .init()) : nil
        return WhatIfReport(
            answer: answer,
            power: named(power, answer.reply.scores.first?.power),
            tree: NodeTree(model?.reply.nodes ?? [])
        )
    }
}

/// Scores as they are beside those that would be. The heading, every column and every row of the CSV say which is which:
/// a hypothetical figure must not pass for one of the index.
struct WhatIfReport: ReplyReport {
    let answer: Answer<IndexInterface.WhatIf.Output>
    /// The only power asked for.
    let power: String?
    /// The model tree, where it is known.
    let tree: NodeTree

    private typealias Row = IndexInterface.HypotheticalScore

    private var scores: [Row] { reply.scores }

    func csv() -> CSV {
        let fields: [Row.Field] = [
            .country, .power, .node, .period, .baseValue, .hypotheticalValue, .difference, .baseRank, .hypotheticalRank,
            .baseCoverage, .hypotheticalCoverage, .baseDataFrom, .baseDataTo, .hypotheticalDataFrom,
            .hypotheticalDataTo, .reason,
        ]
        let mark = IndexInterface.WhatIf.Output.Field.hypothetical
        var csv = CSV(header: [mark.rawValue] + fields.map(\.rawValue))
        for score in scores { csv.add([reply[mark]] + fields.map { score[$0] }) }
        return csv
    }

    func table(_ page: Page) -> String {
        let country = reply.country.shown
        let first = reply.firstPeriod.shown
        let last = reply.lastPeriod.shown
        return heading(
            "HYPOTHETICAL: " + (power.map { "\($0) in \(country)" } ?? "powers in \(country)"),
            [
                hasOne(.node) ? scores.first?.node.shown : nil, first == last ? first : "\(first) to \(last)",
                "model \(abbreviated(reply.model))", asKnown(at: reply.asOf, reply),
            ],
            page
        ) + assumptions(page) + "\n" + figures(page) + losses(page)
            + "\nHypothetical figures are recomputed under these assumptions; they are stored nowhere.\n"
            + footnote(reply.definition, page)
    }

    // MARK: What is assumed

    private func assumptions(_ page: Page) -> String {
        weights(page) + values()
    }

    private func weights(_ page: Page) -> String {
        let weights = reply.weights
        guard !weights.isEmpty else { return "" }
        var table = Table([
            .left("assumed weight"), .decimal("base"), .decimal("hypothetical"), .decimal("share"),
            .decimal("hypothetical share"), .left("of"),
        ])
        for weight in weights {
            let isChanged = weight.baseWeight != weight.hypotheticalWeight
            let tone: Tone = isChanged ? .doubtful : .normal
            table.add([
                Table.Cell(weight.node.shown, tone), Table.Cell(rounded(weight.baseWeight)),
                Table.Cell(rounded(weight.hypotheticalWeight), tone), weight.baseShare.percentage(1),
                weight.hypotheticalShare.percentage(1), weight.parent.cell,
            ])
        }
        return table.render(page)
    }

    private func values() -> String {
        reply.values.map { value in
            let power = value.power.map { " of \($0.shown)" } ?? ""
            let country = value.country.map { " in \($0.shown)" } ?? ""
            return "assumed value: \(value.indicator.shown)\(power)\(country) is \(rounded(value.value))\n"
        }.joined()
    }

    // MARK: What follows

    private func figures(_ page: Page) -> String {
        let subjects = ([.power, .node, .period] as [Row.Field]).filter { !hasOne($0) }
        let shown = subjects.isEmpty ? [.power] : subjects
        let dates = dateColumns
        var table = Table(
            shown.map { .left($0.rawValue) } + [
                .decimal("base"), .decimal("hypothetical"), .decimal("difference"), .right("base rank"),
                .right("hypothetical rank"), .decimal("hypothetical coverage"),
            ] + dates.map { .left($0.title) }
        )
        for score in scores {
            table.add(
                shown.map { Table.Cell($0 == .node ? tree.indented(score.node.shown) : score[$0].shown) } + [
                    score.baseValue.figure(Decimals.detail), score.hypotheticalValue.figure(Decimals.detail, .doubtful),
                    difference(score),
                    score.baseRank.cell, rank(score), score.hypotheticalCoverage.percentage(),
                ] + dates.map { $0.cell(score) }
            )
        }
        return table.render(page)
    }

    /// Why there is no value where the index has one.
    private func losses(_ page: Page) -> String {
        scores.filter { $0.hypotheticalValue == nil && $0.baseValue != nil }.compactMap { score in
            score.reason.map {
                let name = [score.power, score.node, score.period].map(\.shown).joined(separator: " ")
                return paragraph("\(name): \(printable($0))", width: page.proseWidth)
            }
        }.joined()
    }

    /// One where the assumptions leave all dates as they are.
    private var dateColumns: [(title: String, cell: (Row) -> Table.Cell)] {
        let base = scores.map { [$0.baseDataFrom, $0.baseDataTo] }
        let hypothetical = scores.map { [$0.hypotheticalDataFrom, $0.hypotheticalDataTo] }
        guard (base + hypothetical).joined().contains(where: { $0 != nil }) else { return [] }
        func ofBase(_ title: String) -> (title: String, cell: (Row) -> Table.Cell) {
            (title, { dataCell($0.baseDataFrom, $0.baseDataTo) })
        }
        return base == hypothetical
            ? [ofBase("data")]
            : [
                ofBase("base data"),
                ("hypothetical data", { dataCell($0.hypotheticalDataFrom, $0.hypotheticalDataTo) }),
            ]
    }

    private func difference(_ score: Row) -> Table.Cell {
        guard let difference = score.difference else { return Table.Cell("-", .faint) }
        let text = fixed(difference, Decimals.detail)
        return Table.Cell(difference > 0 ? "+" + text : text, difference == 0 ? .faint : .normal)
    }

    private func rank(_ score: Row) -> Table.Cell {
        let isMoved = score.baseRank != score.hypotheticalRank
        return Table.Cell(score.hypotheticalRank.shown, isMoved ? .strong : .normal)
    }

    private func hasOne(_ field: Row.Field) -> Bool {
        Set(scores.map { $0[field].plainText }).count <= 1
    }
}
