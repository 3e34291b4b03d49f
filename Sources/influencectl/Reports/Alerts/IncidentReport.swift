import InfluenceControl
import InfluenceModel

/// One incident: who knows what of it since when.
struct IncidentReport: Report {
    let document: JSONValue
    /// The present, which ages are counted from.
    let now: Instant

    private var incident: JSONValue { document["incident"] }

    func csv() -> CSV {
        let fields = ["hook", "picture", "since", "delivered_at", "waiting", "dead", "owed"]
        var csv = CSV(header: ["incident"] + fields)
        for hook in document["hooks"].elements { csv.add([incident["incident"]] + fields.map { hook[$0] }) }
        return csv
    }

    func table(_ page: Page) -> String {
        let isOver = incident["truth"].plainText == "ended"
        let title = heading(
            "\(printable(shortID(incident["incident"]))) \(incident["rule"].shown) \(incident["subject"].shown)",
            [
                incident["severity"].shown, isOver ? "over" : incident["truth"].shown,
                incident["flapping"].boolValue == true ? "flapping" : nil,
            ],
            page
        )
        return title + facts(page) + "\n" + hooks(page) + "\n" + deliveries(page)
    }

    private func facts(_ page: Page) -> String {
        let figure = incident["figure"].stringValue.map { ": \(printable($0))" } ?? ""
        let period = incident["period"].stringValue.map { ", \(printable($0))" } ?? ""
        var lines = ["\(incident["condition"].shown)\(figure)\(period)", "opened \(moment(incident["opened_at"]))"]
        if !incident["ended_at"].isNull {
            let reason = incident["reason"].isNull ? "" : ": \(incident["reason"].shown)"
            lines.append("over \(moment(incident["ended_at"]))\(reason)")
        }
        if !incident["acknowledged_by"].isNull { lines.append("acknowledged by \(incident["acknowledged_by"].shown)") }
        if !incident["silenced_until"].isNull {
            lines.append("silenced until \(incident["silenced_until"].shown) (silence \(incident["silence"].shown))")
        }
        return lines.map { paragraph($0, indent: 2, width: page.proseWidth) }.joined()
    }

    private func moment(_ time: JSONValue) -> String {
        time.shown + (distance(of: time, from: now).map { " (\($0) ago)" } ?? "")
    }

    private func hooks(_ page: Page) -> String {
        var table = Table([
            .left("hook"), .left("knows"), .left("since"), .left("last delivery"), .right("waiting"), .right("dead"),
            .left("owed"),
        ])
        for hook in document["hooks"].elements {
            let isDead = (hook["dead"].integerValue ?? 0) > 0
            table.add([
                hook.cell("hook"), Table.Cell(hook["picture"].shown, tone(of: hook)), hook.cell("since"),
                hook.cell("delivered_at"), hook.cell("waiting"),
                Table.Cell(hook["dead"].shown, isDead ? .bad : .normal),
                Table.Cell(hook["owed"].boolValue == true ? "a reminder" : ""),
            ])
        }
        return table.render(page)
    }

    /// What a hook knows that is not so, and is not on its way to it.
    private func tone(of hook: JSONValue) -> Tone {
        let (knows, truth) = (hook["picture"].plainText, incident["truth"].plainText)
        let isRight = knows == truth || (truth == "ended" && (knows == "resolved" || knows == "nothing"))
        return isRight ? .normal : .doubtful
    }

    private func deliveries(_ page: Page) -> String {
        DeliveriesReport(document: document, now: now).table(page)
    }
}
