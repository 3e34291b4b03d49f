import InfluenceControl

/// Where a score comes from: the tree of contributions, then each indicator down to its sources.
struct ExplainReport: Report {
    let document: JSONValue
    let asOf: String?

    private var nodes: [JSONValue] { document["nodes"].elements }
    /// The nodes that observations stand behind.
    private var indicators: [JSONValue] { nodes.filter { !$0["freshness"].isNull } }

    private static let nodeFields = [
        "node", "title", "parent", "value", "weight", "effective_weight", "contribution", "coverage", "confidence",
        "freshness", "raw", "unit", "numerator", "denominator", "goalpost_low", "goalpost_high", "method",
    ]

    /// At the end, where a column that is added later moves no other.
    private static let laterFields = ["treated", "normalised_by", "absence", "known", "data_from", "data_to"]

    /// A line a node and observation, the node's members repeated.
    func csv() -> CSV {
        let place = ["country", "power", "period"]
        let levelFields = ["label", "citation"]
        var csv = CSV(
            header: place + Self.nodeFields + observationFields.map { "observation.\($0)" } + Self.laterFields
                + levelFields.map { "level.\($0)" }
        )
        for node in nodes {
            let observations = node["observations"].elements
            for observation in observations.isEmpty ? [.null] : observations {
                let level = node["levels"].elements.first { $0["level"] == observation["value"] } ?? .null
                csv.add(
                    place.map { document[$0] } + Self.nodeFields.map { node[$0] }
                        + observationFields.map { observation[$0] } + Self.laterFields.map { node[$0] }
                        + levelFields.map { level[$0] }
                )
            }
        }
        return csv
    }

    func table(_ page: Page) -> String {
        let title = heading(
            "\(document["power"].shown) in \(document["country"].shown)",
            [document["node"].shown, document["period"].shown, document.dataSpan, asKnown(at: asOf, document)],
            page
        )
        let sources = indicators.map { evidence($0, page) }.joined(separator: "\n")
        return title + contributions(page) + absences(page) + (sources.isEmpty ? "" : "\n" + sources) + "\n"
            + total(page) + CaveatNotes(document).text(page, mark: "")
            + footnote(document["definition"], page)
    }

    private func contributions(_ page: Page) -> String {
        let tree = NodeTree(nodes)
        var table = Table([
            .left("node"), .decimal("value"), .decimal("weight"), .decimal("effective"), .decimal("contribution"),
            .right("coverage"), .left("freshness"),
        ])
        for node in nodes {
            let freshness = node["freshness"].plainText
            table.add([
                Table.Cell(tree.indented(node["node"].shown)), node.figure("value", 2), node.percentage("weight", 1),
                node.percentage("effective_weight", 1), node.figure("contribution", 2), node.percentage("coverage"),
                Table.Cell(freshness, tone(ofFreshness: freshness)),
            ])
        }
        return table.render(page)
    }

    /// Why nodes have no score; of indicators it stands with what they rest on.
    private func absences(_ page: Page) -> String {
        nodes.filter { $0["value"].isNull && $0["freshness"].isNull }.compactMap { node in
            node["absence"].stringValue.map {
                paragraph("\(node["node"].shown): \(printable($0))", width: page.proseWidth)
            }
        }.joined()
    }

    /// What one indicator rests on.
    private func evidence(_ node: JSONValue, _ page: Page) -> String {
        var text = page.toned(node["node"].shown, .strong) + "  " + node["title"].shown + "\n"
        let unit = unitSuffix(node)
        if let raw = node["raw"].numberValue {
            text += "  \(rounded(raw))\(unit)\(fraction(node))\(normalisation(node))\n"
        } else {
            let freshness = node["freshness"].shown
            let word = page.toned(freshness == "fresh" ? "no value" : freshness, tone(ofFreshness: freshness))
            let reason = node["absence"].stringValue.map { ": \(printable($0))" } ?? ""
            text += "  \(word)\(reason)\(normalisation(node))\n"
        }
        if let method = node["method"].stringValue {
            text += paragraph("method: \(method)", indent: 2, width: page.proseWidth)
        }
        for observation in node["observations"].elements {
            text += self.observation(observation, page)
        }
        for level in node["levels"].elements { text += self.level(level, page) }
        return text
    }

