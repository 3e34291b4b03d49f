package import InfluenceAlerts
import InfluenceModel
package import InfluenceModelFiles
import InfluenceStore
import Logging

/// What is in force: the model, the rules and the hooks.
extension Engine {
    /// Puts a model and rules in force from the next run on.
    /// - Parameter memory: what a run may need from now on; `nil`: as before.
    package func use(_ loaded: LoadedModel, alerts: AlertPlan = .none, memory: Int? = nil) {
        self.memory.limit = memory ?? self.memory.limit
        board.update {
            // Of the same model they hold on: without anything new no run looks for them again.
            if loaded.hash != $0.loaded.hash {
                $0.lapses = nil
                $0.absent = nil
            }
            $0.loaded = loaded
            $0.reloadFailure = nil
        }
        keeper.use(alerts, in: loaded.model)
        do throws(StoreError) {
            try store.rememberHooks(alerts.hooks.map { ($0.name, $0.fallback) }, at: time.now())
        } catch {
            log.error("hooks not remembered", metadata: ["error": "\(error)"])
        }
        storedRun = nil
        lookAtHooks()
        showAlerts()
        // Whoever makes deliveries takes the hooks from there.
        outbox.wake()
    }

    /// Shows in the status which hooks cannot be executed, before they fail to hand over what matters.
    func lookAtHooks() {
        let troubles = HookTrouble.all(of: keeper.hooks, credentialsDirectory: credentials)
        if troubles != board.current.hookTroubles { board.update { $0.hookTroubles = troubles } }
    }

    /// Shows in the status that a reload was refused: the old configuration stays in force.
    package func refuseReload(_ error: EngineError) {
        board.update { $0.reloadFailure = EngineStatus.Failure(at: time.now(), message: error.description) }
    }
}
