import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

/// What hooks were told by a database that a backup replaces.
@Suite struct InheritanceTests: ReplacedStore {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func `What was told since the backup comes along with who was told, and its alert is not decided`() throws {
        try database { store in
            try open("a", "high", hooks: ["mail", "pager"], in: store)
            try deliver(store)
        }
        let (outcome, store) = try restore()
        #expect(outcome.inherited == 1 && outcome.unread == [])
        #expect(try pictures(store, "a") == ["journal": .firing, "mail": .firing, "pager": .firing])
        let told = try #require(try store.incidents(["a"]).first)
        #expect(told.isOpen && told.labels == [AlertLabel("team", "x")])
        #expect(told.reason?.contains("put back from a backup of 1970-01-01T00:00:01") == true, "\(told)")
        let record = try #require(try store.alertRecords().first)
        #expect(record.incident == "a" && !record.state.isOpen && !record.isArmed && record.fingerprint == "f")
        // An Alertmanager is reminded of it until it ends.
        #expect(try store.openings(toldTo: "mail").map(\.id) == ["a"])
        #expect(try store.armAfterRestore(at: .at(101)))
        #expect(try store.alertRecords().first?.incident == "a")
        #expect(try store.violations == [])
        store.close()
    }

    @Test func `An end that waited to be told still waits, under its own id`() throws {
        try database { store in
            try open("a", "high", hooks: ["mail", "pager"], in: store)
            try deliver(store)
            try close("a", "high", hooks: ["mail", "pager"], in: store)
            try deliver(store, ["pager", AlertDelivery.journal])
            let handover = try #require(try store.dueHandovers(at: .at(40)).first)
            try store.begin([handover], at: .at(40))
        }
        let (outcome, store) = try restore()
        #expect(outcome.inherited == 1)
        let waiting = try store.deliveries(state: .waiting)
        #expect(waiting.map(\.event.id) == ["end-of-a"] && waiting.map(\.hook) == ["mail"])
        #expect(waiting.map(\.isBegun) == [true])
        #expect(try store.obsolescence(of: try #require(waiting.first)) == nil)
        #expect(try store.violations == [])
        store.close()
    }

    @Test func `A group that was begun is tried again whole, as the group that it was`() throws {
        try database { store in
            for rule in ["high", "low"] { try open(rule, rule, hooks: ["mail"], in: store) }
            try deliver(store)
            for rule in ["high", "low"] { try close(rule, rule, hooks: ["mail"], in: store) }
            try deliver(store, [AlertDelivery.journal])
            let waiting = try store.waitingDeliveries(for: "mail", at: .at(40), limit: 10)
            let deliveries = try store.deliveries(waiting.map(\.id))
            try store.begin([Handover(deliveries, group: DeliveryGroup(id: "group", by: [.rule]))], at: .at(40))
        }
        let (_, store) = try restore()
        let handovers = try store.dueHandovers(at: .at(200), grouped: ["mail"])
        #expect(handovers.map(\.key) == ["group"])
        #expect(handovers.flatMap(\.events).map(\.id) == ["end-of-high", "end-of-low"])
        #expect(try store.violations == [])
        store.close()
    }

