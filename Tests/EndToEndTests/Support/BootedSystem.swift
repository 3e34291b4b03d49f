import Foundation
import InfluenceTestKit

/// A real systemd as PID 1 of new namespaces, on an overlay of this machine's files, to try the installed service in.
struct BootedSystem: Sendable {
    /// Of PID 1, as seen from outside.
    private let initPID: Int32

    private static var script: String { Products.shared.appending(path: "tools/sdboot.sh").path }

    /// Why there can be none here; `nil` where there can.
    static let obstacle: String? = {
        guard getuid() == 0 else { return "only root may boot a systemd" }
        guard FileManager.default.isExecutableFile(atPath: script) else { return "\(script) is not there" }
        guard FileManager.default.isExecutableFile(atPath: "/lib/systemd/systemd") else { return "no systemd" }
        let namespaces = ["unshare", "--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup", "--fork", "true"]
        guard output(of: namespaces) != nil else { return "namespaces are not allowed here" }
        let libraries = output(of: ["ldd", Products.influenced]) ?? ""
        guard !["/root/", "/home/"].contains(where: libraries.contains) else {
            return "the service cannot see Swift's libraries in a home directory: try on a release build"
        }
        return nil
    }()

    /// What a command prints; `nil` where it fails.
    private static func output(of command: [String]) -> String? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
    }

    /// Boots, runs `body`, and powers off, however `body` ends.
    /// - Parameter work: its folder `files` is copied over the root first.
    static func withSystem(in work: TemporaryFolder, _ body: (BootedSystem) async throws -> Void) async throws {
        let boot = try await ChildProcess.run(["bash", script, work.path])
        let outer = (try? work.read("unshare.pid")).flatMap {
            Int32($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let words = boot.output.split(separator: " ")
        guard boot.succeeded, words.count >= 2, words[0] == "INIT", let pid = Int32(words[1]) else {
            if let outer { kill(outer, SIGKILL) }
            throw BootFailed(output: boot.description)
        }
        let system = BootedSystem(initPID: pid)
        do {
            try await body(system)
        } catch {
            await system.powerOff(outer: outer)
            throw error
        }
        await system.powerOff(outer: outer)
    }

    private func powerOff(outer: Int32?) async {
        guard let outer else { return }
        _ = try? await run(["systemctl", "poweroff"])
        let gone = { access("/proc/\(outer)/ns/pid", F_OK) != 0 }
        do {
            try await eventually("power off", within: .seconds(20)) { gone() }
        } catch {
            // unshare --kill-child takes everything inside with it.
            kill(outer, SIGKILL)
        }
    }

    /// What stands before a command that runs inside.
    private var prefix: [String] { ["nsenter", "-t", "\(initPID)", "-a"] }

    func start(_ command: [String]) throws -> ChildProcess {
        try ChildProcess(prefix + command)
    }

    func run(_ command: [String], input: String = "") async throws -> Finished {
        try await ChildProcess.run(prefix + command, input: input)
    }

    /// Runs as a user of the system, with the groups that it has there.
    func run(as user: String, _ command: [String]) async throws -> Finished {
        try await run(["setpriv", "--reuid", user, "--regid", user, "--init-groups"] + command)
    }

    /// A property of a unit, as systemd prints it.
    func property(_ name: String, of unit: String) async throws -> String {
        try await run(["systemctl", "show", "--value", "--property", name, unit]).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Messages of a unit and of systemd about it, without the journal's own decoration.
    func journal(of unit: String, options: [String] = []) async throws -> String {
        _ = try await run(["journalctl", "--sync"])
        return try await run(["journalctl", "--unit", unit, "--output", "cat", "--quiet"] + options).output
    }
}

struct BootFailed: Error, CustomStringConvertible {
    let output: String

    var description: String { "systemd did not boot: \(output)" }
}
