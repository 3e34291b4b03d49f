import InfluenceControl
import InfluenceEngine
import InfluenceStore

extension AdminMethods {
    func recompute() async throws -> AdminInterface.Recompute.Output {
        let report = try await engine.recompute(.request)
        return AdminInterface.Recompute.Output(
            run: Document.run(report.run),
            heartbeat: report.isHeartbeat
        )
    }
}
