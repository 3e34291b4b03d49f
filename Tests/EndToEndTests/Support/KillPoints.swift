import Foundation

/// One moment at which a program is killed: the `number`th time that one of its threads makes the system call `call`.
struct KillPoint: Sendable, CustomStringConvertible {
    let call: String
    let number: Int

    /// System calls that change files. Killing before each of them covers every state that a crash of the program can
    /// leave on disk (a crash of the machine can leave more: synchronous=FULL and SQLite's own tests cover that).
    static let writeCalls = ["pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "openat"]

    /// Why there can be no kill points here; `nil` where there can.
    static let obstacle: String? = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let found = path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/strace") }
        return found ? nil : "strace is not installed"
    }()

    /// In front of a command: kills it here. The command keeps its process id, so that signals reach it, and the status
    /// of the whole is its own: killed = `.signal(SIGKILL)`.
    var prefix: [String] {
        // -D: the tracer, not the program, is the grandchild.
        [
            "strace", "-D", "-qq", "-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
            "inject=\(call):signal=KILL:when=\(number)",
        ]
    }

    var description: String { "\(call) #\(number)" }

    enum Outcome: Sendable {
        /// The kill point was reached; all that must hold after it has been checked.
        case killed
        /// The program did all its work without reaching the kill point: the call needs no further numbers.
        case survived
    }

    /// Goes through the kill points of each call, from its first on, until the program survives.
    /// - Parameters:
    ///   - limit: the most kill points of one call; reaching it is an error, so that nothing is left out silently.
    ///   - body: runs the program behind `prefix`, then checks what it left behind.
    /// - Returns: how often each call killed the program.
    @discardableResult
    static func forEach(
        of calls: [String] = writeCalls,
        limit: Int = 10_000,
        _ body: (KillPoint) async throws -> Outcome
    ) async throws -> [String: Int] {
        var kills: [String: Int] = [:]
        for call in calls {
            var number = 1
            while try await body(KillPoint(call: call, number: number)) == .killed {
                guard number < limit else { throw TooManyKillPoints(call: call, limit: limit) }
                kills[call] = number
                number += 1
            }
        }
        return kills
    }
}

struct TooManyKillPoints: Error, CustomStringConvertible {
    let call: String
    let limit: Int

    var description: String { "the program still makes \(call) after \(limit) of them" }
}
