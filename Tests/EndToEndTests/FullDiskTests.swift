import Foundation
import InfluenceTestKit
import Testing

/// A disk with no room at the start and for a restore: a small file system of its own, for one command.
@Suite(.enabled(if: SmallDisk.obstacle == nil, "\(SmallDisk.obstacle ?? "")"))
struct FullDiskTests {
    private let installation: Installation

    init() throws {
        installation = try Installation()
    }

    /// Before: "influenced goes on by itself", and it had ended.
    @Test(arguments: ["16k", "64k", "200k"])
    func `A start says what is full, how much is needed and that it is to be started again`(size: String) async throws {
        let start = try await SmallDisk.run(installation.command, at: installation.state, of: size)
        #expect(start.exit == .status(1), "\(start)")
        #expect(
            start.errors.contains("the disk that holds \(installation.database) is full (0 MiB free, 16 MiB needed)")
        )
        #expect(start.errors.contains("free some space: then start influenced again"), "\(start)")
        #expect(!start.errors.contains("by itself") && !start.errors.contains("reports an error"), "\(start)")
    }

    /// Room there is, and no inode for the database, its log or its lock.
    @Test(arguments: 2...4)
    func `Without an inode left a start says so`(inodes: Int) async throws {
        let start = try await SmallDisk.run(
            installation.command,
            at: installation.state,
            of: "64m,nr_inodes=\(inodes)"
        )
        #expect(start.exit == .status(1), "\(start)")
        #expect(start.errors.contains("has no inode left for another file"), "\(start)")
        #expect(start.errors.contains("then start influenced again"), "\(start)")
    }

    @Test(arguments: ["16k", "1m", "10m"])
    func `A restore says so too, with both numbers, and leaves what was there`(size: String) async throws {
        let process = try await installation.startAndRun()
        let backup = installation.folder["state/monday.db"]
        #expect(try await installation.ctl("backup", backup).succeeded)
        try await stop(process)
        let elsewhere = installation.folder["elsewhere"]
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
        let restore = try await SmallDisk.run(
            [
                "sh", "-c", "\"$@\"; status=$?; ls -A \"$0\"; exit $status", elsewhere, Products.influenced, "restore",
                backup,
                "--config", installation.configuration, "--state", elsewhere,
            ],
            at: elsewhere,
            of: size
        )
        #expect(restore.exit == .status(1) && restore.output == "", "\(restore)")
        #expect(restore.errors.contains(#/is full \(\d+ MiB free, 1\d MiB needed\)/#), "\(restore)")
        #expect(restore.errors.contains("then restore again; what was there is as it was"), "\(restore)")
    }
}

/// A file system in memory that only one command and its children see.
enum SmallDisk {
    /// Why there can be none here; `nil` where there can.
    static let obstacle: String? = {
        guard geteuid() == 0 else { return "only root may mount a file system" }
        let script = "mount -t tmpfs -o size=4k tmpfs /mnt"
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["unshare", "--mount", "sh", "-c", script]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return "there is no unshare(1)" }
        process.waitUntilExit()
        return process.terminationStatus == 0 ? nil : "no file system can be mounted here"
    }()

    /// - Parameters:
    ///   - path: a folder, made where it is missing.
    ///   - size: as mount(8) takes it.
    static func run(_ command: [String], at path: String, of size: String) async throws -> Finished {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let script = "mount -t tmpfs -o mode=0700,size=\(size) tmpfs \"$0\" && exec \"$@\""
        return try await ChildProcess.run(["unshare", "--mount", "sh", "-c", script, path] + command)
    }
}
