import Glibc
package import InfluenceFiles
import InfluenceMethods
import InfluenceSchedule
package import InfluenceStore

/// `influenced restore`: puts a backup in the database's place, while no daemon runs.
package enum OfflineRestore {
    /// Why nothing was restored.
    package enum Failure: Error, CustomStringConvertible {
        case configuration(DiagnosticList)
        case noFolder(String, reason: String)
        case otherOwner(folder: String, owner: String)
        case store(StoreError)

        package var description: String {
            switch self {
            case .configuration(let list): list.description
            case .noFolder(let path, let reason): "cannot use \(path) for the database: \(reason)"
            case .otherOwner(let folder, let owner):
                "\(folder) belongs to \(owner): restore as that user, or as root, so that the daemon can use the file"
            case .store(let error):
                error.description(onceThereIsSpace: "then restore again; what was there is as it was")
            }
        }
    }

    /// - Returns: what was done, a line each.
    package static func restore(
        _ backup: String,
        _ options: Daemon.Options,
        environment: [String: String]
    ) throws(Failure) -> [String] {
        let configuration: Configuration
        do throws(DiagnosticList) {
            configuration = try ConfigurationFile.load(options.configuration)
        } catch {
            throw .configuration(error)
        }
        let paths = Paths(options, configuration, environment)
        var info = stat()
        guard stat(paths.state, &info) == 0 else {
            throw .noFolder(paths.state, reason: String(cString: strerror(errno)))
        }
        guard info.st_mode & S_IFMT == S_IFDIR else { throw .noFolder(paths.state, reason: "it is not a folder") }
        guard geteuid() == 0 || geteuid() == info.st_uid else {
            throw .otherOwner(folder: paths.state, owner: Users.name(of: info.st_uid) ?? "user \(info.st_uid)")
        }
        do throws(StoreError) {
            let outcome = try Restore.restore(
                backup,
                to: paths.database,
                owner: geteuid() == 0 ? Restore.Owner(user: info.st_uid, group: info.st_gid) : nil,
                now: SystemClock().now()
            )
            return outcome.putAside.map { "put aside \($0)" }
                + told(outcome)
                + ["restored \(paths.database) from \(backup) (\(outcome.bytes) bytes); start influenced"]
        } catch {
            throw .store(error)
        }
    }

    /// What becomes of what hooks were told by the database before.
    private static func told(_ outcome: Restore.Outcome) -> [String] {
        let count = outcome.inherited
        var lines: [String] = []
        if count > 0 {
            lines.append(
                "taken over from the database before: \(count) \(count == 1 ? "incident" : "incidents") of which hooks have yet to"
                    + " hear the end"
            )
        }
        return lines
            + outcome.unread.map { "hooks may not hear of the end of all that the database before told them: \($0)" }
    }
}
