import Glibc
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceServer
import InfluenceStore

extension AdminMethods {
    func repairClock(_ request: Request) async throws -> JSONValue {
        let isRehearsal = request.parameters["dry_run"]?.boolValue ?? false
        let path = request.parameters["backup"]?.stringValue ?? usualBackup()
        if let refusal = backupFolders().refusal(of: path) { throw AdminError.backupFailed(path, refusal) }
        let author = Users.author(request.peer)
        let done = try await repaired(backup: path, by: author, isRehearsal: isRehearsal)
        var run: JSONValue = .null
        var runError: JSONValue = .null
        if !isRehearsal, done.repair != nil || done.isBelieved {
            do throws(EngineError) {
                run = Document.run(try await engine.recompute(.request).run)
            } catch {
                runError = .string(error.description)
            }
        }
        return [
            "backup": .string(orNull: done.backup?.path),
            "size_bytes": .integer(orNull: done.backup.map { Int64($0.bytes) }),
            "ahead_seconds": .number(orNull: done.repair.map { Double($0.ahead) / 1e6 }),
            "runs_set_aside": .integer(Int64(done.repair?.runs ?? 0)),
            "first_run": .integer(orNull: done.repair?.firstRun),
            "last_run": .integer(orNull: done.repair?.lastRun),
            "imports": .integer(Int64(done.repair?.imports ?? 0)),
            "believed": .bool(done.isBelieved),
            "dry_run": .bool(isRehearsal),
            "epoch": .integer(orNull: try store.status().epoch.map { Int64($0) }),
            "run": run,
            "run_error": runError,
        ]
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
            case .store(.full(let full, _, _)) where full == path:
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
