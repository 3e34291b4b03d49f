import Foundation
import InfluenceTestKit

/// A wall clock of its own for one process, which can be set while it runs. The time that passes stays the real one, as when
/// somebody sets the clock of a machine.
struct FakeClock: Sendable {
    private let folder: TemporaryFolder
    private let library: String

    /// Scripts/test-tools.sh prepares it, INFLUENCED_TOOLS says where.
    private static let path: String? = {
        guard let folder = ProcessInfo.processInfo.environment["INFLUENCED_TOOLS"] else { return nil }
        let path = folder + "/libfaketimeMT.so.1"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    static var obstacle: String? {
        path == nil ? "there is no libfaketime: Scripts/test-tools.sh prepares it" : nil
    }

    /// - Parameter shift: how far it is ahead, in seconds.
    init(shift: Int) throws {
        folder = try TemporaryFolder()
        library = Self.path ?? ""
        try set(shift: shift)
    }

    /// Sets the clock while the process runs.
    func set(shift: Int) throws {
        // Renamed, so that nobody reads half of it.
        try folder.write("\(shift < 0 ? "" : "+")\(shift)s", to: "next")
        guard rename(folder["next"], folder["shift"]) == 0 else {
            throw CannotStart(name: "faketime", reason: "rename")
        }
    }

    /// What stands before a command. `env` a second time: a library that is new to a process sets variables before its
    /// `main`, by which the Swift runtime loses the arguments.
    var prefix: [String] {
        [
            "env", "LD_PRELOAD=\(library)", "FAKETIME_TIMESTAMP_FILE=\(folder["shift"])", "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1", "DONT_FAKE_MONOTONIC=1", "env",
        ]
    }
}
