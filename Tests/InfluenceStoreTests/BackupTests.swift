import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

@Suite struct BackupTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
        _ = try store.importObservations(
            (0..<3000).map { .trade("CHN", "KAZ", .month($0), Double($0)) },
            recordedAt: .at(1),
            origin: "test"
        )
        _ = try store.commit(.of { series, period in Double(series + period) }, recordedAt: .at(2))
    }

    @Test func `A backup is one file that opens with everything`() throws {
        let target = directory.path + "/backup.db"
        let bytes = try store.backup(to: target)
        #expect(try SystemCalls.size(target) == bytes)
        #expect(directory.names == ["backup.db", "test.db", "test.db-reserve", "test.db-shm", "test.db-wal"])
        #expect(SystemCalls.permissions(target) == SystemCalls.permissions(directory.database))
        // What comes later is not in it.
        _ = try store.importObservations([.trade("RUS")], recordedAt: .at(3), origin: "later")
        let restored = try Store(opening: target)
        #expect(try restored.observations() == store.observations(asOf: .at(2)))
        #expect(try restored.scores()?.scores == store.scores(asOf: .at(2))?.scores)
        #expect(try restored.violations == [])
        _ = try restored.importObservations([.trade("TUR")], recordedAt: .at(4), origin: "goes on")
        restored.close()
    }

    @Test func `A backup overwrites nothing`() throws {
        let target = directory.path + "/backup.db"
        try TemporaryDirectory.write(Array("precious".utf8), to: target)
        #expect(throws: StoreError.backupExists(path: target)) { try store.backup(to: target) }
        #expect(try TemporaryDirectory.bytes(target) == Array("precious".utf8))
        #expect(throws: StoreError.backupExists(path: directory.database)) {
            try store.backup(to: directory.database)
        }
        #expect(directory.names == ["backup.db", "test.db", "test.db-reserve", "test.db-shm", "test.db-wal"])
    }

    /// Beside the database they would be taken for its log, journal or lock at the next start.
    @Test(arguments: ["-wal", "-shm", "-journal", "-reserve", "-new", "-restore", "-new-journal", "-restore-journal"])
    func `A backup has no name that the database's own files have`(suffix: String) throws {
        let before = directory.names
        for path in [directory.database + suffix, directory.path + "/./test.db" + suffix]
        where !SystemCalls.exists(path) {
            #expect(
                throws: StoreError.backupFailed(
                    path: path,
                    reason: "the database's own files have such names; give another one"
                )
            ) { try store.backup(to: path) }
        }
        #expect(directory.names == before)
        _ = try store.backup(to: directory.database + "-backup")
        let other = directory.path + "/other"
        #expect(mkdir(other, 0o700) == 0)
        _ = try store.backup(to: other + "/test.db" + suffix)
    }

    @Test func `A backup to nowhere says why and leaves nothing`() throws {
        let before = directory.names
        #expect(throws: StoreError.backupFailed(path: "/nonexistent/b.db", reason: "No such file or directory")) {
            try store.backup(to: "/nonexistent/b.db")
        }
        #expect(directory.names == before)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
    func `A backup to a full disk fails and leaves nothing`() throws {
        let disk = try SmallDisk(directory.path + "/disk", bytes: 64 << 10)
        let error = #expect(throws: StoreError.self) { try store.backup(to: disk.path + "/b.db") }
        guard case .full(_, .some, .some) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!SystemCalls.exists(disk.path + "/b.db"))
        #expect(rmdirWouldSucceed(disk.path))
        #expect(try store.observations().count == 3000)
    }

    private func rmdirWouldSucceed(_ path: String) -> Bool {
        guard let directory = opendir(path) else { return false }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        return count == 2
    }
}
