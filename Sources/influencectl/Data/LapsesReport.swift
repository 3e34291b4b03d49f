import InfluenceControl
import InfluenceModel
import InfluenceText

extension IndexInterface.Lapse: CSVRow {
    func csvField(_ field: Field) -> JSONValue {
        field == .indicators ? .string(indicators.joined(separator: " ")) : self[field]
    }
}

/// Which scores lapse within a time if nothing newer is learnt: a line a dyad and period, with the indicators that become
/// too old and the scores that go with them.
struct LapsesReport: ReplyReport {
    let answer: Answer<IndexInterface.GetCoverage.Output>
    let within: CalendarDuration
    let asOf: String?

    private var lapses: [IndexInterface.Lapse] { reply.lapses ?? [] }

    func csv() -> CSV { CSV(lapses, fields: [.period, .country, .power, .node, .indicators]) }

    func table(_ page: Page) -> String {
        let title = heading(
            "Lapses within \(within)",
            [
                "after \(reply.period.shown)", "through \(reply.lapsesThrough.shown)",
                asKnown(at: asOf, reply),
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
            for name in group.flatMap({ $0.indicators.map(\.shown) }) where !indicators.contains(name) {
                indicators.append(name)
            }
            table.add([
                first.period.cell, first.country.cell, first.power.cell,
                Table.Cell(indicators.joined(separator: ", ")),
                Table.Cell(group.map { $0.node.shown }.joined(separator: ", "), .doubtful),
            ])
        }
        return title + table.render(page)
    }

    /// The lapses of each dyad in each period, in the order that they came.
    private var byDyad: [[IndexInterface.Lapse]] {
        var order: [String] = []
        var groups: [String: [IndexInterface.Lapse]] = [:]
        for lapse in lapses {
            let key = [lapse.period, lapse.country, lapse.power].joined(separator: " ")
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(lapse)
        }
        return order.compactMap { groups[$0] }
    }
}
