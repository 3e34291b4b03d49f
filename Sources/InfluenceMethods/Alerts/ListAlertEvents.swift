import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceText

extension IndexMethods {
    func alertEvents(
        _ input: IndexInterface.ListAlertEvents.Input
    ) throws -> IndexInterface.ListAlertEvents.Output {
        let filter = try filter(input, future: input.future)
        if let before = input.before, try store.alertEvent(before) == nil {
            throw VarlinkError.invalidParameter(IndexInterface.ListAlertEvents.Input.Field.before.rawValue)
        }
        let events = try store.alertEvents(
            matching: AlertEventFilter(
                rule: filter.rule?.text,
                country: filter.country?.text,
                power: filter.power?.text,
                node: filter.node?.text
            ),
            before: input.before,
            limit: try Arguments.count(input.limit, usual: 100, IndexInterface.ListAlertEvents.Input.Field.limit)
        )
        return IndexInterface.ListAlertEvents.Output(
            events: events.map(AlertDocument.event)
        )
    }
}
