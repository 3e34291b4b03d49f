import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceStore
import InfluenceText

extension IndexMethods {
    func deliveries(_ input: IndexInterface.ListDeliveries.Input) throws -> IndexInterface.ListDeliveries.Output {
        let state: AlertDelivery.State? = try Arguments.word(
            input.state,
            IndexInterface.ListDeliveries.Input.Field.state
        )
        let limit = try Arguments.count(input.limit, usual: 100, IndexInterface.ListDeliveries.Input.Field.limit)
        let hook = input.hook
        let deliveries = try store.deliveries(state: state, hook: hook, limit: limit)
        let known = engine.board.current.alerts.hookNames
        // One that is configured no more may have had some.
        if let hook, !known.contains(hook), try store.deliveries(state: nil, hook: hook, limit: 1).isEmpty {
            throw IndexError.unknownHook(hook, known: known)
        }
        return IndexInterface.ListDeliveries.Output(deliveries: try document(deliveries))
    }
}
