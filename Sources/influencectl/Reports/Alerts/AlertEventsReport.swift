import InfluenceControl

/// What happened to alerts, newest first.
struct AlertEventsReport: Report {
    let document: JSONValue

    private var events: [JSONValue] { document["events"].elements }

    func csv() -> CSV {
        let fields = [
            "id", "kind", "at", "rule", "subject", "country", "power", "counterpart", "node", "feed", "sequence",
            "state", "opening", "severity", "labels", "summary", "reason", "value", "previous", "low", "high",
            "period", "run", "model_hash",
        ]
        var csv = CSV(header: fields)
        for event in events { csv.add(event.alertFields(fields)) }
        return csv
    }

    func table(_ page: Page) -> String {
        guard !events.isEmpty else { return "no events\n" }
        var table = Table([
            .left("at"), .left("alert"), .left("event"), .left("severity"), .left("rule"), .left("subject"),
            .prose("summary"), .prose("reason"),
        ])
        for event in events {
            let tone = eventTone(event["kind"].plainText, event)
            table.add([
                event.cell("at"), idCell(event["opening"]), Table.Cell(event["kind"].shown, tone),
                Table.Cell(event["severity"].shown, tone), event.cell("rule"), event.cell("subject"),
                event.cell("summary"), Table.Cell(event["reason"].plainText),
            ])
        }
        return table.render(page)
    }
}
