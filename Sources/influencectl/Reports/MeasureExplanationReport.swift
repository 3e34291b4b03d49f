import InfluenceControl

/// What a measure was made of: its parts with what they add, then each down to the sources.
struct MeasureExplanationReport: Report {
    let document: JSONValue
    let asOf: String?

    private var measure: JSONValue { document["measure"] }
    private var parts: [JSONValue] { measure["parts"].elements }

    private static let partFields = [
        "kind", "part", "title", "node", "unit", "weight", "value", "counterpart_value", "share", "contribution",
        "used", "freshness", "confidence", "data_from", "data_to",
    ]

    /// A line a part and observation, the part's members repeated.
    func csv() -> CSV {
        let place = ["country", "power", "node", "period"]
        var csv = CSV(header: place + Self.partFields + observationFields.map { "observation.\($0)" })
        for part in parts {
            let observations = part["observations"].elements
            for observation in observations.isEmpty ? [.null] : observations {
                csv.add(
                    place.map { document[$0] } + Self.partFields.map { part[$0] }
                        + observationFields.map { observation[$0] }
                )
            }
        }
        return csv
    }

    func table(_ page: Page) -> String {
        let sources = parts.map { evidence($0, page) }.filter { !$0.isEmpty }.joined(separator: "\n")
        return heading(
            "\(document["power"].shown) in \(document["country"].shown)",
            [document["node"].shown, document["period"].shown, document.dataSpan, asKnown(at: asOf, document)],
            page
        ) + paragraph(measure["formula"].plainText, width: page.proseWidth) + "\n" + table(of: parts, page)
            + breakLines([measure], name: { _ in "left out" }, page)
            + (sources.isEmpty ? "" : "\n" + sources) + "\n" + verdict(page)
            + CaveatNotes(document).text(page, mark: "") + footnote(document["definition"], page)
    }

    private func table(of parts: [JSONValue], _ page: Page) -> String {
        guard !parts.isEmpty else { return "" }
        let sides = [document["power"].shown, measure["counterpart"].stringValue.map { printable($0) }]
        let isPair = parts.contains { !$0["counterpart_value"].isNull }
        let names = isPair ? pairNames(sides) : ["value"]
        let columns: [(title: String, member: String, decimals: Int)] =
            [(names[0], "value", 2)] + (isPair ? [(names[1], "counterpart_value", 2)] : [])
            + [("share", "share", 3), ("contribution", "contribution", 3)]
        let shown = columns.filter { column in
            ["value"].contains(column.member) || parts.contains { !$0[column.member].isNull }
        }
        var table = Table(
            [.left("part"), .decimal("weight")] + shown.map { .decimal($0.title) }
                + [.decimal("confidence"), .left("data"), .left("")]
        )
        for part in parts {
            table.add(
                [part.cell("part"), part.percentage("weight", 1)]
                    + shown.map { figure(part, $0.member, $0.decimals) }
                    + [
                        part["used"].boolValue == true ? part.percentage("confidence") : Table.Cell("-", .faint),
                        part.dataCell, state(part),
                    ]
            )
        }
        return table.render(page)
    }

    /// Amounts of money need no decimals.
    private func figure(_ part: JSONValue, _ member: String, _ decimals: Int) -> Table.Cell {
        guard let value = part[member].numberValue, abs(value) >= 1_000_000 else {
            return part.figure(member, decimals)
        }
        return Table.Cell(rounded(value))
    }

    private func pairNames(_ sides: [String?]) -> [String] {
        if measure["measure"].plainText == "displacement" { return ["before", "now"] }
        let powers = (sides[0] ?? "").split(separator: "+").map(String.init)
        return powers.count == 2 ? powers : ["value", sides[1] ?? "counterpart"]
    }

    /// The age of what was read, or that it was not used.
    private func state(_ part: JSONValue) -> Table.Cell {
        let freshness = part["freshness"].stringValue
        guard part["used"].boolValue == true else {
            // A partner that is listed and does not count.
            if part["kind"].stringValue == "partner" { return Table.Cell("stands for several", .faint) }
            return Table.Cell(freshness.map { printable($0) } ?? "not known", .faint)
        }
        return Table.Cell(freshness.map { printable($0) } ?? "")
    }

    /// The observations that a part was made of.
    private func evidence(_ part: JSONValue, _ page: Page) -> String {
        let observations = part["observations"].elements
        guard !observations.isEmpty else { return "" }
        let title = part["title"].plainText == part["part"].plainText ? "" : ": " + part["title"].shown
        return page.toned(part["part"].shown, .strong) + title + "\n"
            // A figure that several indicators read is told once.
            + distinct(observations.map { source($0, page) }).joined()
    }

    private func source(_ observation: JSONValue, _ page: Page) -> String {
        let whose = [observation["indicator"], observation["power"], observation["country"]]
            .filter { !$0.isNull }.map(\.shown).joined(separator: " ")
        let unit = observation["unit"].plainText
        let value =
            observation["value"].isNull
            ? "no value" : observation["value"].shown + (unit.isEmpty ? "" : " " + printable(unit))
        let facts = [
            "status \(observation["status"].shown)",
            observation["reporter"].stringValue.flatMap { $0.isEmpty ? nil : "reported by \($0)" },
            observation["source"].stringValue.flatMap { $0.isEmpty ? nil : $0 },
        ].compactMap { $0 }
        return paragraph(
            "\(observation["period"].shown)  \(whose): \(value) (\(facts.joined(separator: "; ")))",
            indent: 4,
            width: page.proseWidth
        )
    }

    private func verdict(_ page: Page) -> String {
        let gate = measure["min_coverage"].numberValue.map { ", gate \(percent($0))" } ?? ""
        let quality =
            "Coverage \(document["coverage"].numberValue.map { percent($0) } ?? "-")\(gate), confidence "
            + (document["confidence"].numberValue.map { percent($0) } ?? "-")
        guard let value = document["value"].numberValue else {
            return paragraph(
                "No value: \(measure["reason"].stringValue ?? "not enough data"). \(quality).",
                width: page.proseWidth
            )
        }
        let contributions = parts.compactMap { $0["contribution"].numberValue }
        let what = measure["label"].stringValue ?? fixed(value, 3)
        let sum =
            contributions.isEmpty || !measure["label"].isNull
            ? "" : ", the sum of \(counted(Int64(contributions.count), "contribution"))"
        let isHalf = measure["measure"].plainText.hasPrefix("coopetition")
        let sentence = measure["sentence"].stringValue.map { " \($0)." } ?? ""
        let held = measure["measure"].plainText == "overtaking" ? " (held)" : ""
        return paragraph(
            "\(measure["measure"].shown): \(what)\(held)\(isHalf ? "" : sum). \(quality).\(sentence)",
            width: page.proseWidth
        )
    }
}