    private func unitSuffix(_ document: JSONValue) -> String {
        let unit = document["unit"].plainText
        return unit.isEmpty ? "" : " " + printable(unit)
    }

    private func fraction(_ node: JSONValue) -> String {
        let known =
            node["known"].numberValue.flatMap { $0 < 1 ? " (\(fixed($0 * 100, 0)) % of the window known)" : nil } ?? ""
        guard let numerator = node["numerator"].numberValue, let denominator = node["denominator"].numberValue else {
            return known
        }
        return " = \(rounded(numerator)) / \(rounded(denominator))\(known)"
    }

    private func normalisation(_ node: JSONValue) -> String {
        guard let value = node["value"].numberValue else { return "" }
        let goalposts =
            if let low = node["goalpost_low"].numberValue, let high = node["goalpost_high"].numberValue {
                " on goalposts \(rounded(low))..\(rounded(high))"
            } else {
                node["normalised_by"].stringValue.map { " by \(printable($0))" } ?? ""
            }
        let treated = node["treated"].numberValue.map { ", treated \(rounded($0))" } ?? ""
        return "\(treated)\(goalposts) -> \(fixed(value, 2))"
    }

    private func observation(_ observation: JSONValue, _ page: Page) -> String {
        let whose = [observation["indicator"], observation["power"], observation["country"]]
            .filter { !$0.isNull }.map(\.shown).joined(separator: " ")
        let value = observation["value"].isNull ? "no value" : observation["value"].shown + unitSuffix(observation)
        var facts = ["status \(observation["status"].shown)"]
        if let reporter = observation["reporter"].stringValue, !reporter.isEmpty {
            facts.append("reported by \(reporter)")
        }
        if let released = observation["released"].stringValue { facts.append("released \(released)") }
        if let recorded = observation["recorded_at"].stringValue { facts.append("known since \(recorded)") }
        let head = "\(observation["period"].shown)  \(whose): \(value) (\(facts.joined(separator: ", ")))"
        return paragraph(head, indent: 4, width: page.proseWidth)
            + ["source", "note"].map { name in
                let text = observation[name].plainText
                return text.isEmpty ? "" : paragraph("\(name): \(text)", indent: 8, width: page.proseWidth)
            }.joined()
    }

    /// What a level means, and where that is laid down.
    private func level(_ level: JSONValue, _ page: Page) -> String {
        guard let number = level["level"].numberValue, let score = level["score"].numberValue else { return "" }
        let citation = level["citation"].plainText
        return paragraph(
            "level \(rounded(number)): \(level["label"].shown), which scores \(rounded(score))"
                + (citation.isEmpty ? "" : " (\(printable(citation)))"),
            indent: 4,
            width: page.proseWidth
        )
    }

    /// The sum, and what is missing from it.
    private func total(_ page: Page) -> String {
        let gaps = indicators.filter { ["missing", "expired"].contains($0["freshness"].stringValue) }
            .map { "\($0["node"].shown) (\($0["freshness"].shown))" }
        let missing = gaps.isEmpty ? "nothing is missing" : "missing: " + gaps.joined(separator: ", ")
        let coverage = document["coverage"].numberValue.map { percent($0) } ?? "-"
        let confidence = document["confidence"].numberValue.map { percent($0) } ?? "-"
        return paragraph(
            "\(sum). Coverage \(coverage), confidence \(confidence); \(missing).",
            width: page.proseWidth
        )
    }

    private var sum: String {
        guard let value = document["value"].numberValue else {
            return "No score: the data do not suffice"
        }
        let parts = indicators.filter { $0["value"].numberValue != nil }
        let contributions = parts.compactMap { $0["contribution"].numberValue }
        guard !parts.isEmpty, contributions.count == parts.count else {
            return "Score \(fixed(value, 2)); this way of aggregating has no contributions that add up"
        }
        return "Sum of \(counted(Int64(parts.count), "contribution")) \(fixed(contributions.reduce(0, +), 2)), "
            + "score \(fixed(value, 2))"
    }
}
