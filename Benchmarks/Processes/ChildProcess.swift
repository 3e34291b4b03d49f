import Glibc

/// A process of another executable; killed with the value that stands for it.
final class ChildProcess {
    let pid: pid_t
    private var hasEnded = false

    /// - Parameters:
    ///   - command: the executable by path or by name in `PATH`, and its arguments.
    ///   - environment: all that it gets, as `NAME=VALUE`; `nil`: that of this process.
    ///   - output: where standard output and standard error go, in this order.
    init(
        _ command: [String],
        environment: [String]? = nil,
        output: (String, String) = ("/dev/null", "/dev/null")
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.0, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, output.1, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let arguments = command.map { strdup($0) } + [nil]
        let variables = (environment ?? []).map { strdup($0) } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var pid: pid_t = 0
        let error =
            if environment == nil {
                posix_spawnp(&pid, command[0], &actions, nil, arguments, environ)
            } else {
                posix_spawnp(&pid, command[0], &actions, nil, arguments, variables)
            }
        guard error == 0 else { throw Obstacle("cannot start \(command[0]): \(String(cString: strerror(error)))") }
        self.pid = pid
    }

    deinit {
        guard !hasEnded else { return }
        kill(pid, SIGKILL)
        wait()
    }

    /// Waits for the end.
    /// - Returns: whether it ended with exit status 0.
    @discardableResult
    func wait() -> Bool {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        hasEnded = true
        return status == 0
    }

    /// Seconds from before the start to the end.
    static func seconds(of command: [String]) throws -> Double {
        let start = now()
        guard try ChildProcess(command).wait() else { throw Obstacle("`\(command.joined(separator: " "))` failed") }
        return now() - start
    }
}

/// Why something could not be measured.
struct Obstacle: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
