import InfluenceControl

/// The observed series: what there is to score from.
struct SeriesReport: Report {
    let document: JSONValue
    /// What was asked about; `nil` for the present.
    var asOf: String?

    private var series: [JSONValue] { document["series"].elements }

    func csv() -> CSV {
        CSV(
            series,
            fields: [
                "indicator", "power", "country", "reporter", "unit", "first_period", "last_period", "periods",
                "vintages", "last_recorded_at",
            ]
        )
    }

    func table(_ page: Page) -> String {
        guard !series.isEmpty else { return "no series\n" }
        var table = Table([
            .left("indicator"), .left("power"), .left("country"), .prose("reporter"), .prose("unit"), .left("first"),
            .left("last"), .right("periods"), .right("vintages"), .left("recorded at"),
        ])
        for item in series {
            table.add([
                item.cell("indicator"), item.cell("power"), item.cell("country"), item.cell("reporter"),
                item.cell("unit"), item.cell("first_period"), item.cell("last_period"), item.cell("periods"),
                item.cell("vintages"), item.cell("last_recorded_at"),
            ])
        }
        return knownLine(document, at: asOf) + table.render(page)
    }
}
