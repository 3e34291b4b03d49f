import InfluenceControl
import InfluenceModel

/// The alerts with their states, and the silences.
struct AlertsReport: Report {
    let document: JSONValue
    /// The present, which ages are counted from.
    let now: Instant

    private var alerts: [JSONValue] { document["alerts"].elements }

    func csv() -> CSV {
        let fields = [
            "rule", "subject", "country", "power", "counterpart", "node", "feed", "state", "since", "severity",
            "labels", "value", "due_at", "opening", "held", "flapping", "silenced_until", "silence",
            "acknowledged_by", "acknowledged_until", "comment",
        ]
        var csv = CSV(header: fields)
        for alert in alerts { csv.add(alert.alertFields(fields)) }
        return csv
    }

    func table(_ page: Page) -> String {
        (alerts.isEmpty ? "no alerts\n" : summary(page) + list(page)) + silences(page)
    }

    private func silences(_ page: Page) -> String {
        let list = SilencesReport(document: document, now: now).list(page)
        return list.isEmpty ? "" : "\n" + list
    }

    private func summary(_ page: Page) -> String {
        func count(_ matches: (JSONValue) -> Bool) -> Int { alerts.count(where: matches) }
        let states = [
            ("firing", "firing"), ("no_data", "without data"), ("recovering", "recovering"), ("pending", "pending"),
            ("inactive", "inactive"),
        ].map { state, words in (count { $0["state"].plainText == state }, words) }
        let others = [
            (count { !$0["silenced_until"].isNull }, "silenced"),
            (count { !$0["acknowledged_by"].isNull }, "acknowledged"),
        ]
        return heading(
            counted(Int64(alerts.count), "alert"),
            (states + others).map { count, words in count > 0 ? "\(count) \(words)" : nil },
            page
        )
    }

    private func list(_ page: Page) -> String {
        var table = Table([
            .left("alert"), .left("state"), .left("severity"), .left("rule"), .left("country"), .left("power"),
            .left("node"), .decimal("value"), .left("since"), .prose("notes"),
        ])
        for alert in alerts {
            let tone = tone(of: alert)
            table.add([
                idCell(alert["opening"].isNull ? alert["held_event"] : alert["opening"]),
                Table.Cell(alert["state"].shown, tone),
                Table.Cell(alert["severity"].shown, tone), alert.cell("rule"), alert.cell("country"),
                Table.Cell(alert.alertPowers, alert["power"].isNull ? .faint : .normal), watched(alert),
                alert.measured("value"), since(alert), Table.Cell(notes(on: alert)),
            ])
        }
        return table.render(page)
    }

    private func tone(of alert: JSONValue) -> Tone {
        switch alert["state"].plainText {
        case "firing", "no_data": alert.alertTone
        case "recovering": .normal
        default: .faint
        }
    }

    private func watched(_ alert: JSONValue) -> Table.Cell {
        if alert["node"].isNull, let feed = alert["feed"].stringValue { return Table.Cell("feed \(feed)") }
        return alert.cell("node")
    }

    private func since(_ alert: JSONValue) -> Table.Cell {
        distance(of: alert["since"], from: now).map { Table.Cell($0) } ?? alert.cell("since")
    }

    private func notes(on alert: JSONValue) -> String {
        var notes: [String] = []
        if let due = distance(of: alert["due_at"], from: now) {
            switch alert["state"].plainText {
            case "pending": notes.append("fires in \(due)")
            case "recovering": notes.append("resolves in \(due)")
            default: break
            }
        }
        if !alert["held"].isNull { notes.append("held: \(alert["held"].shown)") }
        if alert["flapping"].boolValue == true { notes.append("flapping") }
        if !alert["silenced_until"].isNull {
            let silence = alert["silence"].isNull ? "" : " (silence \(alert["silence"].shown))"
            notes.append("silenced until \(alert["silenced_until"].shown)\(silence)")
        }
        if !alert["acknowledged_by"].isNull {
            let until = alert["acknowledged_until"].isNull ? "" : " until \(alert["acknowledged_until"].shown)"
            notes.append("acknowledged by \(alert["acknowledged_by"].shown)\(until)")
        }
        let comment = alert["comment"].isNull ? "" : ": \(alert["comment"].shown)"
        return notes.joined(separator: "; ") + (notes.isEmpty ? "" : comment)
    }
}
