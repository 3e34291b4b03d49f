import InfluenceControl
import InfluenceModel
import InfluenceStore

extension IndexMethods {
    func series(_ question: Question<IndexInterface.ListSeries.Input>) throws -> IndexInterface.ListSeries.Output {
        let filter = try filter(question)
        let series = try store.observationSeries(matching: filter, asOf: question.asOf)
        return IndexInterface.ListSeries.Output(
            series: series.map { series in
                IndexInterface.Series(
                    indicator: series.key.indicator.text,
                    power: series.key.power?.text,
                    country: series.key.country?.text,
                    reporter: series.key.reporter,
                    unit: series.unit,
                    firstPeriod: series.first.description,
                    lastPeriod: series.last.description,
                    periods: Int64(series.periods),
                    vintages: Int64(series.vintages),
                    lastRecordedAt: Document.time(series.lastRecordedAt)
                )
            }
        )
    }
}
