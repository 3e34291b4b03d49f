import InfluenceControl
import InfluenceModel

/// What was handed to hooks, waits, or was given up, newest first.
struct DeliveriesReport: Report {
    let document: JSONValue
    /// The present, which the next attempts are counted from.
    let now: Instant

    private var deliveries: [JSONValue] { document["deliveries"].elements }

    func csv() -> CSV {
        let fields = ["delivery", "hook", "state", "attempts", "created_at", "next_at", "ended_at", "error"]
        let ofEvent = ["id", "kind", "at", "rule", "subject", "severity", "summary"]
        var csv = CSV(header: fields + ["event"] + ofEvent.dropFirst())
        for delivery in deliveries {
            csv.add(fields.map { delivery[$0] } + ofEvent.map { delivery["event"][$0] })
        }
        return csv
    }

    func table(_ page: Page) -> String {
        guard !deliveries.isEmpty else { return "no deliveries\n" }
        var table = Table([
            .right("delivery"), .left("state"), .left("hook"), .left("event"), .left("rule"), .left("subject"),
            .left("written"), .right("attempts"), .left("next or ended"), .prose("error"),
        ])
        for delivery in deliveries {
            let event = delivery["event"]
            table.add([
                delivery.cell("delivery"), Table.Cell(delivery["state"].shown, tone(of: delivery)),
                delivery.cell("hook"), event.cell("kind"), event.cell("rule"), event.cell("subject"),
                delivery.cell("created_at"), delivery.cell("attempts"), turn(of: delivery),
                Table.Cell(delivery["error"].plainText, delivery["state"].plainText == "dead" ? .bad : .doubtful),
            ])
        }
        return table.render(page)
    }

    private func tone(of delivery: JSONValue) -> Tone {
        switch delivery["state"].plainText {
        case "dead": .bad
        case "waiting": .doubtful
        case "delivered": .good
        default: .faint
        }
    }

    /// When its next attempt is, or when it ended.
    private func turn(of delivery: JSONValue) -> Table.Cell {
        guard let next = delivery["next_at"].stringValue.flatMap({ Instant(rfc3339: $0) }) else {
            return delivery["next_at"].isNull ? delivery.cell("ended_at") : delivery.cell("next_at")
        }
        guard next > now, let left = distance(of: delivery["next_at"], from: now) else { return Table.Cell("now") }
        return Table.Cell("in \(left)")
    }
}
