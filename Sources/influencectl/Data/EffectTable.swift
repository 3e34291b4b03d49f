import InfluenceControl
import InfluenceText

/// What an import would change.
struct EffectTable {
    private let effect: AdminInterface.ImportEffect?

    init(_ effect: AdminInterface.ImportEffect?) {
        self.effect = effect
    }

    func text(_ page: Page) -> String {
        guard let effect else { return "" }
        let inputs = "  nothing was kept; this holds for input \(abbreviated(effect.input))\n"
        guard effect.changed > 0 else { return "  no score would change\n" + alerts(effect, page) + inputs }
        var table = Table([
            .left("country"), .left("power"), .left("node"), .left("period"), .decimal("from"), .decimal("to"),
            .decimal("difference"), .right("rank"), .right("periods"),
        ])
        for score in effect.scores {
            table.add([
                score.country.cell, score.power.cell, score.node.cell, score.period.cell,
                score.from.figure(Decimals.detail),
                score.to.figure(Decimals.detail), difference(score), rank(score), score.periods.cell,
            ])
        }
        let shown = Int64(effect.scores.count)
        let more = effect.changed > shown ? "  and \(effect.changed - shown) more\n" : ""
        return "  \(counted(effect.changed, "score")) would change:\n\n" + table.render(page) + more + leaders(effect)
            + alerts(effect, page) + inputs
    }

    /// `  would fire: critical china-passes-russia-trade: CHN is ahead of RUS ...`
    private func alerts(_ effect: AdminInterface.ImportEffect, _ page: Page) -> String {
        guard let count = effect.alertCount else { return "" }
        guard count > 0 else { return "  no alert would change\n" }
        let alerts = effect.alerts ?? []
        let lines = alerts.map { alert in
            let reason = alert.reason.map { " (\(printable($0)))" } ?? ""
            let line =
                "would \(Self.verb(alert.kind)): \(alert.severity.shown) \(alert.rule.shown): "
                + "\(alert.summary.shown)\(reason)"
            return wrapped(line, to: page.proseWidth - 4).enumerated()
                .map { number, text in
                    (number == 0 ? "  " : "    ") + page.toned(text, eventTone(alert.kind, alert.severity)) + "\n"
                }.joined()
        }
        let more = count > alerts.count ? "  and \(count - Int64(alerts.count)) more\n" : ""
        return lines.joined() + more
    }

    private static func verb(_ kind: String) -> String {
        switch kind {
        case "firing": "fire"
        case "resolved": "resolve"
        case "held": "be held"
        case "no_data": "lose its data"
        case "data_back": "have its data back"
        case "flapping": "flap"
        case "pending": "wait"
        default: printable(kind)
        }
    }

    private func leaders(_ effect: AdminInterface.ImportEffect) -> String {
        effect.leaders.map { leader in
            func name(_ power: String?) -> String { power?.shown ?? "nobody alone" }
            return
                "  \(leader.country.shown) \(leader.node.shown) \(leader.period.shown): \(name(leader.to)) would lead, "
                + "not \(name(leader.from))\n"
        }.joined()
    }

    private func difference(_ score: AdminInterface.ScoreEffect) -> Table.Cell {
        guard let from = score.from, let to = score.to else { return .missing }
        let text = fixed(to - from, Decimals.detail)
        return Table.Cell(to > from ? "+" + text : text)
    }

    private func rank(_ score: AdminInterface.ScoreEffect) -> Table.Cell {
        let (from, to) = (score.rankFrom.shown, score.rankTo.shown)
        return from == to ? Table.Cell(to) : Table.Cell("\(from) -> \(to)", .strong)
    }
}
