package import InfluenceModel
package import InfluenceScoring
import InfluenceText

/// An audit for people: aligned, short, flags by name. Correlations only where they are flagged; the JSON has all.
package enum AuditText {
    package static func text(_ audit: Audit, of model: Model) -> String {
        let span = [audit.periods.first, audit.periods.last].compactMap { $0?.description }
        let periods = audit.periods.count > 1 ? span.joined(separator: " to ") : span.first ?? "no period"
        let sections = [
            "Audit of \(model.id), \(periods): \(audit.cells) cells (\(audit.dyads.count) dyads)\n",
            indicators(audit), treatment(audit), correlations(audit), aggregates(audit), availability(audit),
        ]
        return sections.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func indicators(_ audit: Audit) -> String {
        var table = AlignedText([
            "indicator", "available", "min", "median", "mean", "max", "sd", "skew", "kurt", "zeros", "unique", "at low",
            "at high", "flags",
        ])
        for indicator in audit.indicators {
            let sample = indicator.sample
            let applicable = sample.count + indicator.missing
            table.add([
                indicator.id.text, percent(sample.count, of: applicable), figure(sample.min), figure(sample.median),
                figure(sample.mean), figure(sample.max), figure(sample.sd), figure(sample.skewness),
                figure(sample.kurtosis), percent(indicator.zeros, of: sample.count), "\(indicator.unique)",
                percent(indicator.saturation?.low), percent(indicator.saturation?.high),
                indicator.flags.map(\.rawValue).joined(separator: ", "),
            ])
        }
        return "Raw values\n" + table.text
    }

    private static func treatment(_ audit: Audit) -> String {
        var table = AlignedText(["indicator", "skew", "kurt", "step", "points", "skew after", "kurt after", "outcome"])
        for indicator in audit.indicators {
            for outcome in indicator.treatment {
                if outcome.clipped > 0 {
                    table.add([indicator.id.text, "", "", "clip", "\(outcome.clipped)", "", "", "in any case"])
                }
                for (place, attempt) in outcome.attempts.enumerated() {
                    let verdict = attempt.after.passes.map { $0 ? "passes" : "fails" } ?? "undefined, values kept"
                    table.add([
                        place == 0 ? indicator.id.text : "", figure(outcome.before.skewness),
                        figure(outcome.before.kurtosis), attempt.step.name, "\(attempt.points)",
                        figure(attempt.after.skewness), figure(attempt.after.kurtosis), verdict,
                    ])
                }
            }
        }
        return table.isEmpty ? "" : "Treated\n" + table.text
    }

    private static func correlations(_ audit: Audit) -> String {
        var table = AlignedText(["indicator", "indicator", "pearson", "spearman", "flag"])
        for pair in audit.correlations {
            guard let flag = pair.flag else { continue }
            let place = pair.isSameGroup ? "in a group" : pair.isSameDimension ? "in a dimension" : "across dimensions"
            table.add([
                pair.left.text, pair.right.text, figure(pair.pearson), figure(pair.spearman),
                "\(flag.rawValue), \(place)",
            ])
        }
        return table.isEmpty ? "" : "Flagged correlations\n" + table.text
    }

    private static func aggregates(_ audit: Audit) -> String {
        var table = AlignedText([
            "node", "alpha", "1st component", "child", "weight", "effective", "correlation", "loading",
        ])
        for node in audit.aggregates {
            for (place, child) in node.children.enumerated() {
                let isFirst = place == 0
                table.add([
                    isFirst ? node.id.text : "", isFirst ? figure(node.alpha) : "",
                    isFirst ? percent(node.components?.explained.first) : "", child.id.text, percent(child.weight),
                    percent(child.effectiveWeight), figure(child.correlation), figure(child.loading),
                ])
            }
        }
        let absences = audit.aggregates.compactMap { node in
            node.unweighed.map { "\(node.id) has no score: \($0)\n" }
        }
        return "Structure\n" + table.text + absences.joined()
    }

    private static func availability(_ audit: Audit) -> String {
        var table = AlignedText(["power", "data", "least in"])
        for power in audit.powers {
            let own = audit.dyads.filter { $0.subject.power == power.subject }
            let least = own.min { ($0.share ?? 2) < ($1.share ?? 2) }
            let worst = least.map { "\($0.subject.country) \(percent($0.share))" } ?? ""
            table.add([power.subject.text, percent(power.share), own.count > 1 ? worst : ""])
        }
        return "Data availability\n" + table.text
    }

    private static func figure(_ value: Double?) -> String { value.map(DecimalText.significant) ?? "-" }

    private static func percent(_ share: Double?) -> String {
        guard let share, share.isFinite else { return "-" }
        return DecimalText.percent(share)
    }

    private static func percent(_ part: Int, of whole: Int) -> String {
        percent(whole > 0 ? Double(part) / Double(whole) : nil)
    }
}

/// Columns side by side: the first and the last on the left, figures between on the right.
private struct AlignedText {
    private var rows: [[String]]

    init(_ titles: [String]) {
        rows = [titles]
    }

    var isEmpty: Bool { rows.count < 2 }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let columns = rows[0].indices
        let widths = columns.map { column in rows.reduce(0) { max($0, $1[column].count) } }
        var text = ""
        for row in rows {
            var line = " "
            for column in columns {
                let gap = String(repeating: " ", count: widths[column] - row[column].count)
                let isName = column == 0 || column == columns.count - 1 || Self.isName(rows[0][column])
                line += " " + (isName ? row[column] + gap : gap + row[column]) + " "
            }
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
        return text
    }

    private static func isName(_ title: String) -> Bool { ["indicator", "child", "step"].contains(title) }
}
