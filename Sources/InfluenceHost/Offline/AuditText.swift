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
        let figures = [
            "available", "min", "median", "mean", "max", "sd", "skew", "kurt", "zeros", "unique", "at low", "at high",
        ]
        var table = Table([.left("indicator")] + figures.map(Table.Column.right) + [.left("flags")])
        for indicator in audit.indicators {
            let sample = indicator.sample
            let applicable = sample.count + indicator.missing
            table.add(texts: [
                indicator.id.text, percent(sample.count, of: applicable), figure(sample.min), figure(sample.median),
                figure(sample.mean), figure(sample.max), figure(sample.sd), figure(sample.skewness),
                figure(sample.kurtosis), percent(indicator.zeros, of: sample.count), "\(indicator.unique)",
                percent(indicator.saturation?.low), percent(indicator.saturation?.high),
                indicator.flags.map(\.rawValue).joined(separator: ", "),
            ])
        }
        return "Raw values\n" + table.indented
    }

    private static func treatment(_ audit: Audit) -> String {
        var table = Table([
            .left("indicator"), .right("skew"), .right("kurt"), .left("step"), .right("points"), .right("skew after"),
            .right("kurt after"), .left("outcome"),
        ])
        for indicator in audit.indicators {
            for outcome in indicator.treatment {
                if outcome.clipped > 0 {
                    table.add(texts: [indicator.id.text, "", "", "clip", "\(outcome.clipped)", "", "", "in any case"])
                }
                for (place, attempt) in outcome.attempts.enumerated() {
                    let verdict = attempt.after.passes.map { $0 ? "passes" : "fails" } ?? "undefined, undone"
                    table.add(texts: [
                        place == 0 ? indicator.id.text : "", figure(outcome.before.skewness),
                        figure(outcome.before.kurtosis), attempt.step.name, "\(attempt.points)",
                        figure(attempt.after.skewness), figure(attempt.after.kurtosis), verdict,
                    ])
                }
            }
        }
        return table.rows.isEmpty ? "" : "Treated\n" + table.indented
    }

    private static func correlations(_ audit: Audit) -> String {
        var table = Table([
            .left("indicator"), .left("indicator"), .right("pearson"), .right("spearman"), .left("flag"),
        ])
        for pair in audit.correlations {
            guard let flag = pair.flag else { continue }
            let place = pair.isSameGroup ? "in a group" : pair.isSameDimension ? "in a dimension" : "across dimensions"
            table.add(texts: [
                pair.left.text, pair.right.text, figure(pair.pearson), figure(pair.spearman),
                "\(flag.rawValue), \(place)",
            ])
        }
        return table.rows.isEmpty ? "" : "Flagged correlations\n" + table.indented
    }

    private static func aggregates(_ audit: Audit) -> String {
        var table = Table([
            .left("node"), .right("alpha"), .right("1st component"), .left("child"), .right("weight"),
            .right("effective"), .right("correlation"), .left("loading"),
        ])
        for node in audit.aggregates {
            for (place, child) in node.children.enumerated() {
                let isFirst = place == 0
                table.add(texts: [
                    isFirst ? node.id.text : "", isFirst ? figure(node.alpha) : "",
                    isFirst ? percent(node.components?.explained.first) : "", child.id.text, percent(child.weight),
                    percent(child.effectiveWeight), figure(child.correlation), figure(child.loading),
                ])
            }
        }
        let absences = audit.aggregates.compactMap { node in
            node.unweighed.map { "\(node.id) has no score: \($0)\n" }
        }
        return "Structure\(audit.weightsOf.map { ", with the weights of \($0)" } ?? "")\n" + table.indented
            + absences.joined()
    }

    private static func availability(_ audit: Audit) -> String {
        var table = Table([.left("power"), .right("data"), .left("least in")])
        for power in audit.powers {
            let own = audit.dyads.filter { $0.subject.power == power.subject }
            let least = own.min { ($0.share ?? 2) < ($1.share ?? 2) }
            let worst = least.map { "\($0.subject.country) \(percent($0.share))" } ?? ""
            table.add(texts: [power.subject.text, percent(power.share), own.count > 1 ? worst : ""])
        }
        return "Data availability\n" + table.indented
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

extension Table {
    fileprivate mutating func add(texts: [String]) { add(texts.map { Cell($0) }) }

    /// As lines beneath a title.
    fileprivate var indented: String { render(.plain, indent: 2) }
}
