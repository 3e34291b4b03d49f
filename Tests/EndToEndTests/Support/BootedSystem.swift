import Foundation
import InfluenceTestKit

/// A real systemd as PID 1 of new namespaces, on an overlay of this machine's files, to try the installed service in.
struct BootedSystem: Sendable {
    /// Of PID 1, as seen from outside.
    private let initPID: Int32

    private static var script: String { Products.repository.appending(path: "Scripts/systemd-boot.sh").path }

    /// Why there can be none here; `nil` where there can.
    static let obstacle: String? = {
        guard getuid() == 0 else { return "only root may boot a systemd" }
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
    /// - Parameter work: its folder `files` is laid over the root first.
    static func withSystem(in work: TemporaryFolder, _ body: (BootedSystem) async throws -> Void) async throws {
        // Killed with this value, and everything inside with it.
        let boot = try ChildProcess([script, work.path])
        try await eventually("a booted systemd", within: .seconds(60)) {
            guard boot.isRunning else { throw BootFailed(output: boot.errors) }
            return FileManager.default.fileExists(atPath: work["init"])
        }
        let text = try work.read("init").trimmingCharacters(in: .whitespacesAndNewlines)
        guard let pid = Int32(text) else { throw BootFailed(output: text) }
        let system = BootedSystem(initPID: pid)
        do {
            try await body(system)
        } catch {
            await system.powerOff(boot)
            throw error
        }
        await system.powerOff(boot)
    }

    private func powerOff(_ boot: ChildProcess) async {
        _ = try? await run(["systemctl", "poweroff"])
        if (try? await boot.finish(within: .seconds(20))) == nil { boot.send(SIGKILL) }
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
