import InfluenceControl

extension IndexInterface.Series: CSVRow {}

/// The observed series: what there is to score from.
struct SeriesReport: ReplyReport {
    let answer: Answer<IndexInterface.ListSeries.Output>
    /// What was asked about; `nil` for the present.
    var asOf: String?

    private var series: [IndexInterface.Series] { reply.series }

    func csv() -> CSV {
        CSV(
            series,
            fields: [
                .indicator, .power, .country, .reporter, .unit, .firstPeriod, .lastPeriod, .periods,
                .vintages, .lastRecordedAt,
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
                item.indicator.cell, item.power.cell, item.country.cell, item.reporter.cell,
                item.unit.cell, item.firstPeriod.cell, item.lastPeriod.cell, item.periods.cell,
                item.vintages.cell, item.lastRecordedAt.cell,
            ])
        }
        return knownLine(reply, at: asOf) + table.render(page)
    }
}
