import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

@Suite struct RestoreTests {
    let directory: TemporaryDirectory
    var backup: String { directory.path + "/backup.db" }

    init() throws {
        directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        _ = try store.backup(to: backup)
        _ = try store.importObservations([.trade("RUS")], recordedAt: .at(2), origin: "later")
        store.close()
    }

    private func restore(_ file: String? = nil, to target: String? = nil) throws -> Restore.Outcome {
        try Restore.restore(file ?? backup, to: target ?? directory.database, owner: nil, floor: 0, now: .at(100))
    }

    private func restored() throws -> [Observation] {
        let store = try Store(opening: directory.database)
        defer { store.close() }
        #expect(try store.violations == [])
        return try Array(store.observations())
    }

    @Test func `A backup takes the database's place, and what was there is put aside`() throws {
        let before = try TemporaryDirectory.bytes(directory.database)
        let outcome = try restore()
        #expect(outcome.bytes == (try SystemCalls.size(directory.database)))
        let aside = try #require(outcome.putAside.first)
        #expect(outcome.putAside.count == 1)
        #expect(aside.hasPrefix(directory.database + ".before-restore-19700101T000140"))
        #expect(try TemporaryDirectory.bytes(aside) == before)
        #expect(try restored() == [.trade()])
        #expect(SystemCalls.permissions(directory.database) == 0o600)
    }

