import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceStore

extension IndexMethods {
    /// What waits to be brought together with others has its turn when its group has.
    func document(_ deliveries: [AlertDelivery]) throws -> [IndexInterface.Delivery] {
        let now = engine.time.now()
        var groups: [String: (wait: TimeSpan, leaving: [Int64: Instant])] = [:]
        for hook in engine.board.current.alerts.hooks {
            guard let grouping = hook.grouping, deliveries.contains(where: { $0.hook == hook.name && $0.isGathering })
            else { continue }
            let waiting = try store.waitingDeliveries(
                for: hook.name,
                at: now,
                limit: DeliveryDispatcher.groupingWindow
            )
            groups[hook.name] = (grouping.wait, GroupForming(waiting, to: hook.name, grouping, at: now).leaving)
        }
        return deliveries.map { delivery in
            guard delivery.isGathering, let group = groups[delivery.hook] else {
                return AlertDocument.delivery(delivery)
            }
            // Of very many the last are not looked at yet: they do not leave before they have waited themselves.
            let turn = group.leaving[delivery.id] ?? delivery.createdAt.adding(microseconds: group.wait.microseconds)
            return AlertDocument.delivery(delivery, turn: max(turn, delivery.notBefore))
        }
    }
}

extension AlertDelivery {
    /// It waits, and was not begun: of a hook with groups others may still join it.
    fileprivate var isGathering: Bool { state == .waiting && !isBegun }
}
