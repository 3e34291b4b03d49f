import Foundation
import InfluenceTestKit
import Testing

/// The service as an administrator has it: installed by `make install`, under a real systemd.
@Suite(
    .enabled(if: BootedSystem.obstacle == nil, "\(BootedSystem.obstacle ?? "")"),
    // Each test boots a machine.
    .serialized,
    .timeLimit(.minutes(5))
)
struct SystemdServiceTests {
    private static let service = "influenced.service"
    private static let status = ["influencectl", "status"]

    @Test func `The first client starts the service, waits for it, and is answered`() async throws {
        try await withInstalledService { system in
            #expect(try await system.property("ActiveState", of: Self.service) == "inactive")
            let answer = try await system.run(Self.status)
            #expect(answer.succeeded, "\(answer)")

            #expect(try await system.property("Type", of: Self.service) == "notify")
            try await eventually("active") {
                try await system.property("ActiveState", of: Self.service) == "active"
            }
            try await eventually("a status that tells of the last run") {
                try await system.property("StatusText", of: Self.service).contains("run")
            }
            #expect(try await system.property("NRestarts", of: Self.service) == "0")
            let state = try await system.run(["stat", "--format", "%U %a", "/var/lib/influenced"])
            #expect(state.output == "influenced 700\n")

            // Lines carry their priority and leave the time to the journal.
            let info = try await system.journal(
                of: Self.service,
                options: ["--priority", "info..info", "_COMM=influenced"]
            )
            #expect(!info.isEmpty)
            #expect(!info.contains("<6>"))
            #expect(info.firstMatch(of: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z (info|note)/) == nil)
        }
    }

    @Test func `Hooks run inside the sandbox, and an event reaches them`() async throws {
        try await withInstalledService { system in
            _ = try await system.run(Self.status)
            let rules = """
                hooks:
                  file: {kind: exec, command: [hooks/append-to-file, /var/lib/influenced/events.jsonl]}
                rules:
                  - {id: all, kind: threshold, node: index, power: RUS, above: 1, severity: info, hooks: [file]}

                """
            _ = try await system.run(["tee", "/etc/influenced/alerts.yaml"], input: rules)
            let reloaded = try await system.run(["systemctl", "reload", Self.service])
            #expect(reloaded.succeeded, "\(reloaded)")
            let test = try await system.run(["influencectl", "hook", "test", "file"])
            #expect(test.succeeded, "\(test)")
            try await eventually("events in the file") {
                let lines = try await system.run(["cat", "/var/lib/influenced/events.jsonl"]).output
                return lines.contains("This is a test") && lines.contains("\"rule\":\"all\"")
            }
        }
    }

    @Test func `A reload takes a new configuration; a broken one is refused, shown, and changes nothing`() async throws
    {
        try await withInstalledService(expectsErrors: true) { system in
            _ = try await system.run(Self.status)
            let pid = try await system.property("MainPID", of: Self.service)
            let file = "/etc/influenced/influenced.yaml"
            let good = try await system.run(["cat", file]).output

            let reloaded = try await system.run(["systemctl", "reload", Self.service])
            #expect(reloaded.succeeded, "\(reloaded)")

            _ = try await system.run(["tee", file], input: good + "\n%broken: [\n")
            #expect(try await !system.run(["systemctl", "reload", Self.service]).succeeded)
            let degraded = try await system.run(Self.status)
            #expect(degraded.succeeded, "\(degraded)")
            #expect(degraded.output.contains("influenced.yaml:"), "\(degraded)")

            // SIGHUP does the same, without an answer.
            _ = try await system.run(["tee", file], input: good)
            _ = try await system.run(["systemctl", "kill", "--signal", "HUP", "--kill-whom", "main", Self.service])
            try await eventually("the repaired configuration") {
                try await !system.run(Self.status).output.contains("influenced.yaml:")
            }
            try await eventually("the end of the reload") {
                try await system.property("ActiveState", of: Self.service) == "active"
            }
            #expect(try await system.property("MainPID", of: Self.service) == pid)
        }
    }

