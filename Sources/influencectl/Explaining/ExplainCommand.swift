import ArgumentParser
import InfluenceControl
import InfluenceText

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

    @Argument(help: .powerOfNode, completion: .powers, transform: upperCased)
    var power: String

    @Option(help: .node, completion: .nodes)
    var node: String?

    @Option(help: .period)
    var period: String?

    @Option(help: .since)
    var since: String?

    @OptionGroup
    var known: KnowledgeOptions

    func report() throws -> any Report {
        let input = IndexInterface.Explain.Input(
            country: country,
            power: power,
            node: node,
            period: period,
            since: since
        )
        let answer = try global.session.call(IndexInterface.Explain.self, known.added(to: input))
        if let report = MeasureExplanationReport(answer: answer, asOf: moment) {
            return report
        } else if let report = WaterfallReport(answer: answer, asOf: moment) {
            return report
        } else {
            return ExplainReport(answer: answer, asOf: moment)
        }
    }
}

/// Where a score comes from: the tree of contributions, then each indicator down to its sources.
struct ExplainReport: ReplyReport {
    let answer: Answer<IndexInterface.Explain.Output>
    let asOf: String?

    private typealias Node = IndexInterface.ExplainedNode

    private var nodes: [Node] { reply.nodes }
    /// The nodes that observations stand behind.
    private var indicators: [Node] { nodes.filter { $0.freshness != nil } }

    private static let nodeFields: [Node.Field] = [
        .node, .title, .parent, .value, .weight, .effectiveWeight, .contribution, .coverage, .confidence, .freshness,
        .raw, .unit, .numerator, .denominator, .goalpostLow, .goalpostHigh, .method,
    ]

    /// At the end, where a column that is added later moves no other.
    private static let laterFields: [Node.Field] = [.treated, .normalisedBy, .absence, .known, .dataFrom, .dataTo]

    /// A line a node and observation, the node's members repeated.
    func csv() -> CSV {
        let place: [IndexInterface.Explain.Output.Field] = [.country, .power, .period]
        let levelFields: [IndexInterface.Level.Field] = [.label, .citation]
        let observationFields = IndexInterface.Observation.csvFields
        var csv = CSV(
            header: place.map(\.rawValue) + Self.nodeFields.map(\.rawValue)
                + observationFields.map { "observation.\($0.rawValue)" } + Self.laterFields.map(\.rawValue)
                + levelFields.map { "level.\($0.rawValue)" }
        )
        for node in nodes {
            for observation in node.observations.isEmpty ? [nil] : node.observations.map(Optional.some) {
                let level = (node.levels ?? []).first { $0.level == observation?.value }
                csv.add(
                    place.map { reply[$0] } + Self.nodeFields.map { node[$0] } + observation.csv(observationFields)
                        + Self.laterFields.map { node[$0] } + level.csv(levelFields)
                )
            }
        }
        return csv
    }

    func table(_ page: Page) -> String {
        let title = heading(
            "\(reply.power.shown) in \(reply.country.shown)",
            [reply.node.shown, reply.period.shown, reply.dataSpan, asKnown(at: asOf, reply)],
            page
        )
        let sources = indicators.map { evidence($0, page) }.joined(separator: "\n")
        return title + contributions(page) + absences(page) + (sources.isEmpty ? "" : "\n" + sources) + "\n"
            + total(page) + CaveatNotes(reply.caveats).text(page, mark: "")
            + footnote(reply.definition, page)
    }

    private func contributions(_ page: Page) -> String {
        let tree = NodeTree(nodes)
        var table = Table([
            .left("node"), .decimal("value"), .decimal("weight"), .decimal("effective"), .decimal("contribution"),
            .right("coverage"), .left("freshness"),
        ])
        for node in nodes {
            let freshness = node.freshness.plainText
            table.add([
                Table.Cell(tree.indented(node.node.shown)), node.value.figure(Decimals.detail),
                node.weight.percentage(1),
                node.effectiveWeight.percentage(1), node.contribution.figure(Decimals.detail),
                node.coverage.percentage(),
                Table.Cell(freshness, tone(ofFreshness: freshness)),
            ])
        }
        return table.render(page)
    }

    /// Why nodes have no score; of indicators it stands with what they rest on.
    private func absences(_ page: Page) -> String {
        nodes.filter { $0.value == nil && $0.freshness == nil }.compactMap { node in
            node.absence.map {
                paragraph("\(node.node.shown): \(printable($0))", width: page.proseWidth)
            }
        }.joined()
    }

