import Glibc
package import InfluenceEngine
package import InfluenceFiles
import InfluenceServer
package import InfluenceStore

/// Why the daemon does not start.
package enum StartError: Error, CustomStringConvertible {
    /// Configuration or model files are wrong.
    case configuration(DiagnosticList)
    case unknownGroup(String)
    /// `code`: of errno.
    case stateFolder(String, code: Int32)
    /// `isWrong`: it cannot be made where it is to be, however often that is tried.
    case socket(String, isWrong: Bool)
    case store(StoreError)
    case engine(EngineError)
    case server(String)

    package var description: String {
        switch self {
        case .configuration(let list): list.description
        case .unknownGroup(let name): "there is no group '\(name)'; create it, or change 'control' in the configuration"
        case .stateFolder(let path, let code): "cannot use \(path) for the database: \(String(cString: strerror(code)))"
        case .socket(let reason, _): "no control socket: \(reason)"
        case .store(let error):
            error.needing(StoreOptions().freeSpaceFloor).description(onceThereIsSpace: "then start influenced again")
        case .engine(let error): error.description
        case .server(let reason): "the control socket cannot be served: \(reason)"
        }
    }

    /// 2 where what the administrator wrote is wrong, so that starting again changes nothing; else 1.
    package var exitStatus: Int32 {
        switch self {
        case .configuration, .unknownGroup: 2
        case .stateFolder(_, let code): ListenError.isWrongPath(code) ? 2 : 1
        case .socket(_, let isWrong): isWrong ? 2 : 1
        case .store, .engine, .server: 1
        }
    }
}