    @Test func `A daemon that hangs is started again, and a client that asked meanwhile is answered`() async throws {
        let impatient = "[Service]\nWatchdogSec=2\n"
        try await withInstalledService(dropIn: impatient, expectsErrors: true) { system in
            _ = try await system.run(Self.status)
            let pid = try await system.property("MainPID", of: Self.service)
            _ = try await system.run(["kill", "-STOP", pid])
            let waiting = try system.start(Self.status)
            let answer = try await waiting.finish()
            #expect(answer.succeeded, "\(answer)")
            try await eventually("the restart") {
                try await system.property("NRestarts", of: Self.service) == "1"
            }
            #expect(try await system.run(Self.status).succeeded)
            #expect(try await system.property("MainPID", of: Self.service) != pid)
            #expect(try await system.journal(of: Self.service).contains("Watchdog timeout"))
        }
    }

    @Test func `A daemon that works is never taken for one that hangs`() async throws {
        try await withInstalledService(dropIn: "[Service]\nWatchdogSec=1\n") { system in
            _ = try await system.run(Self.status)
            let started = try await timestamp("ActiveEnterTimestampMonotonic", in: system)
            // Three times the watchdog's patience, as told by the watchdog's own last feeding.
            try await eventually("three seconds of feeding") {
                try await timestamp("WatchdogTimestampMonotonic", in: system) > started + 3_000_000
            }
            #expect(try await system.property("NRestarts", of: Self.service) == "0")
        }
    }

    @Test func `It stops within two seconds, and the next client starts it again`() async throws {
        try await withInstalledService { system in
            _ = try await system.run(Self.status)
            let stopped = try await system.run(["systemctl", "stop", Self.service])
            #expect(stopped.succeeded, "\(stopped)")
            #expect(try await system.property("Result", of: Self.service) == "success")
            let begin = try await timestamp("ActiveExitTimestampMonotonic", in: system)
            let end = try await timestamp("InactiveEnterTimestampMonotonic", in: system)
            #expect(begin > 0 && end - begin < 2_000_000, "took \(end - begin) µs")

            let again = try await system.run(Self.status)
            #expect(again.succeeded, "\(again)")
        }
    }

    @Test func `Members of the group may ask, only root may change, and strangers get nothing`() async throws {
        try await withInstalledService { system in
            #expect(try await system.run(Self.status).succeeded)
            let member = try await system.run(as: "analyst", Self.status)
            #expect(member.succeeded, "\(member)")
            let stranger = try await system.run(as: "stranger", Self.status)
            #expect(!stranger.succeeded)
            #expect(!stranger.errors.isEmpty)

            #expect(try await system.run(["influencectl", "reload"]).succeeded)
            let change = try await system.run(as: "analyst", ["influencectl", "reload"])
            #expect(change.exit == .status(1), "\(change)")
        }
    }

    /// Installs, boots, creates users and folders, and starts the socket. Afterwards the journal has no errors.
    private func withInstalledService(
        dropIn: String? = nil,
        expectsErrors: Bool = false,
        _ body: (BootedSystem) async throws -> Void
    ) async throws {
        let work = try TemporaryFolder()
        let installed = try await ChildProcess.run([
            "make", "--no-print-directory", "-C", Products.repository.path, "install", "DESTDIR=\(work["files"])",
            "BUILT=\(Products.folder.path)",
        ])
        try #require(installed.succeeded, "\(installed)")
        if let dropIn { try work.write(dropIn, to: "files/etc/systemd/system/influenced.service.d/test.conf") }
        try work.write(
            "u analyst - \"\" /\nu stranger - \"\" /\nm analyst influenced\n",
            to: "files/etc/sysusers.d/test.conf"
        )
        try await BootedSystem.withSystem(in: work) { system in
            for command in [
                ["systemd-sysusers"], ["systemd-tmpfiles", "--create", "influenced.conf"],
                ["systemctl", "daemon-reload"], ["systemctl", "start", "influenced.socket"],
            ] {
                let done = try await system.run(command)
                try #require(done.succeeded, "\(command): \(done)")
            }
            try await body(system)
            if !expectsErrors {
                let complaints = try await system.journal(of: Self.service, options: ["--priority", "warning"])
                #expect(complaints == "")
            }
        }
    }

    private func timestamp(_ name: String, in system: BootedSystem) async throws -> Int {
        Int(try await system.property(name, of: Self.service)) ?? 0
    }
}
