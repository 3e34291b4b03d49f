import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

/// The database before is what the place has said last: what it knows counts, whatever the times in it are.
@Suite struct LaterHistoryTests: ReplacedStore {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    // MARK: What was told

    /// Before: the backup's picture of what waited in it was the later one, so that nobody ever heard of the end.
    @Test
    func `An end that waits in the backup and was kept back since was told nobody, and does not go out as if new`()
        throws
    {
        try database { store in
            try open("a", "high", hooks: ["mail", "pager"], in: store)
            try close("a", "high", hooks: ["mail", "pager"], at: .at(20), in: store)
        } _: { store in
            try deliver(store, ["pager", AlertDelivery.journal])
            try record(.delivered, of: "a", to: "mail", in: store)
            try record(.silenced, of: "end-of-a", to: "mail", in: store)
        }
        let (outcome, store) = try restore()
        #expect(outcome.inherited == 1)
        #expect(try pictures(store, "a") == ["journal": .resolved, "mail": .firing, "pager": .resolved])
        #expect(try store.deliveries(state: .waiting).isEmpty)
        #expect(try store.violations == [])
        store.close()
    }

    @Test func `What was kept back before anything was told leaves the hook without a word`() throws {
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
        } _: { store in
            try record(.silenced, of: "a", to: "mail", in: store)
        }
        let (_, store) = try restore()
        #expect(try pictures(store, "a")["mail"] == .nothing)
        #expect(try store.deliveries(state: .waiting, hook: "mail").isEmpty)
        store.close()
    }

    /// Before: the event with the greater time counted.
    @Test func `By a clock that went back what was told last counts all the same`() throws {
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
            try open("b", "low", hooks: ["mail"], in: store)
            try close("b", "low", hooks: ["mail"], at: .at(20), in: store)
            try deliver(store)
        } _: { store in
            try close("a", "high", hooks: ["mail"], at: .at(5), in: store)
            try reopen("b", "low", hooks: ["mail"], at: .at(5), in: store)
            try deliver(store)
        }
        let (_, store) = try restore()
        #expect(try pictures(store, "a")["mail"] == .resolved)
        #expect(try pictures(store, "b")["mail"] == .firing)
        store.close()
    }

    @Test func `A hook that another one stands in for since the backup is not told of it again`() throws {
        try database { store in
            try store.rememberHooks([("mail", "pager"), ("pager", nil)], at: .at(1))
            try open("a", "high", hooks: ["mail"], in: store)
        } _: { store in
            try record(.removed, of: "a", to: "mail", in: store)
            try deliver(store)
        }
        let (_, store) = try restore()
        #expect(try pictures(store, "a") == ["journal": .firing, "pager": .firing])
        #expect(try store.deliveries(state: .dead).map(\.hook) == ["mail"])
        store.close()
    }

    /// An old file that somebody has put there by hand.
    @Test func `Where the backup is the later one, it counts`() throws {
        let old = directory.path + "/old.db"
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
            try open("b", "low", hooks: ["mail"], in: store)
            try record(.delivered, of: "b", to: "mail", in: store)
            _ = try store.backup(to: old)
            try record(.silenced, of: "a", to: "mail", in: store)
            try close("b", "low", hooks: ["mail"], in: store)
            try deliver(store)
        } _: { _ in
        }
        #expect(rename(old, directory.database) == 0)
        let (_, store) = try restore()
        #expect(try pictures(store, "a")["mail"] == .nothing)
        #expect(try pictures(store, "b")["mail"] == .resolved)
        #expect(try store.deliveries(state: .waiting).isEmpty)
        store.close()
    }

    @Test func `Where each has told something else, what is open is told once more`() throws {
        let old = directory.path + "/old.db"
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
            try deliver(store)
            _ = try store.backup(to: old)
            try close("a", "high", hooks: ["mail"], at: .at(90), in: store)
            try deliver(store)
        } _: { _ in
        }
        #expect(rename(old, directory.database) == 0)
        let other = try Store(opening: directory.database)
        let again = AlertEvent.of("repeat-of-a", .repeat, incident: "a", at: .at(50))
        try other.recordAlerts(.of([again]), run: nil, at: .at(50))
        try deliver(other)
        other.close()
        let (_, store) = try restore()
        #expect(try pictures(store, "a")["mail"] == .firing)
        store.close()
    }

    /// Before: the second restore knew the database alone that the first one had made, which knew nothing of the end.
    @Test func `After the wrong backup was put back the right one still learns what was heard`() throws {
        let monday = directory.path + "/monday.db"
        try database { store in
            _ = try store.backup(to: monday)
            try open("a", "high", hooks: ["mail"], in: store)
            try deliver(store)
        } _: { store in
            try close("a", "high", hooks: ["mail"], in: store)
            try deliver(store)
        }
        _ = try Restore.restore(monday, to: directory.database, owner: nil, floor: 0, now: .at(90))
        let (_, store) = try restore()
        #expect(try store.incidents(["a"]).map(\.isOpen) == [true])
        #expect(try pictures(store, "a")["mail"] == .resolved)
        store.close()
    }

    // MARK: What was given up

    /// Before: it vanished, and the status was well.
    @Test(arguments: ["a", "end-of-a"])
    func `What was given up since the backup is still to be tried again, or taken note of`(event: String) throws {
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
            if event != "a" { try deliver(store) }
            try close("a", "high", hooks: ["mail"], in: store)
            try record(.dead(error: "no", fallback: nil), of: event, to: "mail", in: store)
            try deliver(store)
        }
        let (outcome, store) = try restore()
        #expect(outcome.inherited == 1)
        #expect(try store.deliveryCounts().dead == 1)
        #expect(try store.deliveries(state: .dead).map(\.event.id) == [event])
        #expect(try store.requeueDead(at: .at(101)) == 1)
        #expect(try store.dueDeliveries(at: .at(102)).map(\.event.id) == [event])
        try record(.dead(error: "no", fallback: nil), of: event, to: "mail", in: store)
        #expect(try store.dismissDead(at: .at(103)) == 1)
        #expect(try store.violations == [])
        store.close()
    }

    @Test func `What was given up in the backup is what has become of it since`() throws {
        try database { store in
            for id in ["a", "b"] {
                try open(id, id, hooks: ["mail"], in: store)
                try record(.dead(error: "no", fallback: nil), of: id, to: "mail", in: store)
                try deliver(store)
            }
        } _: { store in
            #expect(try store.requeueDead(at: .at(40)) == 2)
            try record(.delivered, of: "a", to: "mail", in: store)
        }
        let (_, store) = try restore()
        #expect(try store.deliveryCounts().dead == 0)
        #expect(try store.deliveries(state: .waiting).map(\.event.id) == ["b"])
        #expect(try store.dueDeliveries(at: .at(101)).map(\.event.id) == ["b"])
        store.close()
    }

    @Test func `The fallback that a hook had last is the one that counts`() throws {
        try database { store in
            try store.rememberHooks([("mail", nil), ("pager", nil)], at: .at(1))
        } _: { store in
            try store.rememberHooks([("mail", "pager")], at: .at(5))
            try open("a", "high", hooks: ["mail"], in: store)
        }
        let (_, store) = try restore()
        try record(.removed, of: "a", to: "mail", in: store)
        #expect(try store.deliveries(state: .waiting, hook: "pager").map(\.event.id) == ["a"])
        store.close()
    }

    // MARK: What people asked for

    private let desk = Author(user: 7, name: "desk")

    private func acknowledge(_ incident: String, _ rule: String, _ comment: String, in store: Store) throws {
        let made = Acknowledgement(
            incident: incident,
            key: .of(rule),
            createdAt: .at(40),
            until: nil,
            author: desk,
            comment: comment
        )
        try store.acknowledge(made)
    }

    private func silence(_ rule: String, until: Instant, isSpan: Bool = false, in store: Store) throws -> Silence {
        try store.addSilence(
            AlertMatcher(rule: rule, labels: [AlertLabel("team", "x")]),
            until: until,
            isSpan: isSpan,
            author: desk,
            comment: "maintenance",
            at: .at(3)
        )
    }

    /// Before: lost without a word.
    @Test func `Acknowledgements and silences since the backup come along, with who made them`() throws {
        try database { store in
            try open("a", "high", hooks: ["mail"], in: store)
            try acknowledge("a", "high", "first", in: store)
        } _: { store in
            try acknowledge("a", "high", "second", in: store)
            try open("b", "low", hooks: ["mail"], in: store)
            try acknowledge("b", "low", "known", in: store)
            _ = try silence("over", until: .at(50), in: store)
            _ = try silence("low", until: .at(500), in: store)
        }
        for _ in 0..<2 {
            let (outcome, store) = try restore()
            #expect(outcome.acknowledgements == 2 && outcome.silences == 1)
            let taken = try store.acknowledgements(of: ["a", "b"])
            #expect(taken.map(\.comment) == ["second", "known"] && taken.allSatisfy { $0.author == desk })
            let silences = try store.silences(activeAt: .at(100))
            #expect(silences.map(\.id) == [2] && silences.first?.author == desk)
            #expect(silences.first?.matcher == AlertMatcher(rule: "low", labels: [AlertLabel("team", "x")]))
            #expect(try store.violations == [])
            store.close()
        }
    }

    @Test func `A silence of the backup that was ended or extended since is that`() throws {
        try database { store in
            for rule in ["ended", "extended", "kept"] { _ = try silence(rule, until: .at(90), in: store) }
        } _: { store in
            _ = try store.endSilences([1], at: .at(40))
            _ = try store.extendSilences([2], until: .at(200), at: .at(40))
        }
        let (outcome, store) = try restore()
        #expect(outcome.silences == 0)
        #expect(try store.silences().map(\.endedAt) == [.at(40), nil, nil])
        #expect(try store.silences().map(\.until) == [.at(90), .at(200), .at(90)])
        store.close()
    }

    @Test func `No silence gets the id of another one`() throws {
        let old = directory.path + "/old.db"
        try database { store in
            _ = try store.backup(to: old)
            _ = try silence("own", until: .at(200), in: store)
        } _: { _ in
        }
        #expect(rename(old, directory.database) == 0)
        let other = try Store(opening: directory.database)
        _ = try silence("other", until: .at(200), in: other)
        other.close()
        let (_, store) = try restore()
        #expect(try store.silences().map(\.matcher.rule) == ["own", "other"].map { AlertMatcher(rule: $0).rule })
        #expect(try store.silences().map(\.id) == [1, 2])
        store.close()
    }

    // MARK: The clock

    private func base(_ boot: String, _ step: Int = 0) -> ClockBase {
        ClockBase(boot: boot, began: .at(step), believed: .at(step), since: .at(1 + step))
    }

    private func follow(_ step: Int, in store: Store) throws {
        let microseconds = Int64(step) * 1_000_000
        try store.followClock(
            to: base("boot", step),
            step: microseconds,
            at: .at(40),
            records: try store.alertRecords().map { $0.movingMoments(by: microseconds, since: .at(1)) },
            incidents: try store.incidents().map { $0.movingMoments(by: microseconds, since: .at(1)) }
        ) {}
    }

    /// Before: what had been written after the step was moved by it once more.
    @Test(arguments: [3_000, -3_000])
    func `A step of the clock since the backup is followed once, by what was here and by what comes`(step: Int) throws {
        try database { store in
            try store.beginClock(base("boot"), at: .at(1))
            _ = try silence("high", until: .at(9_000), isSpan: true, in: store)
            try open("a", "high", hooks: ["mail"], in: store)
            try record(.failed(error: "no", retryAt: .at(60)), of: "a", to: "mail", in: store)
        } _: { store in
            try follow(step, in: store)
            _ = try silence("low", until: .at(9_000 + step), isSpan: true, in: store)
            try open("b", "low", hooks: ["mail"], in: store)
            try record(.failed(error: "no", retryAt: .at(60 + step)), of: "b", to: "mail", in: store)
        }
        let (_, store) = try restore()
        #expect(try store.clockBase() == base("boot", step))
        let waiting = try store.deliveries(state: .waiting, hook: "mail")
        #expect(waiting.map(\.notBefore) == [.at(60 + step), .at(60 + step)])
        #expect(try store.incidents(["a"]).first?.openedAt == .at(10 + step))
        #expect(try store.silences().map(\.until) == [.at(9_000 + step), .at(9_000 + step)])
        // All of it moves on with the next one.
        try follow(2 * step, in: store)
        #expect(try store.silences().map(\.until) == [.at(9_000 + 3 * step), .at(9_000 + 3 * step)])
        store.close()
    }

    @Test func `Over a start of the machine what was here stays, and what was written since moves on`() throws {
        try database { store in
            try store.beginClock(base("first"), at: .at(1))
            _ = try silence("high", until: .at(9_000), isSpan: true, in: store)
        } _: { store in
            try store.beginClock(base("boot"), at: .at(1))
            _ = try silence("low", until: .at(9_000), isSpan: true, in: store)
            _ = try silence("date", until: .at(9_000), in: store)
        }
        let (_, store) = try restore()
        #expect(try store.clockBase()?.boot == "boot")
        try follow(100, in: store)
        #expect(try store.silences().map(\.until) == [.at(9_000), .at(9_100), .at(9_000)])
        store.close()
    }
}
