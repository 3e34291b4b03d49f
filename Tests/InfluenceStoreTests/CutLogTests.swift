import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

/// A log that ends too early, as a copy onto a full disk or a transfer that broke off leaves it.
@Suite struct CutLogTests {
    let directory: TemporaryDirectory
    let copied: TemporaryDirectory
    private var log: String { copied.database + "-wal" }

    init() throws {
        directory = try TemporaryDirectory()
        copied = try TemporaryDirectory()
    }

    /// A store at work with three imports in its log, and its files as they are.
    private func crash(_ options: StoreOptions = StoreOptions()) throws -> Store {
        let store = try Store(opening: directory.database, options: options)
        for (second, power) in (["CHN", "RUS", "TUR"] as [PowerID]).enumerated() {
            _ = try store.importObservations([.trade(power)], recordedAt: .at(second + 1), origin: "test")
        }
        try copy()
        return store
    }

    private func copy() throws {
        for suffix in ["", "-wal", "-reserve"] {
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(directory.database + suffix),
                to: copied.database + suffix
            )
        }
    }

    private func opens() throws -> Int {
        let store = try Store(opening: copied.database)
        defer { store.close() }
        #expect(try store.violations == [])
        return try store.observations().count
    }

    @Test(arguments: [0, 1 << 20])
    func `Wherever a log is cut, the start tells it and changes nothing`(reserve: Int) throws {
        let store = try crash(StoreOptions(reserveBytes: reserve))
        #expect(try opens() == 3)
        try copy()
        let whole = try TemporaryDirectory.bytes(log)
        for size in Array(stride(from: 32, to: whole.count, by: 2060)) + [whole.count - 1] {
            try TemporaryDirectory.write(Array(whole.prefix(size)), to: log)
            let before = try copied.contents
            let error = #expect(throws: StoreError.self, "\(size) bytes") { try Store(opening: copied.database) }
            guard case .logCutShort(_, let found, let last) = error else {
                Issue.record("\(size) bytes: \(String(describing: error))")
                return
            }
            #expect(found < last)
            #expect(try copied.contents == before)
        }
        // The whole log is put back, and all is there.
        try TemporaryDirectory.write(whole, to: log)
        #expect(try opens() == 3)
        store.close()
    }

    @Test func `Whoever has nothing better goes on without the reserve`() throws {
        let store = try crash()
        try TemporaryDirectory.write(Array(try TemporaryDirectory.bytes(log).prefix(32)), to: log)
        unlink(copied.database + "-reserve")
        #expect(try opens() < 3)
        store.close()
    }

    @Test func `A reserve of an older moment, of another database, or that is none of ours, says nothing`() throws {
        let store = try crash()
        let old = try TemporaryDirectory.bytes(copied.database + "-reserve")
        _ = try store.importObservations([.trade("EUU")], recordedAt: .at(9), origin: "on")
        let (other, size) = (try TemporaryDirectory(), CommitNote.size)
        let another = try Store(opening: other.database)
        for second in 1..<30 {
            _ = try another.importObservations(
                [.trade("CHN", "KAZ", .month(second))],
                recordedAt: .at(second),
                origin: "a"
            )
        }
        let foreign = try TemporaryDirectory.bytes(other.database + "-reserve")
        for reserve in [
            old, foreign, [], [UInt8](repeating: 0, count: size), Array("influenced".utf8), Array(old.prefix(50)),
        ] {
            try copy()
            try TemporaryDirectory.write(reserve, to: copied.database + "-reserve")
            #expect(try opens() == 4)
        }
        another.close()
        store.close()
    }

    @Test func `A kill at any moment, a restore, an emptied log and a full disk leave nothing that is refused`() throws
    {
        let store = try crash()
        for round in 0..<6 {
            if round % 2 == 0 { try store.truncateLog() }
            if round == 3 { store.makeRoom() }
            try copy()
            #expect(try opens() == 3 + round)
            _ = try store.importObservations(
                [.trade("EUU", "UZB", .month(round))],
                recordedAt: .at(20 + round),
                origin: "on"
            )
            try copy()
            #expect(try opens() == 4 + round)
        }
        #expect(CommitNote.read(beside: directory.database) != nil)
        let backup = directory.path + "/backup.db"
        _ = try store.backup(to: backup)
        store.close()
        _ = try Restore.restore(backup, to: directory.database, owner: nil, floor: 0, now: .at(100))
        let restored = try Store(opening: directory.database)
        _ = try restored.importObservations([.trade("IRN")], recordedAt: .at(101), origin: "on")
        #expect(try restored.observations().count == 10)
        restored.close()
        // What was put aside comes back under its name, beside the note of the other.
        let aside = try #require(directory.names.first { $0.contains(".before-restore-") })
        #expect(rename(directory.path + "/" + aside, directory.database) == 0)
        #expect(try Store(opening: directory.database).observations().count == 9)
    }

    @Test func `What is noted is read as it was written, and nothing else is`() throws {
        let note = CommitNote(identity: String(repeating: "0A", count: 16), epoch: 7, commits: .max)
        #expect(note.bytes.count == CommitNote.size)
        #expect(CommitNote(note.bytes) == note)
        #expect(CommitNote(note.bytes + [0, 0]) == note)
        for index in note.bytes.indices {
            var bytes = note.bytes
            bytes[index] = 0
            #expect(CommitNote(bytes) == nil, "\(index)")
            #expect(CommitNote(Array(note.bytes.prefix(index))) == nil)
        }
    }
}
