import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceServer

extension AdminMethods {
    func dismissDeliveries(
        _ input: AdminInterface.DismissDeliveries.Input,
        _ request: Request
    ) async throws -> AdminInterface.DismissDeliveries.Output {
        try await engine.refuseIfClockIsWrong()
        // Also of a hook that is configured no more: that is what they were given up for.
        let count = try await engine.dismissDeliveries(hook: input.hook, author: Users.author(request.peer))
        let known = engine.board.current.alerts.hookNames
        if let hook = input.hook, count == 0, !known.contains(hook) {
            throw AdminError.unknownHook(hook, known: known)
        }
        return .init(deliveries: Int64(count))
    }
}