    /// What one indicator rests on.
    private func evidence(_ node: Node, _ page: Page) -> String {
        var text = page.toned(node.node.shown, .strong) + "  " + node.title.shown + "\n"
        let unit = unitSuffix(node.unit)
        if let raw = node.raw {
            text += "  \(rounded(raw))\(unit)\(fraction(node))\(normalisation(node))\n"
        } else {
            let freshness = node.freshness.shown
            let word = page.toned(freshness == "fresh" ? "no value" : freshness, tone(ofFreshness: freshness))
            let reason = node.absence.map { ": \(printable($0))" } ?? ""
            text += "  \(word)\(reason)\(normalisation(node))\n"
        }
        if let method = node.method {
            text += paragraph("method: \(method)", indent: 2, width: page.proseWidth)
        }
        for observation in node.observations {
            text += self.observation(observation, page)
        }
        for level in (node.levels ?? []) { text += self.level(level, page) }
        return text
    }

    private func unitSuffix(_ unit: String?) -> String {
        let unit = unit ?? ""
        return unit.isEmpty ? "" : " " + printable(unit)
    }

    private func fraction(_ node: Node) -> String {
        let known =
            node.known.flatMap { $0 < 1 ? " (\(fixed($0 * 100, 0)) % of the window known)" : nil } ?? ""
        guard let numerator = node.numerator, let denominator = node.denominator else {
            return known
        }
        let relation = isQuotient(node, numerator, denominator) ? " =" : ", from"
        return "\(relation) \(rounded(numerator)) / \(rounded(denominator))\(known)"
    }

    /// Whether the value is nothing but the quotient: no scale, no step after it.
    private func isQuotient(_ node: Node, _ numerator: Double, _ denominator: Double) -> Bool {
        guard let raw = node.raw else { return false }
        let quotient = numerator / denominator * (["percent", "%"].contains(node.unit) ? 100 : 1)
        return abs(raw - quotient) <= 1e-12 * abs(quotient)
    }

    private func normalisation(_ node: Node) -> String {
        guard let value = node.value else { return "" }
        let goalposts =
            if let low = node.goalpostLow, let high = node.goalpostHigh {
                " on goalposts \(rounded(low))..\(rounded(high))"
            } else {
                node.normalisedBy.map { " by \(printable($0))" } ?? ""
            }
        let treated = node.treated.map { ", treated \(rounded($0))" } ?? ""
        return "\(treated)\(goalposts) -> \(fixed(value, Decimals.detail))"
    }

    private func observation(_ observation: IndexInterface.Observation, _ page: Page) -> String {
        let value = observation.value.map { $0.shown + unitSuffix(observation.unit) } ?? "no value"
        var facts = ["status \(observation.status.shown)"]
        if !observation.reporter.isEmpty { facts.append("reported by \(observation.reporter)") }
        if let released = observation.released { facts.append("released \(released)") }
        facts.append("known since \(observation.recordedAt)")
        let head = "\(observation.period.shown)  \(observation.subject): \(value) (\(facts.joined(separator: ", ")))"
        return paragraph(head, indent: 4, width: page.proseWidth)
            + [("source", observation.source), ("note", observation.note)].map { name, text in
                text.isEmpty ? "" : paragraph("\(name): \(text)", indent: 8, width: page.proseWidth)
            }.joined()
    }

    /// What a level means, and where that is laid down.
    private func level(_ level: IndexInterface.Level, _ page: Page) -> String {
        paragraph(
            "level \(rounded(level.level)): \(level.label.shown), which scores \(rounded(level.score))"
                + (level.citation.isEmpty ? "" : " (\(printable(level.citation)))"),
            indent: 4,
            width: page.proseWidth
        )
    }

    /// The sum, and what is missing from it.
    private func total(_ page: Page) -> String {
        let gaps = indicators.filter { ["missing", "expired"].contains($0.freshness ?? "") }
            .map { "\($0.node.shown) (\($0.freshness.shown))" }
        let missing = gaps.isEmpty ? "nothing is missing" : "missing: " + gaps.joined(separator: ", ")
        return paragraph(
            "\(sum). Coverage \(percent(reply.coverage)), confidence \(percent(reply.confidence)); \(missing).",
            width: page.proseWidth
        )
    }

    private var sum: String {
        guard let value = reply.value else {
            let isNothingApplicable = !indicators.isEmpty && indicators.allSatisfy { $0.freshness == "not_applicable" }
            return isNothingApplicable
                ? "No score: none of the indicators applies here" : "No score: the data do not suffice"
        }
        let parts = indicators.filter { $0.value != nil }
        let contributions = parts.compactMap { $0.contribution }
        guard !parts.isEmpty, contributions.count == parts.count else {
            return "Score \(fixed(value, Decimals.detail)); this way of aggregating has no contributions that add up"
        }
        return "Sum of \(counted(Int64(parts.count), "contribution")) \(fixed(contributions.reduce(0, +), 2)), "
            + "score \(fixed(value, Decimals.detail))"
    }
}

extension IndexInterface.Level: CSVRow {}
