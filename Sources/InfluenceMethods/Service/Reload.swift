import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles

extension AdminMethods {
    func reloaded() async throws -> AdminInterface.Reload.Output {
        let result = try await reload()
        let loaded = engine.board.current.loaded
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
            warnings: engine.board.current.feedConflicts + engine.board.current.feeds.flatMap(\.messages)
        )
    }
}
