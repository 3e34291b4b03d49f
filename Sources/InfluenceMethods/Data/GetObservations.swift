import InfluenceControl
import InfluenceServer
import InfluenceStore

extension IndexMethods {
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
}
