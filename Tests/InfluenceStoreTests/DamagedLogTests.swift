import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

/// A log beside the file that is not what was left there: emptied, or damaged.
@Suite struct DamagedLogTests {
    let directory: TemporaryDirectory
    let crashed: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        crashed = try TemporaryDirectory()
    }

    private static let pageSize = 4096
    private static let frameSize = 24 + pageSize

    /// A store at work, with several transactions in its log, and what a crash would leave of it.
    private func crash() throws -> Store {
        let store = try Store(opening: directory.database)
        for second in 1..<6 {
            _ = try store.importObservations(
                [.trade("CHN", "KAZ", .month(second), Double(second))],
                recordedAt: .at(second),
                origin: "test"
            )
        }
        try crashed.copyCrashed(directory)
        return store
    }

    private var log: String { crashed.database + "-wal" }

    // MARK: The log

    /// Before: opened without a word, what was acknowledged gone.
    @Test func `An emptied log of a database in use is refused as a missing one is`() throws {
        let store = try crash()
        try TemporaryDirectory.write([], to: log)
        #expect(try crashed.refusal() == .logMissing(path: crashed.database))
        store.close()
    }

    @Test(arguments: [0, 9, 17, 31])
    func `A byte of the log's header that changed is told`(offset: Int) throws {
        let store = try crash()
        var bytes = try TemporaryDirectory.bytes(log)
        bytes[offset] ^= 0x40
        try TemporaryDirectory.write(bytes, to: log)
        guard case .logDamaged = try crashed.refusal() else {
            Issue.record("not told")
            return
        }
        store.close()
    }

    /// In whatever transaction but the last, whatever part of it.
    @Test func `A page of the log that changed is told, unless it may be what a crash cut off`() throws {
        let store = try crash()
        let whole = try TemporaryDirectory.bytes(log)
        let frames = (whole.count - 32) / Self.frameSize
        let ends = (0..<frames).filter { frame in
            let size = 32 + frame * Self.frameSize + 4
            return whole[size..<size + 4].contains { $0 != 0 }
        }
        let last = try #require(ends.dropLast().last)
        #expect(ends.count > 4)
        for frame in 0..<frames {
            for offset in [16, 24, 2000] {
                var bytes = whole
                bytes[32 + frame * Self.frameSize + offset] ^= 1
                try TemporaryDirectory.write(bytes, to: log)
                if frame <= last {
                    guard case .logDamaged = try crashed.refusal() else {
                        Issue.record("byte \(offset) of frame \(frame) of \(frames)")
                        return
                    }
                } else {
                    try Store(opening: crashed.database).close()
                    try crashed.copyCrashed(directory)
                }
            }
        }
        store.close()
    }

    @Test func `A log that was emptied in order is none, also where a crash follows at once`() throws {
        let store = try crash()
        for round in 0..<3 {
            try store.truncateLog()
            try crashed.copyCrashed(directory)
            #expect(try SystemCalls.size(log) == 0)
            let opened = try Store(opening: crashed.database)
            #expect(try opened.observations() == store.observations())
            opened.close()
            // From the next transaction on it must be there again.
            _ = try store.importObservations(
                [.trade("RUS", "UZB", .month(round))],
                recordedAt: .at(10 + round),
                origin: "on"
            )
            try crashed.copyCrashed(directory)
            try TemporaryDirectory.write([], to: log)
            #expect(try crashed.refusal() == .logMissing(path: crashed.database))
        }
        store.close()
    }

    // MARK: Links

    /// Before: "a copy of a database in use without its log", which lay beside the file that the link leads to.
    @Test func `A database that is a link is looked at where it is`() throws {
        let store = try crash()
        let elsewhere = try TemporaryDirectory()
        let link = elsewhere.path + "/link.db"
        #expect(symlink(crashed.database, link) == 0)
        let opened = try Store(opening: link)
        #expect(try opened.observations() == store.observations())
        #expect(opened.path == crashed.database)
        opened.close()
        #expect(elsewhere.names == ["link.db"])
        try crashed.copyCrashed(directory)
        try TemporaryDirectory.write([], to: log)
        #expect(throws: StoreError.logMissing(path: crashed.database)) { try Store(opening: link) }
        // A backup goes to where the link leads.
        let backup = elsewhere.path + "/backup.db"
        _ = try store.backup(to: backup)
        _ = try Restore.restore(backup, to: link, owner: nil, floor: 0, now: .at(20))
        #expect(SystemCalls.target(of: link) == crashed.database)
        #expect(try Store(opening: link).observations() == store.observations())
        store.close()
    }
}
