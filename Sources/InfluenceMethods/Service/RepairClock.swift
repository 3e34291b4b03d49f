import Glibc
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceServer
import InfluenceStore

extension AdminMethods {
    func repairClock(
        _ input: AdminInterface.RepairClock.Input,
        _ request: Request
    ) async throws -> AdminInterface.RepairClock.Output {
        let isRehearsal = input.dryRun ?? false
        let path = input.backup ?? usualBackup()
        if let refusal = backupFolders().refusal(of: path) { throw AdminError.backupFailed(path, refusal) }
        let author = Users.author(request.peer)
        let done = try await repaired(backup: path, by: author, isRehearsal: isRehearsal)
        var run: AdminInterface.Run?
        var runError: String?
        if !isRehearsal, done.repair != nil || done.isBelieved {
            do throws(EngineError) {
                run = Document.run(try await engine.recompute(.request).run)
            } catch {
                runError = error.description
            }
        }
        return AdminInterface.RepairClock.Output(
            backup: done.backup?.path,
            sizeBytes: done.backup.map { Int64($0.bytes) },
            aheadSeconds: done.repair.map { Double($0.ahead) / 1e6 },
            runsSetAside: Int64(done.repair?.runs ?? 0),
            firstRun: done.repair?.firstRun,
            lastRun: done.repair?.lastRun,
            imports: Int64(done.repair?.imports ?? 0),
            believed: done.isBelieved,
            dryRun: isRehearsal,
            epoch: try store.status().epoch.map { Int64($0) },
            run: run,
            runError: runError
        )
    }

    private func repaired(
        backup path: String,
        by author: Author,
        isRehearsal: Bool
    ) async throws -> Engine.RepairedClock {
        do throws(EngineError) {
            return try await engine.repairClock(backup: path, by: author, isRehearsal: isRehearsal)
        } catch {
            switch error {
            case .store(.backupExists(let path)), .store(.backupFailed(let path, _)):
                throw AdminError.backupFailed(path, error.description)
            case .store(.full(let full, _, _)) where full == path, .store(.overQuota(let full)) where full == path:
                throw AdminError.backupFailed(path, error.description)
            default: throw error
            }
        }
    }

    /// A name beside the database that no other repair has.
    private func usualBackup() -> String {
        let stamp = clock.now().description.filter { $0.isLetter || $0.isNumber }
        let name = store.path + ".before-clock-repair-" + stamp
        guard !name.hasPrefix("/"), let folder = getcwd(nil, 0) else { return name }
        defer { free(folder) }
        return String(cString: folder) + "/" + name
    }
}
