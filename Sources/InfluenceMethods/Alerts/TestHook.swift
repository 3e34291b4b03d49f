import InfluenceAlerts
import InfluenceControl
import InfluenceEngine

extension AdminMethods {
    func testHook(_ input: AdminInterface.TestHook.Input) async throws -> AdminInterface.TestHook.Output {
        let name = input.hook
        guard let outcome = await tryHook(name) else {
            throw AdminError.unknownHook(name, known: engine.board.current.alerts.hookNames)
        }
        return AdminInterface.TestHook.Output(
            hook: name,
            delivered: outcome.isDelivered,
            status: outcome.status.map { Int64($0) },
            error: outcome.error,
            output: outcome.output,
            durationSeconds: outcome.seconds
        )
    }
}
