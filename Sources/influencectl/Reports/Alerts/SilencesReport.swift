import InfluenceControl
import InfluenceModel

/// The silences, which of them are over, and why they were made.
struct SilencesReport: Report {
    let document: JSONValue
    /// The present, which ages are counted from.
    let now: Instant

    private var silences: [JSONValue] { document["silences"].elements }

    func csv() -> CSV {
        let fields = [
            "silence", "rule", "country", "power", "node", "severity", "labels", "created_at", "until", "ended_at",
            "author", "comment", "active",
        ]
        var csv = CSV(header: fields)
        for silence in silences { csv.add(silence.alertFields(fields)) }
        return csv
    }

    func table(_ page: Page) -> String { silences.isEmpty ? "no silences\n" : list(page) }

    /// Without a word where there are none.
    func list(_ page: Page) -> String {
        guard !silences.isEmpty else { return "" }
        var table = Table([
            .right("silence"), .left("alerts"), .left("until"), .left("by"), .prose("comment"),
        ])
        for silence in silences {
            let isActive = silence["active"].boolValue == true
            let end = silence["ended_at"].isNull ? silence["until"] : silence["ended_at"]
            let left = isActive ? distance(of: end, from: now).map { " (in \($0))" } ?? "" : " (over)"
            table.add(
                [
                    silence["silence"].shown, matcher(of: silence), end.shown + left, silence["author"].shown,
                    silence["comment"].shown,
                ].map { Table.Cell($0, isActive ? .normal : .faint) }
            )
        }
        return table.render(page)
    }

    /// `rule=stale_*, country=KAZ, label team=trade`, as they have to match.
    private func matcher(of silence: JSONValue) -> String {
        let parts = ["rule", "country", "power", "node", "severity"].compactMap { name in
            silence[name].stringValue.map { "\(name)=\($0)" }
        }
        let labels = silence["labels"].elements.map { "label \($0["name"].plainText)=\($0["value"].plainText)" }
        return (parts + labels).joined(separator: ", ")
    }
}

/// Silences that last longer.
struct ExtensionReport: Report {
    let document: JSONValue

    func table(_ page: Page) -> String {
        document["silences"].elements.map { "silence \($0["silence"].shown) until \($0["until"].shown)\n" }.joined()
    }
}
