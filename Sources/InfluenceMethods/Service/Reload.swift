import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles

extension AdminMethods {
    func reloaded() async throws -> AdminInterface.Reload.Output {
        let result = try await reload()
        let status = engine.board.current
        let loaded = status.loaded
        var run: AdminInterface.Run?
        var runError: String?
        switch result {
        case .success(let report): run = Document.run(report.run)
        case .failure(let error): runError = error.description
        }
        return AdminInterface.Reload.Output(
            model: loaded.model.id,
            modelHash: loaded.hash,
            run: run,
            runError: runError,
            warnings: status.waitingForStart.map { "'\($0)' has changed; that takes effect at the next start" }
                + status.feeds.compactMap { feed in feed.error.map { "\(feed.name) was not imported: \($0)" } }
                + status.feedConflicts + status.feeds.flatMap(\.messages)
        )
    }
}
