import Glibc

/// A run of the real executable.
struct ClientProcess {
    let pid: pid_t
    private let directory: TemporaryDirectory

    struct Outcome: Equatable {
        let output: String
        let complaints: String
        /// The exit status, or 128 and the signal that ended it, as a shell tells it.
        let status: Int32
    }

    /// Beside the tests in the build directory.
    static let executable: String = {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return (own.lastIndex(of: "/").map { String(own[...$0]) } ?? "") + "influencectl"
    }()

    /// - Parameters:
    ///   - output: a descriptor for standard output; a file by default.
    ///   - input: what standard input holds.
    init(
        _ arguments: [String],
        environment: [String] = [],
        output: Int32? = nil,
        input: String = ""
    ) throws {
        directory = try TemporaryDirectory()
        let inputPath = try directory.write(input, to: "in")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
        if let output {
            posix_spawn_file_actions_adddup2(&actions, output, 1)
        } else {
            posix_spawn_file_actions_addopen(&actions, 1, directory.path + "/out", O_WRONLY | O_CREAT, 0o600)
        }
        posix_spawn_file_actions_addopen(&actions, 2, directory.path + "/err", O_WRONLY | O_CREAT, 0o600)
        // Signals as a shell hands them to a command, whatever the test runner does with its own.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var pid = pid_t()
        let code = withCStrings([Self.executable] + arguments) { argv in
            withCStrings(["PATH=/usr/bin:/bin"] + environment) { envp in
                posix_spawn(&pid, Self.executable, &actions, &attributes, argv, envp)
            }
        }
        guard code == 0 else { throw Trouble(what: Self.executable, code: code) }
        self.pid = pid
    }

    func wait() throws -> Outcome {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { throw Trouble(what: "waitpid", code: errno) }
        }
        let signal = status & 0x7F
        return Outcome(
            output: directory.read("out"),
            complaints: directory.read("err"),
            status: signal == 0 ? status >> 8 & 0xFF : 128 + signal
        )
    }

    static func run(
        _ arguments: [String],
        environment: [String] = [],
        output: Int32? = nil,
        input: String = ""
    ) throws -> Outcome {
        try ClientProcess(arguments, environment: environment, output: output, input: input).wait()
    }
}

/// Calls `body` with the strings as C has them, ended by a null pointer.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
        // The buffer holds at least the null pointer.
        body(buffer.baseAddress ?? UnsafeMutablePointer.allocate(capacity: 1))
    }
}
