package import InfluenceModel

extension GroupForming {
    /// What comes of a ripe group when its turn has come.
    package struct Outcome {
        /// `nil` where nothing of it is to be handed over.
        package var handover: Handover?
        /// Deliveries that something keeps back. Whoever waits behind them waits for that to be written down.
        package var keptBack: [(delivery: AlertDelivery, obstacle: DeliveryActions.Obstacle)] = []
    }

    /// - Parameters:
    ///   - deliveries: of a ripe group, in order.
    ///   - bytes: the length of an event's JSON.
    package func close(
        _ deliveries: [AlertDelivery],
        obstacle: (AlertDelivery) -> DeliveryActions.Obstacle?,
        bytes: (AlertEvent) -> Int
    ) -> Outcome {
        var outcome = Outcome()
        var ended: Set<AlertKey> = []
        var members: [AlertDelivery] = []
        var size = 0
        for delivery in deliveries where !ended.contains(delivery.event.key) {
            if let obstacle = obstacle(delivery) {
                outcome.keptBack.append((delivery, obstacle))
                ended.insert(delivery.event.key)
                continue
            }
            size += bytes(delivery.event)
            // The others make the next group.
            if size > Grouping.mostBytes, !members.isEmpty { break }
            members.append(delivery)
        }
        if !members.isEmpty {
            let group = DeliveryGroup(of: members.map(\.event.id), by: grouping.by, to: hook)
            outcome.handover = Handover(members, group: group)
        }
        return outcome
    }
}
