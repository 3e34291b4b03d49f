import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel

extension AdminMethods {
    func retryDeliveries(
        _ input: AdminInterface.RetryDeliveries.Input
    ) async throws -> AdminInterface.RetryDeliveries.Output {
        try await engine.refuseIfClockIsWrong()
        let known = engine.board.current.alerts.hookNames
        if let hook = input.hook, !known.contains(hook) {
            throw AdminError.unknownHook(hook, known: known)
        }
        return .init(deliveries: Int64(try await engine.retryDeliveries(hook: input.hook)))
    }
}
