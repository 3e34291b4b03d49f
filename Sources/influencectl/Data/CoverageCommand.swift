import ArgumentParser
import InfluenceControl
import InfluenceModel
import InfluenceText

struct CoverageCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Show what is missing, stale, expired or not applicable.",
        discussion: """
            For several dyads the table counts their indicators; for one it lists them. JSON and CSV always list them.

            With --expiring the scores that lapse within a time if nothing newer is learnt, and the indicators whose \
            figures they wait for. With --older-than only the figures whose reference period ended longer ago than that.

            Examples:
              influencectl coverage KAZ
              influencectl coverage --expiring 6M
              influencectl coverage KAZ --older-than 2Y
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

    @Option(help: ArgumentHelp("Show what lapses within this time: 6M, 2Y, P90D.", valueName: "span"))
    var expiring: Span?

    @Option(help: ArgumentHelp("Show only figures older than this: 6M, 2Y, P90D.", valueName: "span"))
    var olderThan: Span?

    @OptionGroup
    var known: KnowledgeOptions

    func validate() throws {
        guard expiring == nil || olderThan == nil else {
            throw ValidationError("--expiring looks ahead and --older-than back: ask one at a time.")
        }
    }

    func report() throws -> any Report {
        let input = IndexInterface.GetCoverage.Input(
            country: country,
            power: power,
            period: period,
            expiring: expiring?.duration.description
        )
        let answer = try global.session.call(IndexInterface.GetCoverage.self, known.added(to: input))
        if let expiring {
            return LapsesReport(answer: answer, within: expiring.duration, asOf: moment)
        } else {
            return CoverageReport(answer: answer, asOf: moment, olderThan: olderThan?.duration)
        }
    }
}

/// What is missing, ageing or expired: a line a dyad, and each indicator's state where one dyad is asked for.
struct CoverageReport: ReplyReport {
    let answer: Answer<IndexInterface.GetCoverage.Output>
    let asOf: String?
    /// Only figures whose reference period ended longer before the period's end.
    var olderThan: CalendarDuration?

    private static let states = ["fresh", "aging", "stale", "expired", "missing", "not_applicable", "imputed"]
    private var rows: [IndexInterface.CoverageRow] {
        let rows = reply.rows
        guard let olderThan, let end = end(reply.period) else { return rows }
        let limit = end.subtracting(olderThan)
        return rows.filter { row in self.end(row.observedPeriod).map { $0 < limit } ?? false }
    }

    private func end(_ period: String?) -> Day? {
        period.flatMap { try? Period($0).end }
    }

    func csv() -> CSV {
        CSV(
            rows,
            fields: [.country, .power, .node, .freshness, .weight, .observedPeriod, .reporter, .absence]
        )
    }

    func table(_ page: Page) -> String {
        let dyads = byDyad
        let body = dyads.count > 1 && olderThan == nil ? summary(dyads, page) : indicators(page)
        let older = olderThan.map { "figures older than \($0)" } ?? ""
        return heading("Coverage", [reply.period.shown, older, asKnown(at: asOf, reply)], page)
            + (rows.isEmpty ? "nothing to show\n" : body) + undefined(page)
    }

    private func undefined(_ page: Page) -> String {
        let text = olderThan == nil ? UndefinedNotes(reply.undefined, count: reply.undefinedCount).text(page) : ""
        return text.isEmpty ? "" : "\n" + text
    }

    /// The rows of each dyad, in the order that they came.
    private var byDyad: [[IndexInterface.CoverageRow]] {
        var order: [String] = []
        var groups: [String: [IndexInterface.CoverageRow]] = [:]
        for row in rows {
            let key = "\(row.country.plainText) \(row.power.plainText)"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row)
        }
        return order.compactMap { groups[$0] }
    }

    private func summary(_ dyads: [[IndexInterface.CoverageRow]], _ page: Page) -> String {
        // Where it happens it should be seen; a column of zeros it is not worth.
        let undefined = "undefined"
        let isUndefined = dyads.joined().contains { $0.freshness == undefined }
        let states = Self.states + (isUndefined ? [undefined] : [])
        var table = Table(
            [.left("country"), .left("power")] + states.map { .right($0 == "not_applicable" ? "n/a" : $0) }
                + [.prose("missing or expired")]
        )
        for dyad in dyads {
            guard let first = dyad.first else { continue }
            let counts = states.map { state in
                let count = dyad.count { $0.freshness == state }
                return Table.Cell("\(count)", count == 0 ? .faint : tone(ofFreshness: state))
            }
            let gaps = dyad.filter { ["missing", "expired", undefined].contains($0.freshness) }
            table.add(
                [first.country.cell, first.power.cell] + counts
                    + [Table.Cell(gaps.map { $0.node.shown }.joined(separator: ", "))]
            )
        }
        return table.render(page)
    }

    private func indicators(_ page: Page) -> String {
        let tellsWhy = rows.contains { $0.absence != nil }
        var table = Table(
            [
                .left("country"), .left("power"), .left("indicator"), .left("freshness"), .decimal("weight"),
                .left("observed"), tellsWhy ? .left("reporter") : .prose("reporter"),
            ] + (tellsWhy ? [.prose("why it has no value")] : [])
        )
        for row in rows {
            let freshness = row.freshness.shown
            table.add(
                [
                    row.country.cell, row.power.cell, row.node.cell,
                    Table.Cell(freshness, tone(ofFreshness: freshness)), row.weight.percentage(1),
                    row.observedPeriod.cell, row.reporter.cell,
                ] + (tellsWhy ? [Table.Cell(row.absence.plainText)] : [])
            )
        }
        return table.render(page)
    }
}

extension IndexInterface.CoverageRow: CSVRow {}
