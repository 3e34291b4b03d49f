import Foundation

/// Python with the packages `varlink` and `asyncvarlink`: clients and a server that nobody here has written.
///
/// Scripts/python-venv.sh makes the virtual environment; INFLUENCED_VENV says where it is.
enum PythonVarlink {
    static let python: String? = {
        guard let folder = ProcessInfo.processInfo.environment["INFLUENCED_VENV"] else { return nil }
        let path = folder + "/bin/python3"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs Python to its end.
    static func run(_ arguments: [String]) async throws -> Outcome {
        let (process, output, errors) = make(arguments)
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try process.run()
                        let text = output.fileHandleForReading.readDataToEndOfFile()
                        let problems = errors.fileHandleForReading.readDataToEndOfFile()
                        process.waitUntilExit()
                        return Outcome(
                            status: process.terminationStatus,
                            output: String(decoding: text, as: UTF8.self),
                            errors: String(decoding: problems, as: UTF8.self)
                        )
                    }
                )
            }
        }
    }

    /// Starts Python and leaves it running while `body` does its work.
    static func whileRunning<R>(_ arguments: [String], _ body: () async throws -> R) async throws -> R {
        let (process, _, _) = make(arguments)
        try process.run()
        defer {
            // Not SIGTERM: a process started from a task inherits that thread's signal mask, which blocks it.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        return try await body()
    }

    private static func make(_ arguments: [String]) -> (Process, Pipe, Pipe) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python ?? "/nonexistent")
        process.arguments = arguments
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        return (process, output, errors)
    }
}
