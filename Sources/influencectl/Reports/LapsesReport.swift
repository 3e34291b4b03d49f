import InfluenceControl
import InfluenceModel

/// Which scores lapse within a time if nothing newer is learnt: a line a dyad and period, with the indicators that become
/// too old and the scores that go with them.
struct LapsesReport: Report {
    let document: JSONValue
    let within: CalendarDuration
    let asOf: String?

    private var lapses: [JSONValue] { document["lapses"].elements }

    func csv() -> CSV {
        CSV(
            lapses.map { lapse in
                [
                    "period": lapse["period"], "country": lapse["country"], "power": lapse["power"],
                    "node": lapse["node"], "indicators": .string(names(lapse)),
                ]
            },
            fields: ["period", "country", "power", "node", "indicators"]
        )
    }

    func table(_ page: Page) -> String {
        let title = heading(
            "Lapses within \(within)",
            [
                "after \(document["period"].shown)", "through \(document["lapses_through"].shown)",
                asKnown(at: asOf, document),
            ],
            page
        )
        guard !lapses.isEmpty else { return title + "no score lapses\n" }
        var table = Table([
            .left("from"), .left("country"), .left("power"), .prose("too old then"), .prose("scores that lapse"),
        ])
        for group in byDyad {
            guard let first = group.first else { continue }
            var indicators: [String] = []
            for name in group.flatMap({ $0["indicators"].elements.map(\.shown) }) where !indicators.contains(name) {
                indicators.append(name)
            }
            table.add([
                first.cell("period"), first.cell("country"), first.cell("power"),
                Table.Cell(indicators.joined(separator: ", ")),
                Table.Cell(group.map { $0["node"].shown }.joined(separator: ", "), .doubtful),
            ])
        }
        return title + table.render(page)
    }

    private func names(_ lapse: JSONValue) -> String {
        lapse["indicators"].elements.map(\.plainText).joined(separator: " ")
    }

    /// The lapses of each dyad in each period, in the order that they came.
    private var byDyad: [[JSONValue]] {
        var order: [String] = []
        var groups: [String: [JSONValue]] = [:]
        for lapse in lapses {
            let key = ["period", "country", "power"].map { lapse[$0].plainText }.joined(separator: " ")
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(lapse)
        }
        return order.compactMap { groups[$0] }
    }
}
