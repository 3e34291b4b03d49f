import Foundation
import Glibc
import InfluenceTestKit

/// What happens to a program at the `number`th time that one of its threads, or a thread of one of its children, makes a
/// system call. (strace counts the calls of every thread by itself.)
struct FaultPoint: Sendable, CustomStringConvertible {
    enum Fault: String, Sendable {
        case kill = "signal=KILL"
        case inputOutput = "error=EIO"
        case full = "error=ENOSPC"
    }

    let call: String
    let number: Int
    let fault: Fault

    /// In front of a command. What strace sees of the call is written to `trace`.
    func prefix(trace: String) -> [String] {
        [
            "strace", "-D", "-qq", "-f", "-o", trace, "-e", "trace=\(call)", "-e",
            "inject=\(call):\(fault.rawValue):when=\(number)",
        ]
    }

    /// Whether it came to it.
    func happened(trace: String) -> Bool {
        guard let text = try? String(contentsOfFile: trace, encoding: .utf8) else { return false }
        return text.contains(fault == .kill ? "+++ killed by SIGKILL" : "(INJECTED)")
    }

    var description: String { "\(fault.rawValue) at \(call) #\(number)" }

    /// Goes through the points of a call, `width` of them at a time, until one is not reached.
    /// - Parameters:
    ///   - stride: 1 is every point; `n` every nth from the first on.
    ///   - body: tells whether the point was reached, having checked all that must hold after it.
    /// - Returns: how many points were reached.
    static func forEach(
        of call: String,
        _ fault: Fault,
        stride: Int,
        width: Int = 3,
        limit: Int = 2_000,
        _ body: @escaping @Sendable (FaultPoint) async throws -> Bool
    ) async throws -> Int {
        var reached = 0
        var number = 1
        while true {
            let points = (0..<width).map { FaultPoint(call: call, number: number + $0 * stride, fault: fault) }
            let hits = try await withThrowingTaskGroup(of: Bool.self) { group in
                for point in points { group.addTask { try await body(point) } }
                var hits = 0
                for try await hit in group where hit { hits += 1 }
                return hits
            }
            reached += hits
            if hits < width { return reached }
            number += width * stride
            guard number < limit else { throw TooManyKillPoints(call: call, limit: limit) }
        }
    }
}

/// Waits until no process has `path` on its command line: hooks may outlive the daemon that started them, and a tracer
/// what it traced.
func noProcess(about path: String) async throws {
    try await eventually("the end of every process about \(path)") {
        let own = "\(getpid())"
        let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc")
        return !processes.contains { name in
            guard name != own, name.first?.isNumber == true else { return false }
            guard let data = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else { return false }
            return String(decoding: data, as: UTF8.self).contains(path)
        }
    }
}
