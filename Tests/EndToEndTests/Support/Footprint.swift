import Foundation
import InfluenceTestKit

/// What a process takes of the machine, as the kernel counts it.
struct Footprint: CustomStringConvertible {
    let memoryKiB: Int
    let descriptors: Int
    let threads: Int
    /// In user and kernel mode, in hundredths of a second.
    let processorTicks: Int

    init(of process: ChildProcess) throws {
        let folder = "/proc/\(process.pid)"
        let status = try String(contentsOfFile: folder + "/status", encoding: .utf8)
        memoryKiB = Self.number("VmRSS:", in: status)
        threads = Self.number("Threads:", in: status)
        descriptors = try FileManager.default.contentsOfDirectory(atPath: folder + "/fd").count
        // The name, in parentheses, may hold anything.
        let fields =
            try String(contentsOfFile: folder + "/stat", encoding: .utf8)
            .split(separator: ")").last?.split(separator: " ") ?? []
        processorTicks = fields.dropFirst(11).prefix(2).compactMap { Int($0) }.reduce(0, +)
    }

    private static func number(_ key: String, in status: String) -> Int {
        status.split(separator: "\n").first { $0.hasPrefix(key) }?
            .split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }

    var description: String { "\(memoryKiB) KiB, \(descriptors) descriptors, \(threads) threads" }
}
