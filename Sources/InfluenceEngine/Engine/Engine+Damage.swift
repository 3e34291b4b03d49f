import InfluenceModel
import InfluenceStore
import Logging

/// What is found to be wrong with the database: it is read from then on, and written to no more.
extension Engine {
    /// Reads the whole database before anything is written to it. A damaged one is left as it is: reading goes on,
    /// imports and runs are refused. Takes 3 ms a megabyte, so the daemon answers before this has ended.
    package func examineStore() {
        beginWork()
        board.update { $0.isExamining = true }
        defer {
            board.update { $0.isExamining = false }
            endWork()
        }
        let problems: [String]
        do throws(StoreError) { problems = try store.integrityProblems() } catch { problems = [error.description] }
        guard !problems.isEmpty else { return }
        let damage = StoreError.corrupt(path: store.path, detail: problems.prefix(3).joined(separator: "; "))
        log.critical("\(damage)")
        board.update { $0.damage = damage }
    }

    /// Nothing was imported, and yet the observations are others than those of the last run: whoever changed them, it was
    /// not a source, and no score of them is news. Nothing is written any more.
    func foundChanged(since last: Run) -> StoreError {
        let damage = StoreError.corrupt(
            path: store.path,
            detail: "nothing was imported since run \(last.id), and yet its observations are not those of that run"
        )
        log.critical("\(damage)")
        board.update { $0.damage = damage }
        return damage
    }

    func refuseIfDamaged() throws(EngineError) {
        if let damage = board.current.damage { throw .store(damage) }
    }
}
