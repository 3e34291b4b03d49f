import Foundation
import Synchronization

/// How a process ended.
package enum Exit: Hashable, Sendable {
    case status(Int32)
    case signal(Int32)
}

/// A process that has ended, and all that it wrote.
package struct Finished: Sendable, CustomStringConvertible {
    package let exit: Exit
    package let output: String
    package let errors: String

    package var succeeded: Bool { exit == .status(0) }

    package var description: String { "\(exit)\n\(output)\(errors)" }
}

/// A real executable, under test or beside it. Output goes into files, so that nobody has to read it for the process to go on.
///
/// Not Foundation's `Process`: for it a process runs until all of its own children have ended too, and it writes beyond
/// its buffer where more than 1,350 files are open. Killed with the value that stands for it.
package final class ChildProcess: Sendable {
    package let pid: Int32
    private let name: String
    private let folder: TemporaryFolder
    private let end = Mutex<Exit?>(nil)

    /// - Parameters:
    ///   - command: the executable, by path or by name in `PATH`, and its arguments.
    ///   - environment: added to `PATH` and `HOME`, which is all that the process inherits.
    ///   - input: standard input; nothing by default.
    package init(
        _ command: [String],
        environment: [String: String] = [:],
        directory: String? = nil,
        input: String = ""
    ) throws {
        let command = directory.map { ["env", "--chdir", $0] + command } ?? command
        folder = try TemporaryFolder()
        name = command.joined(separator: " ")
        let inherited = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key)
        }
        let variables = inherited.merging(environment) { _, given in given }.map { "\($0.key)=\($0.value)" }.sorted()

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        try folder.write(input, to: "in")
        posix_spawn_file_actions_addopen(&actions, 0, folder["in"], O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, folder["out"], O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, folder["err"], O_WRONLY | O_CREAT | O_APPEND, 0o600)

        // What the test runner ignores or blocks is not the program's business.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let arguments = command.map { strdup($0) } + [nil]
        let environment = variables.map { strdup($0) } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        var pid: Int32 = 0
        let error = posix_spawnp(&pid, command.first ?? "", &actions, &attributes, arguments, environment)
        guard error == 0 else { throw CannotStart(name: name, reason: String(cString: strerror(error))) }
        self.pid = pid
    }

    deinit {
        guard isRunning else { return }
        kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
    }

    package var isRunning: Bool { exit == nil }

    /// How it ended, once it has.
    package var exit: Exit? {
        end.withLock { end in
            if end != nil { return end }
            var status: Int32 = 0
            guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
            // wait(2): the low seven bits are the signal, the next byte the exit status.
            end = status & 0x7F == 0 ? .status((status >> 8) & 0xFF) : .signal(status & 0x7F)
            return end
        }
    }

    /// What it has written so far.
    package var output: String { (try? folder.read("out")) ?? "" }
    package var errors: String { (try? folder.read("err")) ?? "" }

    package func send(_ signal: Int32) {
        if isRunning { kill(pid, signal) }
    }

    /// Waits for the end.
    package func finish(within patience: Duration = .seconds(60)) async throws -> Finished {
        try await eventually("the end of `\(name)`", within: patience) { !isRunning }
        return Finished(exit: exit ?? .signal(0), output: output, errors: errors)
    }

    /// Waits until it accepts connections at `socket`; throws where it ends instead, with what it wrote.
    package func ready(at socket: String, within patience: Duration = .seconds(60)) async throws {
        try await eventually("readiness at \(socket)", within: patience) {
            guard isRunning else { throw EndedEarly(name: name, errors: errors) }
            return answers(socket: socket)
        }
    }

    /// Runs a command to its end.
    package static func run(
        _ command: [String],
        environment: [String: String] = [:],
        directory: String? = nil,
        input: String = "",
        within patience: Duration = .seconds(60)
    ) async throws -> Finished {
        let process = try ChildProcess(command, environment: environment, directory: directory, input: input)
        return try await process.finish(within: patience)
    }
}

package struct CannotStart: Error, CustomStringConvertible {
    let name: String
    let reason: String

    package init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }

    package var description: String { "cannot start `\(name)`: \(reason)" }
}

package struct EndedEarly: Error, CustomStringConvertible {
    let name: String
    let errors: String

    package init(name: String, errors: String) {
        self.name = name
        self.errors = errors
    }

    package var description: String { "`\(name)` ended before it was ready:\n\(errors)" }
}