    @Test func `What was delivered since the backup waits no more, and of an end that came since everybody knows`()
        throws
    {
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
        } _: { store in
            try deliver(store)
            try close("a", "high", hooks: ["mail"], in: store)
            try deliver(store)
        }
        let (_, store) = try restore()
        // Open here: who heard of the end is to hear that it is.
        #expect(try store.incidents(["a"]).first?.isOpen == true)
        #expect(try pictures(store, "a") == ["journal": .resolved, "mail": .resolved])
        #expect(try store.deliveries(state: .waiting).isEmpty)
        #expect(try store.violations == [])
        store.close()
    }

    @Test func `Where another incident of the alert is open in the backup, that of the database before is over`() throws
    {
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
            try deliver(store)
        } _: { store in
            try close("a", "high", hooks: ["mail"], in: store)
            try open("b", "high", hooks: ["mail"], in: store)
            try deliver(store)
        }
        let (_, store) = try restore()
        #expect(try store.alertRecords().map(\.incident) == ["a"])
        let other = try #require(try store.incidents(["b"]).first)
        #expect(!other.isOpen && other.endedAt == .at(100))
        #expect(try pictures(store, "b")["mail"] == .firing)
        #expect(try pictures(store, "a")["mail"] == .resolved)
        store.close()
    }

    @Test func `What everybody heard the end of comes along as that, and nobody has yet to hear of it`() throws {
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
            try deliver(store)
            try close("a", "high", hooks: ["mail"], in: store)
            try deliver(store)
        }
        let (outcome, store) = try restore()
        #expect(outcome.inherited == 0)
        #expect(try store.incidents(["a"]).map(\.isOpen) == [false] && store.alertRecords().isEmpty)
        #expect(try pictures(store, "a")["mail"] == .resolved)
        store.close()
    }

    @Test func `A second restore in place of the first passes on what nobody was told in between`() throws {
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
            try deliver(store)
        }
        for _ in 0..<2 {
            let (outcome, store) = try restore()
            #expect(outcome.inherited == 1)
            #expect(try pictures(store, "a")["mail"] == .firing)
            #expect(try store.violations == [])
            store.close()
        }
    }

    /// What lies in the log of a daemon that was killed, at each step of a restore that was killed as well.
    @Test(arguments: ["nothing", "draft", "linked", "log aside", "renamed"])
    func `Killed at any step, a restore that is begun again knows what was told`(step: String) throws {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        _ = try store.backup(to: backup)
        try open("a", "high", hooks: ["mail"], in: store)
        try deliver(store)
        let crashed = try TemporaryDirectory()
        for suffix in ["", "-wal"] {
            let bytes = try TemporaryDirectory.bytes(directory.database + suffix)
            try TemporaryDirectory.write(bytes, to: crashed.database + suffix)
        }
        store.close()
        let aside = crashed.database + ".before-restore-19700101T000001"
        if step != "nothing" {
            for suffix in ["-restore", "-restore-before", "-restore-before-wal"] {
                try TemporaryDirectory.write(Array("half".utf8), to: crashed.database + suffix)
            }
        }
        if ["linked", "log aside"].contains(step) { #expect(link(crashed.database, aside) == 0) }
        if step == "log aside" { rename(crashed.database + "-wal", aside + "-wal") }
        if step == "renamed" {
            _ = try Restore.restore(backup, to: crashed.database, owner: nil, floor: 0, now: .at(50))
        }
        let outcome = try Restore.restore(backup, to: crashed.database, owner: nil, floor: 0, now: .at(100))
        #expect(outcome.inherited == 1 && outcome.unread == [], "\(outcome)")
        let restored = try Store(opening: crashed.database)
        #expect(try pictures(restored, "a")["mail"] == .firing)
        restored.close()
        #expect(
            !crashed.names.contains { $0.contains("-restore-before") || $0.hasSuffix("-restore") },
            "\(crashed.names)"
        )
    }

    @Test func `Of a damaged database what can be read comes along, and what could not is said`() throws {
        let store = try Store(opening: directory.database)
        _ = try store.backup(to: backup)
        for number in 0..<40 { try open("incident-\(number)", "rule-\(number)", hooks: ["mail"], in: store) }
        try deliver(store)
        store.close()
        // A page of events: a leaf of a table, with an id and a sentence.
        var bytes = try TemporaryDirectory.bytes(directory.database)
        let pages = stride(from: 4096, to: bytes.count, by: 4096).filter { start in
            let page = String(decoding: bytes[start..<start + 4096], as: UTF8.self)
            return bytes[start] == 0x0d && page.contains("incident-")
                && page.contains(AlertEvent.firing("x").summary)
        }
        let damaged = try #require(pages.last)
        bytes.replaceSubrange(damaged..<damaged + 4096, with: [UInt8](repeating: 0xa5, count: 4096))
        try TemporaryDirectory.write(bytes, to: directory.database)
        let (outcome, restored) = try restore()
        #expect((1..<40).contains(outcome.inherited), "\(outcome)")
        #expect(!outcome.unread.isEmpty)
        #expect(try restored.violations == [])
        restored.close()
    }

    @Test func `What is no database has told nothing, and that is said`() throws {
        try database { _ in }
        try TemporaryDirectory.write(Array("text".utf8), to: directory.database)
        let (outcome, store) = try restore()
        #expect(outcome.inherited == 0 && outcome.unread == ["it is no database of influenced"])
        store.close()
    }
}
