import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer
import InfluenceStore

extension IndexMethods {
    func series(_ question: Question) throws -> JSONValue {
        let filter = try filter(question)
        let series = try store.observationSeries(matching: filter, asOf: question.asOf)
        return [
            "series": .array(
                series.map { series in
                    [
                        "indicator": .string(series.key.indicator.text),
                        "power": .string(orNull: series.key.power?.text),
                        "country": .string(orNull: series.key.country?.text),
                        "reporter": .string(series.key.reporter),
                        "unit": .string(series.unit),
                        "first_period": .string(series.first.description),
                        "last_period": .string(series.last.description),
                        "periods": .integer(Int64(series.periods)),
                        "vintages": .integer(Int64(series.vintages)),
                        "last_recorded_at": Document.time(series.lastRecordedAt),
                    ]
                }
            )
        ]
    }

    func observations(_ question: Question, to stream: ReplyStream) async throws -> JSONValue {
        var filter = try filter(question)
        let (from, through) = try question.arguments.days()
        filter.periods = PeriodRange(from: from, through: through)
        var position: ObservationPosition?
        if let cursor = question.arguments.parameters["cursor"]?.stringValue {
            guard let place = ObservationPosition(cursor) else { throw VarlinkError.invalidParameter("cursor") }
            position = place
        }
        while true {
            let page = try store.observationPage(
                matching: filter,
                asOf: question.asOf,
                vintages: question.arguments.flag("vintages") ? .all : .latest,
                after: position
            )
            let document = question.telling([
                "observations": .array(
                    page.observations.map {
                        Document.observation($0.observation, recordedAt: $0.recordedAt, isInForce: $0.isInForce)
                    }
                ),
                "next": .string(orNull: stream.isWanted ? nil : page.next?.description),
            ])
            guard stream.isWanted, let following = page.next else { return document }
            position = following
            try await stream.send(document)
        }
    }

    private func filter(_ question: Question) throws -> ObservationFilter {
        ObservationFilter(
            indicators: try question.arguments.indicator().map { [$0] },
            powers: try question.arguments.partner { try store.isObserved(power: PowerID($0)) }.map { [$0] },
            countries: try question.arguments.country().map { [$0] },
            reporters: question.arguments.reporter().map { [$0] }
        )
    }
}
