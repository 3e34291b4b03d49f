import Foundation
import InfluenceTestKit

/// Python with the packages `varlink` and `asyncvarlink`: clients and a server that nobody here has written.
///
/// Scripts/python-venv.sh makes the virtual environment; INFLUENCED_VENV says where it is.
enum PythonVarlink {
    static let python: String? = {
        guard let folder = ProcessInfo.processInfo.environment["INFLUENCED_VENV"] else { return nil }
        let path = folder + "/bin/python3"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    /// Runs Python to its end.
    static func run(_ arguments: [String]) async throws -> Finished {
        try await ChildProcess.run([python ?? "/nonexistent"] + arguments)
    }

    /// Starts Python and leaves it running while `body` does its work.
    static func whileRunning<R>(_ arguments: [String], _ body: () async throws -> R) async throws -> R {
        let process = try ChildProcess([python ?? "/nonexistent"] + arguments)
        defer { withExtendedLifetime(process) {} }
        return try await body()
    }
}
