import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

/// The files of a database that is open, moved, removed or replaced by somebody else.
@Suite struct TakenAwayTests {
    let directory: TemporaryDirectory
    let elsewhere: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        elsewhere = try TemporaryDirectory()
    }

    private func used() throws -> Store {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        return store
    }

    private func add(_ store: Store, _ power: PowerID = "RUS") throws {
        _ = try store.importObservations([.trade(power)], recordedAt: .at(2), origin: "later")
    }

    enum Taking: CaseIterable { case moved, removed, replaced }

    private func take(_ path: String, _ way: Taking) throws {
        switch way {
        case .moved: #expect(rename(path, elsewhere.database) == 0)
        case .removed: #expect(unlink(path) == 0)
        case .replaced:
            try TemporaryDirectory.write(try TemporaryDirectory.bytes(path), to: elsewhere.database)
            #expect(rename(elsewhere.database, path) == 0)
        }
    }

    @Test(arguments: ["", "-wal"], Taking.allCases)
    func `Nothing is acknowledged in a file that is found no more, and reading goes on`(suffix: String, way: Taking)
        throws
    {
        let store = try used()
        let file = directory.database + suffix
        try take(file, way)
        let taken = StoreError.takenAway(path: directory.database, file: file)
        for _ in 0..<2 { #expect(throws: taken) { try add(store) } }
        #expect(throws: taken) { try store.commit(.of { _, _ in 1 }, recordedAt: .at(3)) }
        #expect(try store.observations() == [.trade()])
        store.look()
        #expect(store.report.current.status.fault == taken)
        store.close()
    }

    @Test func `It is told though nothing was to be written, and passes with the file put back`() throws {
        let store = try used()
        try take(directory.database, .moved)
        store.look()
        #expect(store.report.current.status.fault != nil)
        #expect(rename(elsewhere.database, directory.database) == 0)
        store.look()
        #expect(store.report.current.status.fault == nil)
        try add(store)
        store.close()
        let opened = try Store(opening: directory.database)
        #expect(try opened.observations().count == 2)
        opened.close()
    }

    @Test func `Within a transaction it is found as well, and nothing of that is kept`() throws {
        let store = try used()
        #expect(throws: StoreError.takenAway(path: directory.database, file: directory.database)) {
            try store.write(now: .at(3)) { db in
                try db.execute(sql: "DELETE FROM observation")
                try take(directory.database, .moved)
            }
        }
        #expect(rename(elsewhere.database, directory.database) == 0)
        #expect(try store.observations() == [.trade()])
        store.close()
    }

    @Test(arguments: Taking.allCases)
    func `A backup and the end keep what was known, and the next start says where`(way: Taking) throws {
        let store = try used()
        try take(directory.database, way)
        let backup = directory.path + "/kept-by-hand.db"
        _ = try store.backup(to: backup)
        store.close()
        let kept = try #require(directory.names.first { $0.hasPrefix("test.db.kept-") })
        if way != .replaced {
            let error = #expect(throws: StoreError.self) { try Store(opening: directory.database) }
            #expect(error == .databaseGone(path: directory.database, trace: directory.path + "/" + kept))
            #expect(error?.description.contains("influenced restore") == true)
        }
        for file in [backup, directory.path + "/" + kept] {
            _ = try Restore.restore(
                file,
                to: directory.database,
                owner: nil,
                floor: 0,
                now: .at(file == backup ? 100 : 200)
            )
            let opened = try Store(opening: directory.database)
            #expect(try opened.observations() == [.trade()])
            #expect(try opened.violations == [])
            opened.close()
        }
    }

    @Test func `What a database has left behind is no new folder`() throws {
        try used().close()
        let whole = try TemporaryDirectory.bytes(directory.database)
        for suffix in ["-reserve", "-restore", ".before-restore-19700101T000140"] {
            let folder = try TemporaryDirectory()
            try TemporaryDirectory.write(whole, to: folder.database + suffix)
            let names = folder.names
            let gone = StoreError.databaseGone(path: folder.database, trace: folder.database + suffix)
            for content in [nil, [UInt8]()] {
                if let content { try TemporaryDirectory.write(content, to: folder.database) }
                #expect(throws: gone) { try Store(opening: folder.database) }
                #expect(Store.refusal(opening: folder.database) == gone)
                unlink(folder.database)
            }
            #expect(folder.names == names)
        }
        // A first start that was interrupted before it had a database has left a reserve without a byte.
        let folder = try TemporaryDirectory()
        try TemporaryDirectory.write([], to: folder.database + "-reserve")
        try Store(opening: folder.database).close()
    }
}
