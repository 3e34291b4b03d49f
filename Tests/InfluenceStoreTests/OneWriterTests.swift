import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

/// One database has one writer, whatever becomes of what lies beside it.
@Suite struct OneWriterTests {
    let directory: TemporaryDirectory
    let elsewhere: TemporaryDirectory
    private var reserve: String { directory.database + "-reserve" }

    init() throws {
        directory = try TemporaryDirectory()
        elsewhere = try TemporaryDirectory()
    }

    private func used() throws -> Store {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        return store
    }

    private func add(_ store: Store, _ power: PowerID) throws {
        _ = try store.importObservations([.trade(power)], recordedAt: .at(2), origin: "later")
    }

    enum Taking: CaseIterable { case removed, renamed, replaced, emptied }

    private func take(_ path: String, _ way: Taking) throws {
        switch way {
        case .removed: #expect(unlink(path) == 0)
        case .renamed: #expect(rename(path, elsewhere.database) == 0)
        case .replaced:
            try TemporaryDirectory.write(try TemporaryDirectory.bytes(path), to: elsewhere.database)
            #expect(rename(elsewhere.database, path) == 0)
        case .emptied:
            #expect(unlink(path) == 0)
            try TemporaryDirectory.write([], to: path)
        }
    }

    @Test(arguments: Taking.allCases)
    func `Whatever becomes of the reserve, a second one is refused, and the first goes on`(way: Taking) throws {
        let store = try used()
        try take(reserve, way)
        let names = directory.names
        for _ in 0..<2 {
            #expect(throws: StoreError.inUse(path: directory.database)) { try Store(opening: directory.database) }
            #expect(directory.names == names)
            #expect(Store.refusal(opening: directory.database) == nil)
        }
        try add(store, "RUS")
        #expect(throws: StoreError.inUse(path: directory.database)) { try Store(opening: directory.database) }
        store.close()
        let second = try Store(opening: directory.database)
        #expect(try second.observations().count == 2)
        #expect(try second.violations == [])
        second.close()
    }

    @Test(arguments: Taking.allCases)
    func `The reserve is made anew, with its note, its space and its lock`(way: Taking) throws {
        let store = try used()
        let before = try TemporaryDirectory.bytes(reserve)
        try take(reserve, way)
        store.look()
        #expect(try TemporaryDirectory.bytes(reserve) == before)
        #expect(CommitNote.read(beside: directory.database) != nil)
        #expect(store.report.current.status.hasReserve)
        #expect(ReserveFile.isLocked(of: directory.database))
        try add(store, "RUS")
        #expect(try TemporaryDirectory.bytes(reserve) != before)
        // What stood under its name is nobody's now.
        if way == .renamed { #expect(try TemporaryDirectory.bytes(elsewhere.database) == before) }
        store.close()
        let second = try Store(opening: directory.database)
        second.close()
    }

    @Test func `A transaction makes it anew as well`() throws {
        let store = try used()
        try take(reserve, .removed)
        try add(store, "RUS")
        let note = try store.writer.use { db in try Store.commitNote(db) }
        #expect(CommitNote.read(beside: directory.database) == note)
        store.close()
    }

    @Test func `What somebody else holds at that moment is let be, and taken the next time`() throws {
        let store = try used()
        try take(reserve, .emptied)
        let other = open(reserve, O_RDWR)
        defer { close(other) }
        #expect(flock(other, LOCK_EX) == 0)
        store.look()
        #expect(SystemCalls.bytes(of: reserve) == 0)
        #expect(!store.report.current.status.hasReserve)
        flock(other, LOCK_UN)
        store.look()
        #expect(SystemCalls.bytes(of: reserve) > 0)
        store.look()
        #expect(store.report.current.status.hasReserve)
        store.close()
    }

    @Test func `Beside another database it is left alone`() throws {
        let store = try used()
        let other = try Store(opening: elsewhere.database)
        _ = try other.importObservations([.trade("RUS")], recordedAt: .at(1), origin: "test")
        other.close()
        for suffix in ["", "-wal", "-reserve"] { unlink(directory.database + suffix) }
        for suffix in ["", "-reserve"] {
            #expect(rename(elsewhere.database + suffix, directory.database + suffix) == 0)
        }
        let before = try TemporaryDirectory.bytes(reserve)
        store.look()
        #expect(throws: StoreError.self) { try add(store, "EUU") }
        #expect(try TemporaryDirectory.bytes(reserve) == before)
        store.close()
    }

    @Test func `By another name it is the same database`() throws {
        let store = try used()
        #expect(link(directory.database, elsewhere.database) == 0)
        #expect(throws: StoreError.inUse(path: elsewhere.database)) { try Store(opening: elsewhere.database) }
        #expect(elsewhere.names == ["test.db"])
        store.close()
    }

    @Test func `Moved with all that belongs to it, it is still in use`() throws {
        let store = try used()
        for suffix in ["", "-wal", "-shm"] {
            #expect(rename(directory.database + suffix, elsewhere.database + suffix) == 0)
        }
        #expect(throws: StoreError.inUse(path: elsewhere.database)) { try Store(opening: elsewhere.database) }
        #expect(Store.refusal(opening: elsewhere.database) == nil)
        store.close()
    }

    @Test(arguments: [Taking.removed, .replaced])
    func `No backup takes its place meanwhile`(way: Taking) throws {
        let store = try used()
        let backup = elsewhere.path + "/backup.db"
        _ = try store.backup(to: backup)
        try take(reserve, way)
        let before = directory.names
        #expect(throws: StoreError.inUse(path: directory.database)) {
            try Restore.restore(backup, to: directory.database, owner: nil, floor: 0, now: .at(100))
        }
        #expect(directory.names == before)
        store.close()
        _ = try Restore.restore(backup, to: directory.database, owner: nil, floor: 0, now: .at(100))
        let restored = try Store(opening: directory.database)
        #expect(try restored.observations() == [.trade()])
        restored.close()
    }

    @Test func `A new database, and one of an empty file, has one writer too`() throws {
        for isEmpty in [false, true] {
            let folder = try TemporaryDirectory()
            if isEmpty { try TemporaryDirectory.write([], to: folder.database) }
            let store = try Store(opening: folder.database)
            unlink(folder.database + "-reserve")
            #expect(throws: StoreError.inUse(path: folder.database)) { try Store(opening: folder.database) }
            store.close()
        }
    }
}
