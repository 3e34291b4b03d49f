import InfluenceControl

/// When rules would have fired and resolved. Which events rest on a reconstruction is said with each and below.
struct BacktestReport: Report {
    let document: JSONValue
    /// The only rule asked for.
    let rule: String?

    private var events: [JSONValue] { document["events"].elements }

    func csv() -> CSV {
        CSV(
            events,
            fields: [
                "kind", "at", "rule", "subject", "country", "power", "counterpart", "node", "feed", "summary",
                "reason", "value", "previous", "figure", "previous_figure", "period", "basis",
            ]
        )
    }

    func table(_ page: Page) -> String {
        heading(
            "Backtest of " + (rule ?? "all rules"),
            [asked, covered],
            page
        ) + (events.isEmpty ? "" : list(page) + "\n") + result + limits(page) + basis(page)
    }

    /// The span that was asked for.
    private var asked: String? {
        switch (document["asked_from"].stringValue, document["asked_to"].stringValue) {
        case (let from?, let to?): "\(printable(from)) to \(printable(to))"
        case (let from?, nil): "from \(printable(from)) on"
        case (nil, let to?): "through \(printable(to))"
        case (nil, nil): nil
        }
    }

    /// The span that there is history of.
    private var covered: String? {
        document["from"].isNull ? nil : "evaluated from \(document["from"].shown) to \(document["to"].shown)"
    }

    private func list(_ page: Page) -> String {
        var table = Table(
            [.left("at"), .left("period"), .left("event")] + (rule == nil ? [.left("rule")] : []) + [
                .left("subject"), .right("value"), .right("was"), .left("basis"), .prose("summary"),
            ]
        )
        for event in events {
            let isKnown = event["basis"].plainText == "as_known"
            let reason = event["reason"].stringValue.map { " (\($0))" } ?? ""
            table.add(
                [event.cell("at"), event.cell("period"), Table.Cell(event["kind"].shown, tone(of: event))]
                    + (rule == nil ? [event.cell("rule")] : []) + [
                        event.cell("subject"), event.figure("figure", of: "value"),
                        event.figure("previous_figure", of: "previous"),
                        Table.Cell(isKnown ? "as known" : event["basis"].shown, isKnown ? .normal : .faint),
                        Table.Cell(event["summary"].plainText + reason),
                    ]
            )
        }
        return table.render(page)
    }

    private func tone(of event: JSONValue) -> Tone {
        switch event["kind"].plainText {
        case "resolved": .good
        case "held": .faint
        default: .doubtful
        }
    }

    private var result: String {
        // Of what is not replayed nothing is told.
        guard document["alerts"].integerValue != 0 || !isLimited else { return "" }
        let evaluations = counted(document["evaluations"].integerValue ?? 0, "evaluation")
        let alerts = document["alerts"].integerValue ?? 0
        let count = events.isEmpty ? "no events" : counted(Int64(events.count), "event")
        return "\(count) in \(evaluations) of \(counted(alerts, "series", "series"))\n"
    }

    private var isLimited: Bool { !document["limits"].elements.isEmpty }

    /// Which rules are not replayed, or not from the beginning.
    private func limits(_ page: Page) -> String {
        document["limits"].elements.map { limit in
            let what = limit["replayed"].boolValue == true ? "is replayed from the first run on" : "cannot be replayed"
            return paragraph(
                "\(limit["rule"].shown) \(what): \(limit["reason"].shown).",
                width: page.proseWidth
            )
        }.joined()
    }

    private func basis(_ page: Page) -> String {
        let reconstructed = events.count { $0["basis"].plainText == "reconstructed" }
        guard reconstructed > 0 else { return "" }
        let others =
            reconstructed < events.count
            ? " The others rest on what was known at each run, as live operation would have seen it." : ""
        return paragraph(
            "Reconstructed: \(reconstructed) of \(counted(Int64(events.count), "event")), from before the first run, by "
                + "what that run knew of each period. Nobody knew those values then.\(others)",
            width: page.proseWidth
        )
    }
}

extension JSONValue {
    /// The member with its unit, or the bare value that it is of.
    fileprivate func figure(_ name: String, of value: String) -> Table.Cell {
        self[name].isNull ? measured(value) : cell(name)
    }
}
