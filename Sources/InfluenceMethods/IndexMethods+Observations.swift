import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer
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

    func observations(
        _ question: Question<IndexInterface.GetObservations.Input>,
        to stream: Replies<IndexInterface.GetObservations.Output>
    ) async throws -> IndexInterface.GetObservations.Output {
        var filter = try filter(question, reporter: question.input.reporter)
        let (from, through) = try question.arguments.days(from: question.input.from, to: question.input.to)
        filter.periods = PeriodRange(from: from, through: through)
        var position: ObservationPosition?
        if let cursor = question.input.cursor {
            guard let place = ObservationPosition(cursor) else {
                throw VarlinkError.invalidParameter(IndexInterface.GetObservations.Input.Field.cursor.rawValue)
            }
            position = place
        }
        while true {
            let page = try store.observationPage(
                matching: filter,
                asOf: question.asOf,
                vintages: question.input.vintages == true ? .all : .latest,
                after: position
            )
            let document = question.moment.telling(
                IndexInterface.GetObservations.Output(
                    observations: page.observations.map {
                        Document.observation($0.observation, recordedAt: $0.recordedAt, isInForce: $0.isInForce)
                    },
                    next: stream.isWanted ? nil : page.next?.description
                )
            )
            guard stream.isWanted, let following = page.next else { return document }
            position = following
            try await stream.send(document)
        }
    }

    private func filter(
        _ question: Question<some SeriesQuestion>,
        reporter: String? = nil
    ) throws -> ObservationFilter {
        let (arguments, input) = (question.arguments, question.input)
        return ObservationFilter(
            indicators: try arguments.indicator(input.indicator).map { [$0] },
            powers: try arguments.partner(input.power) { try store.isObserved(power: PowerID($0)) }.map { [$0] },
            countries: try arguments.country(input.country).map { [$0] },
            reporters: reporter.map { [$0] }
        )
    }
}
