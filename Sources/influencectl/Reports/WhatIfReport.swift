import InfluenceControl

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
            .hypotheticalDataTo,
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
        ) + assumptions(page) + "\n" + figures(page)
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
                    score.baseValue.figure(2), score.hypotheticalValue.figure(2, .doubtful), difference(score),
                    score.baseRank.cell, rank(score), score.hypotheticalCoverage.percentage(),
                ] + dates.map { $0.cell(score) }
            )
        }
        return table.render(page)
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
        let text = fixed(difference, 2)
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
