import InfluenceControl
import InfluenceText

/// What a measure was made of: its parts with what they add, then each down to the sources.
struct MeasureExplanationReport: ReplyReport {
    let answer: Answer<IndexInterface.Explain.Output>
    let asOf: String?

    private let measure: IndexInterface.ExplainedMeasure

    private typealias Part = IndexInterface.ExplainedPart
    private var parts: [Part] { measure.parts }

    /// - Returns: `nil` where no measure is explained.
    init?(answer: Answer<IndexInterface.Explain.Output>, asOf: String?) {
        guard let measure = answer.reply.measure else { return nil }
        self.answer = answer
        self.asOf = asOf
        self.measure = measure
    }

    private static let partFields: [Part.Field] = [
        .kind, .part, .title, .node, .unit, .weight, .value, .counterpartValue, .share, .contribution, .used,
        .freshness, .confidence, .dataFrom, .dataTo,
    ]

    /// A line a part and observation, the part's members repeated.
    func csv() -> CSV {
        let place: [IndexInterface.Explain.Output.Field] = [.country, .power, .node, .period]
        let observationFields = IndexInterface.Observation.csvFields
        var csv = CSV(
            header: place.map(\.rawValue) + Self.partFields.map(\.rawValue)
                + observationFields.map { "observation.\($0.rawValue)" }
        )
        for part in parts {
            for observation in part.observations.isEmpty ? [nil] : part.observations.map(Optional.some) {
                csv.add(
                    place.map { reply[$0] } + Self.partFields.map { part[$0] } + observation.csv(observationFields)
                )
            }
        }
        return csv
    }

    func table(_ page: Page) -> String {
        let sources = parts.map { evidence($0, page) }.filter { !$0.isEmpty }.joined(separator: "\n")
        return heading(
            "\(reply.power.shown) in \(reply.country.shown)",
            [reply.node.shown, reply.period.shown, reply.dataSpan, asKnown(at: asOf, reply)],
            page
        ) + paragraph(measure.formula, width: page.proseWidth) + "\n" + table(of: parts, page)
            + breakLines([measure], name: { _ in "left out" }, page)
            + (sources.isEmpty ? "" : "\n" + sources) + "\n" + verdict(page)
            + CaveatNotes(reply.caveats).text(page, mark: "") + footnote(reply.definition, page)
    }

    private func table(of parts: [Part], _ page: Page) -> String {
        guard !parts.isEmpty else { return "" }
        let sides = [reply.power.shown, measure.counterpart.map { printable($0) }]
        let isPair = parts.contains { $0.counterpartValue != nil }
        let names = isPair ? pairNames(sides) : ["value"]
        let columns: [(title: String, value: (Part) -> Double?, decimals: Int)] =
            [(names[0], { $0.value }, 2)] + (isPair ? [(names[1], { $0.counterpartValue }, 2)] : [])
            + [
                ("share", { (part: Part) in part.share }, 3),
                ("contribution", { (part: Part) in part.contribution }, 3),
            ].filter { column in parts.contains { column.1($0) != nil } }
        var table = Table(
            [.left("part"), .decimal("weight")] + columns.map { .decimal($0.title) }
                + [.decimal("confidence"), .left("data"), .left("")]
        )
        for part in parts {
            table.add(
                [part.part.cell, part.weight.percentage(1)] + columns.map { figure($0.value(part), $0.decimals) }
                    + [part.used ? part.confidence.percentage() : .missing, part.dataCell, state(part)]
            )
        }
        return table.render(page)
    }

    /// Amounts of money need no decimals.
    private func figure(_ value: Double?, _ decimals: Int) -> Table.Cell {
        guard let value, abs(value) >= 1_000_000 else { return value.figure(decimals) }
        return Table.Cell(rounded(value))
    }

    private func pairNames(_ sides: [String?]) -> [String] {
        if measure.measure == "displacement" { return ["before", "now"] }
        if parts.allSatisfy({ $0.kind == .period }) { return ["without breaks", "as published"] }
        let powers = (sides[0] ?? "").split(separator: "+").map(String.init)
        return powers.count == 2 ? powers : ["value", sides[1] ?? "counterpart"]
    }

    /// The age of what was read, or that it was not used.
    private func state(_ part: Part) -> Table.Cell {
        let freshness = part.freshness
        guard part.used else {
            // A partner that is listed and does not count.
            if part.kind == .partner {
                return Table.Cell(part.part == reply.country ? "the country itself" : "stands for several", .faint)
            }
            let reason = part.kind == .period ? "not comparable" : "not known"
            return Table.Cell(freshness.map { printable($0) } ?? reason, .faint)
        }
        return Table.Cell(freshness.map { printable($0) } ?? "")
    }

    /// The observations that a part was made of.
    private func evidence(_ part: Part, _ page: Page) -> String {
        let observations = part.observations
        guard !observations.isEmpty else { return "" }
        let title = part.title == part.part ? "" : ": " + part.title.shown
        return page.toned(part.part.shown, .strong) + title + "\n"
            // A figure that several indicators read is told once.
            + distinct(observations.map { source($0, page) }).joined()
    }

    private func source(_ observation: IndexInterface.Observation, _ page: Page) -> String {
        let unit = observation.unit.isEmpty ? "" : " " + printable(observation.unit)
        let value = observation.value.map { $0.shown + unit } ?? "no value"
        let facts =
            ["status \(observation.status.shown)"]
            + (observation.reporter.isEmpty ? [] : ["reported by \(observation.reporter)"])
            + (observation.source.isEmpty ? [] : [observation.source])
        return paragraph(
            "\(observation.period.shown)  \(observation.subject): \(value) (\(facts.joined(separator: "; ")))",
            indent: 4,
            width: page.proseWidth
        )
    }

    private func verdict(_ page: Page) -> String {
        let quality =
            "Coverage \(percent(reply.coverage)), gate \(percent(measure.minCoverage)), confidence "
            + percent(reply.confidence)
        guard let value = reply.value else {
            return paragraph(
                "No value: \(measure.reason ?? "not enough data"). \(quality).",
                width: page.proseWidth
            )
        }
        func total(of kind: IndexInterface.ExplainedPart.Kind) -> String {
            fixed(parts.filter { $0.kind == kind }.compactMap { $0.contribution }.reduce(0, +), 3)
        }
        let contributions = parts.compactMap { $0.contribution }
        let what = measure.label ?? MeasureFigure.text(value, of: measure.measure)
        let sum =
            contributions.isEmpty || measure.label != nil
            ? "" : ", the sum of \(counted(Int64(contributions.count), "contribution"))"
        let halves =
            measure.measure.hasPrefix("coopetition")
            ? ", of contest \(total(of: .dimension)) and cooperation \(total(of: .sign)), the sums of those contributions"
            : nil
        let sentence = measure.sentence.map { " \($0)." } ?? ""
        let held = measure.measure == "overtaking" ? " (held)" : ""
        return paragraph(
            "\(measure.measure.shown): \(what)\(held)\(halves ?? sum). \(quality).\(sentence)",
            width: page.proseWidth
        )
    }
}
