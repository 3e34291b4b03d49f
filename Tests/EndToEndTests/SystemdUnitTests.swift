import Foundation
import InfluenceTestKit
import Testing

/// The units as `make install` writes them, checked by systemd's own tools.
@Suite(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"), "needs systemd-analyze")
)
struct SystemdUnitTests {
    private let folder: TemporaryFolder
    private var units: String { folder["lib/systemd/system"] }

    init() async throws {
        folder = try TemporaryFolder()
        let installed = try await ChildProcess.run(
            [
                "make", "--no-print-directory", "-C", Products.repository.path, "install-service",
                "PREFIX=\(folder.path)",
            ]
        )
        try #require(installed.succeeded, "\(installed)")
        // ExecStart= and ExecReload= have to be there for `verify`.
        for name in ["influenced", "influencectl"] {
            let path = try folder.write("#!/bin/sh\n", to: "bin/\(name)")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
    }

    @Test func `systemd finds nothing to complain about in the units`() async throws {
        let verified = try await verify()
        #expect(verified.exit == .status(0))
        // It only warns about what it does not understand.
        #expect(verified.output + verified.errors == "")
    }

    @Test func `The check notices a wrong key`() async throws {
        try folder.write("[Service]\nNoSuchKey=1\n", to: "lib/systemd/system/influenced.service.d/wrong.conf")
        #expect(try await verify().errors.contains("NoSuchKey"))
    }

    @Test func `The sandbox leaves an exposure of at most 1_0, and of at most 1_5 with the drop-in for webhooks`()
        async throws
    {
        #expect(try await exposure() <= 1.0)
        let dropIn = try String(
            contentsOf: Products.repository.appending(path: "systemd/webhooks.conf"),
            encoding: .utf8
        )
        try folder.write(dropIn, to: "lib/systemd/system/influenced.service.d/webhooks.conf")
        #expect(try await verify().errors == "")
        #expect(try await exposure() <= 1.5)
    }

    @Test func `The user and the run-time folder are declared as systemd reads them`() async throws {
        let users = try await ChildProcess.run(
            ["systemd-sysusers", "--dry-run", folder["lib/sysusers.d/influenced.conf"]]
        )
        #expect(users.succeeded, "\(users)")
        try FileManager.default.createDirectory(atPath: folder["root"], withIntermediateDirectories: true)
        // The owner does not exist on this machine: take the line's other fields at their word.
        let tmpfiles = try folder.read("lib/tmpfiles.d/influenced.conf")
        #expect(tmpfiles.split(separator: "\n").last == "d /run/influenced 0755 influenced influenced -")
    }

    private func verify() async throws -> Finished {
        try await ChildProcess.run(
            ["systemd-analyze", "verify", "influenced.service", "influenced.socket"],
            environment: ["SYSTEMD_UNIT_PATH": units + ":"]
        )
    }

    private func exposure() async throws -> Double {
        let result = try await ChildProcess.run(
            ["systemd-analyze", "security", "--offline=true", "--no-pager", "influenced.service"],
            environment: ["SYSTEMD_UNIT_PATH": units + ":", "LC_ALL": "C.UTF-8"]
        )
        let score = try #require(result.output.split(separator: "influenced.service: ").last?.prefix { $0 != " " })
        return try #require(Double(score), "\(result)")
    }
}