    @Test func `After a crash the log goes aside with the database it belongs to`() throws {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade("TUR")], recordedAt: .at(3), origin: "lost")
        let crashed = try TemporaryDirectory()
        for suffix in ["", "-wal", "-shm"] {
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(directory.database + suffix),
                to: crashed.database + suffix
            )
        }
        let outcome = try restore(to: crashed.database)
        let main = try #require(outcome.putAside.first)
        #expect(outcome.putAside == [main, main + "-wal", main + "-shm"])
        let opened = try Store(opening: crashed.database)
        #expect(try opened.observations() == [.trade()])
        opened.close()
        // The two that were put aside are still one database.
        let aside = try Store(opening: outcome.putAside[0])
        #expect(try aside.observations() == store.observations())
        aside.close()
        store.close()
    }

    /// Before: the epoch followed on the backup's, so that two restores of one backup were of one epoch.
    @Test func `Whichever backup is put back, however often, the epoch is one that there never was here`() throws {
        var seen: [Int] = [1]
        func epoch(_ time: Int) throws {
            _ = try Restore.restore(backup, to: directory.database, owner: nil, floor: 0, now: .at(time))
            let store = try Store(opening: directory.database)
            let epoch = try store.epoch()
            #expect(epoch > seen.max() ?? 0, "\(epoch) after \(seen)")
            seen.append(epoch)
            store.close()
        }
        for time in [200, 300] { try epoch(time) }
        // A repair of the clock began one that only the log of a crashed daemon has.
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade("TUR")], recordedAt: .at(5), origin: "before")
        try store.writer.use { db in
            try db.execute(sql: "UPDATE store SET commits = commits + 1, epoch = epoch + 10")
        }
        let crashed = try ["", "-wal"].map { try TemporaryDirectory.bytes(directory.database + $0) }
        seen.append(try store.epoch())
        store.close()
        try TemporaryDirectory.write(crashed[0], to: directory.database)
        try TemporaryDirectory.write(crashed[1], to: directory.database + "-wal")
        try epoch(400)
        // Put aside as well.
        try epoch(500)
    }

    @Test func `A restore begins a new epoch, and restoring twice another one`() throws {
        _ = try restore()
        let store = try Store(opening: directory.database)
        let first = try store.epoch()
        #expect(first > 1)
        let again = directory.path + "/again.db"
        _ = try store.backup(to: again)
        store.close()
        _ = try Restore.restore(again, to: directory.database, owner: nil, floor: 0, now: .at(200))
        let second = try Store(opening: directory.database)
        #expect(try second.epoch() > first)
        second.close()
    }

    @Test func `Each restore of one backup is an epoch that has not been, whatever stood there`() throws {
        func epoch() throws -> Int {
            let store = try Store(opening: directory.database)
            defer { store.close() }
            return try store.epoch()
        }
        var seen = [try epoch()]
        for round in 1..<7 {
            switch round {
            case 3:
                // Only what was put aside before is left of the last one.
                try TemporaryDirectory.write(Array("text".utf8), to: directory.database)
            case 4:
                // A repair of the clock, in the log alone.
                let store = try Store(opening: directory.database)
                _ = try store.importObservations([.trade("TUR")], recordedAt: .at(900), origin: "ahead")
                _ = try store.repairClock(at: .at(500), by: nil)
                seen.append(try store.epoch())
                let crashed = try TemporaryDirectory()
                for suffix in ["", "-wal"] {
                    let bytes = try TemporaryDirectory.bytes(directory.database + suffix)
                    try TemporaryDirectory.write(bytes, to: crashed.database + suffix)
                }
                store.close()
                for suffix in ["", "-wal"] {
                    let bytes = try TemporaryDirectory.bytes(crashed.database + suffix)
                    try TemporaryDirectory.write(bytes, to: directory.database + suffix)
                }
            case 5:
                // Used, and then lost with all that was put aside: the reserve knows.
                let store = try Store(opening: directory.database)
                _ = try store.importObservations([.trade("IRN")], recordedAt: .at(901), origin: "used")
                store.close()
                for name in directory.names where name == "test.db" || name.contains(".before-restore-") {
                    unlink(directory.path + "/" + name)
                }
            default: break
            }
            _ = try Restore.restore(backup, to: directory.database, owner: nil, floor: 0, now: .at(1000 + round))
            let now = try epoch()
            #expect(now > seen.max() ?? 0, "round \(round): \(now) after \(seen)")
            seen.append(now)
        }
    }

    @Test func `An empty folder gets the backup, and nothing is put aside`() throws {
        let empty = try TemporaryDirectory()
        #expect(try restore(to: empty.database).putAside == [])
        let store = try Store(opening: empty.database)
        #expect(try store.observations() == [.trade()])
        store.close()
    }

    @Test func `A database in use is not replaced`() throws {
        let store = try Store(opening: directory.database)
        #expect(throws: StoreError.inUse(path: directory.database)) { try restore() }
        #expect(try store.observations().count == 2)
        store.close()
    }

    @Test func `What is no whole backup is refused, and the database stays`() throws {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade("TUR")], recordedAt: .at(3), origin: "on")
        let alone = directory.path + "/alone.db"
        try TemporaryDirectory.write(try TemporaryDirectory.bytes(directory.database), to: alone)
        store.close()
        let closed = try TemporaryDirectory.bytes(directory.database)
        var damaged = try TemporaryDirectory.bytes(backup)
        damaged.replaceSubrange(4096 * 9..<4096 * 10, with: [UInt8](repeating: 0xa5, count: 4096))
        try TemporaryDirectory.write(damaged, to: directory.path + "/damaged.db")
        try TemporaryDirectory.write(
            Array(try TemporaryDirectory.bytes(backup).dropLast(4096)),
            to: directory.path + "/short.db"
        )
        try TemporaryDirectory.write(Array("text".utf8), to: directory.path + "/text.db")
        try TemporaryDirectory.write([], to: directory.path + "/empty.db")
        for name in ["alone", "damaged", "short", "text", "empty", "none"] {
            #expect(throws: StoreError.self, "\(name)") { try restore(directory.path + "/\(name).db") }
        }
        #expect(throws: StoreError.notABackup(path: directory.database, reason: "it is the database itself")) {
            try restore(directory.database)
        }
        #expect(try TemporaryDirectory.bytes(directory.database) == closed)
        #expect(!directory.names.contains { $0.contains("before-restore") || $0.hasSuffix("-restore") })
    }

    @Test func `Whenever a restore is interrupted, the next start finds one of the two whole or refuses`() throws {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade("TUR")], recordedAt: .at(3), origin: "on")
        let crashed = try TemporaryDirectory()
        for suffix in ["", "-wal"] {
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(directory.database + suffix),
                to: crashed.database + suffix
            )
        }
        store.close()
        // The draft is there, nothing else has happened.
        try TemporaryDirectory.write(Array("half".utf8), to: crashed.database + "-restore")
        // The log has gone aside, the file has not: refused, so that nothing is lost unseen.
        rename(crashed.database + "-wal", crashed.database + ".aside-wal")
        #expect(throws: StoreError.logMissing(path: crashed.database)) { try Store(opening: crashed.database) }
        // And the restore, begun again, ends.
        _ = try restore(to: crashed.database)
        let opened = try Store(opening: crashed.database)
        #expect(try opened.observations() == [.trade()])
        opened.close()
    }

    @Test func `A restore that would fill the disk is refused with both numbers`() throws {
        let error = #expect(throws: StoreError.self) {
            try Restore.restore(backup, to: directory.database, owner: nil, floor: Int.max / 2, now: .at(100))
        }
        guard case .full(_, .some, .some) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try restored().count == 2)
    }

    @Test func `A backup leaves the floor free`() throws {
        let store = try Store(opening: directory.database, options: StoreOptions(freeSpaceFloor: Int.max / 2))
        let target = directory.path + "/too-much.db"
        let error = #expect(throws: StoreError.self) { try store.backup(to: target) }
        guard case .full = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!SystemCalls.exists(target))
        store.close()
    }
}
