import Glibc
package import InfluenceFiles
import InfluenceMethods
import InfluenceSchedule
package import InfluenceStore
import InfluenceText

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
        let state = try state(options, environment)
        var info = stat()
        guard stat(state, &info) == 0 else {
            throw .noFolder(state, reason: String(cString: strerror(errno)))
        }
        guard info.st_mode & S_IFMT == S_IFDIR else { throw .noFolder(state, reason: "it is not a folder") }
        guard geteuid() == 0 || geteuid() == info.st_uid else {
            throw .otherOwner(folder: state, owner: Users.name(of: info.st_uid) ?? "user \(info.st_uid)")
        }
        do throws(StoreError) {
            let outcome = try Restore.restore(
                backup,
                to: Paths.database(in: state),
                owner: geteuid() == 0 ? Restore.Owner(user: info.st_uid, group: info.st_gid) : nil,
                now: SystemClock().now()
            )
            return outcome.putAside.map { "put aside \($0)" }
                + told(outcome)
                + [
                    "restored \(Paths.database(in: state)) from \(backup) (\(DecimalText.binarySize(Double(outcome.bytes)))); "
                        + "start influenced"
                ]
        } catch {
            throw .store(error)
        }
    }

    /// What becomes of what hooks were told by the database before.
    private static func told(_ outcome: Restore.Outcome) -> [String] {
        let taken = [
            (outcome.inherited, "incident", " of which hooks have yet to hear the end"),
            (outcome.acknowledgements, "acknowledgement", ""), (outcome.silences, "silence", ""),
        ].filter { $0.0 > 0 }.map { count, name, what in counted(count, name) + what }
        let lines = taken.isEmpty ? [] : ["taken over from the database before: \(taken.joined(separator: ", "))"]
        return lines
            + outcome.unread.map { "hooks may not hear of the end of all that the database before told them: \($0)" }
    }

    /// The file is read only where no folder is named: a machine that is set up anew may have none yet, or a wrong one.
    private static func state(_ options: Daemon.Options, _ environment: [String: String]) throws(Failure) -> String {
        if let state = options.state { return state }
        do throws(DiagnosticList) {
            return Paths(options, try ConfigurationFile.load(options.configuration), environment).state
        } catch {
            throw .configuration(error)
        }
    }
}
