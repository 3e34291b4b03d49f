import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceStore

@Suite struct OutboxTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
    }

    private func raise(_ events: [AlertEvent], hooks: [String]) throws {
        try store.recordAlerts(.of(events, hooks: hooks), run: nil, at: .at(10))
    }

    /// Due deliveries as `event>hook`.
    private func due(_ seconds: Int = 100, excluding: Set<Int64> = [], limit: Int = 100) throws -> [String] {
        try store.dueDeliveries(at: .at(seconds), excluding: excluding, limit: limit).map {
            "\($0.event.id)>\($0.hook)"
        }
    }

    private func end(_ name: String, _ outcome: DeliveryResult.Outcome, at seconds: Int = 50) throws {
        let delivery = try #require(
            try store.dueDeliveries(at: .at(1_000_000), limit: 1000).first { "\($0.event.id)>\($0.hook)" == name }
        )
        try store.record([DeliveryResult(id: delivery.id, outcome: outcome)], at: .at(seconds))
    }

    @Test func `An event waits for each of its hooks, the journal first`() throws {
        try raise([.firing("a"), .of("h", .held, incident: "a", key: .of("other"))], hooks: ["mail", "pager", "mail"])
        let waiting = try store.deliveries(state: .waiting)
        #expect(
            waiting.reversed().map { "\($0.event.id)>\($0.hook)" }
                == ["a>journal", "a>mail", "a>pager", "h>journal", "h>mail", "h>pager"]
        )
        #expect(waiting.allSatisfy { $0.createdAt == .at(10) && $0.notBefore == .at(10) && $0.attempts == 0 })
        #expect(waiting.allSatisfy { $0.endedAt == nil && $0.error == nil })
        #expect(try store.deliveries(hook: "mail").map(\.event.id) == ["h", "a"])
        #expect(try store.deliveries(hook: "unknown") == [])
        #expect(try store.deliveries(limit: 1).map(\.event.id) == ["h"])
        #expect(try store.violations == [])
    }

    @Test func `Deliveries of one alert to one hook follow each other; other alerts and hooks do not wait`() throws {
        try raise(
            [.firing("a"), .of("b", .resolved, incident: "a"), .firing("c", key: .of("other"))],
            hooks: ["mail"]
        )
        #expect(try due() == ["a>journal", "a>mail", "c>journal", "c>mail"])
        #expect(try due(9) == [])
        try end("a>mail", .failed(error: "exit 1", retryAt: .at(200)))
        #expect(try due(199) == ["a>journal", "c>mail", "c>journal"])
        #expect(try due(200) == ["a>journal", "c>mail", "c>journal", "a>mail"])
        let failed = try #require(try store.deliveries(hook: "mail").last)
        #expect(failed.attempts == 1 && failed.error == "exit 1" && failed.notBefore == .at(200))
        try end("a>mail", .delivered, at: 201)
        #expect(try due(202).contains("b>mail"))
        let delivered = try #require(try store.deliveries(state: .delivered).first)
        #expect(delivered.attempts == 2 && delivered.endedAt == .at(201) && delivered.error == nil)
        try end("b>mail", .silenced)
        #expect(try store.deliveries(state: .silenced).map(\.attempts) == [0])
        #expect(try store.violations == [])
    }

    @Test func `A dead delivery lets the next pass, and its event goes to the fallback once`() throws {
        try raise([.firing("a"), .of("b", .resolved, incident: "a")], hooks: ["mail", "pager"])
        try end("a>mail", .dead(error: "no route", fallback: "log"))
        #expect(try due().contains("b>mail"))
        #expect(try due().contains("a>log"))
        let created = try store.deliveries(hook: "log").map(\.createdAt)
        #expect(created == [.at(50)])
        // The pager has it anyway.
        try end("b>mail", .dead(error: "no route", fallback: "pager"))
        try end("a>pager", .dead(error: "no route", fallback: "log"))
        #expect(try store.deliveries(hook: "pager").count == 2)
        #expect(try store.deliveries(hook: "log").count == 1)
        let counts = try store.deliveryCounts()
        #expect(counts == DeliveryCounts(waiting: 4, dead: 3, waitingSince: .at(10)))
        // A second report about what has ended changes nothing.
        let dead = try #require(try store.deliveries(state: .dead).first)
        try store.record(
            [DeliveryResult(id: dead.id, outcome: .delivered), DeliveryResult(id: 999, outcome: .delivered)],
            at: .at(60)
        )
        #expect(try store.deliveries(state: .dead).first == dead)
        #expect(try store.violations == [])
    }

    @Test func `Dead letters wait again, before what came after them`() throws {
        try raise([.firing("a"), .of("b", .resolved, incident: "a")], hooks: ["mail", "pager"])
        try end("a>mail", .dead(error: "no route", fallback: nil))
        try end("a>pager", .dead(error: "no route", fallback: nil))
        #expect(try store.requeueDead(hook: "unknown", at: .at(70)) == 0)
        #expect(try store.requeueDead(hook: "mail", at: .at(70)) == 1)
        let again = try #require(try store.deliveries(state: .waiting, hook: "mail").last)
        #expect(again.event.id == "a" && again.attempts == 0 && again.notBefore == .at(70) && again.endedAt == nil)
        #expect(try due().contains("a>mail"))
        #expect(try !due().contains("b>mail"))
        #expect(try store.violations == [])
        #expect(try store.requeueDead(at: .at(80)) == 1)
        #expect(try store.deliveryCounts().dead == 0)
        #expect(try store.violations == [])
    }

    @Test func `A hook with many deliveries hides no other's`() throws {
        let many = (0..<300).map { AlertEvent.firing("m\($0)", key: .of("rule-\($0)"), at: .at(1)) }
        try raise(many, hooks: ["slow"])
        try raise([.firing("x", at: .at(20))], hooks: ["quick"])
        #expect(try due(limit: 6) == ["m0>journal", "m0>slow", "x>quick", "m1>journal", "m1>slow", "m2>journal"])
        let first = try store.dueDeliveries(at: .at(100), limit: 3)
        #expect(try due(excluding: Set(first.map(\.id)), limit: 2) == ["m1>journal", "m1>slow"])
        #expect(try due(limit: 0) == [])
        #expect(try due(limit: .max).count == 602)
    }

    @Test func `The next moment is that of the earliest which is not under way`() throws {
        #expect(try store.nextDelivery() == nil)
        try raise([.firing("a"), .of("b", .resolved, incident: "a")], hooks: [])
        #expect(try store.nextDelivery() == .at(10))
        let under = try store.dueDeliveries(at: .at(10)).map(\.id)
        #expect(try store.nextDelivery(excluding: Set(under)) == nil)
        try end("a>journal", .failed(error: "x", retryAt: .at(500)))
        #expect(try store.nextDelivery() == .at(500))
        try end("a>journal", .dead(error: "x", fallback: nil))
        #expect(try store.nextDelivery() == .at(10))
    }

    @Test func `A resolution is wanted where an earlier event of the incident was not silenced`() throws {
        try raise([.firing("a"), .of("b", .resolved, incident: "a")], hooks: ["mail", "pager", "log"])
        try end("a>mail", .silenced)
        try end("a>pager", .dead(error: "x", fallback: nil))
        try end("a>log", .delivered)
        try end("a>journal", .silenced)
        var wanted: [String: Bool] = [:]
        for delivery in try store.dueDeliveries(at: .at(100)) {
            wanted[delivery.hook] = try store.obsolescence(of: delivery) == nil
        }
        #expect(wanted == ["journal": false, "mail": false, "pager": true, "log": true])
        // Of another incident of the same alert nothing was told yet.
        try raise([.firing("c"), .of("d", .resolved, incident: "c")], hooks: ["log"])
        let firing = try #require(try store.deliveries(hook: "log").first { $0.event.id == "c" })
        #expect(try store.obsolescence(of: firing) == nil)
        try end("b>log", .delivered)
        try end("c>log", .silenced)
        let last = try #require(try store.deliveries(hook: "log").first)
        #expect(try last.event.id == "d" && store.obsolescence(of: last) == .unheard)
    }

    @Test func `What was given up is not told after a later event of its incident has arrived`() throws {
        try raise([.firing("a"), .of("b", .resolved, incident: "a")], hooks: ["mail"])
        try end("a>mail", .dead(error: "x", fallback: nil))
        #expect(try store.requeueDead(at: .at(50)) == 1)
        let again = try #require(try store.dueDeliveries(at: .at(60)).first { $0.hook == "mail" })
        // Before the other, while that has not gone yet.
        #expect(try again.event.id == "a" && store.obsolescence(of: again) == nil)
        try end("a>mail", .dead(error: "x", fallback: nil))
        try end("b>mail", .delivered)
        #expect(try store.requeueDead(at: .at(70)) == 1)
        let late = try #require(try store.dueDeliveries(at: .at(80)).first { $0.hook == "mail" })
        #expect(try late.event.id == "a" && store.obsolescence(of: late) == .overtaken)
        try end("a>mail", .overtaken)
        #expect(try store.deliveryCounts().dead == 0)
        #expect(try store.deliveries(state: .dismissed).map(\.event.id) == ["a"])
        #expect(try store.violations == [])
    }

    /// Before: a hook that was down for a month heard all reminders of the month, one after the other.
    @Test(arguments: [AlertEventKind.repeat, .resolved, .noData])
    func `A reminder is not told where a later event of its incident waits`(_ last: AlertEventKind) throws {
        try raise([.firing("a")] + (0..<5).map { .of("r\($0)", .repeat, incident: "a") }, hooks: ["mail", "pager"])
        // What is held says nothing of how it stands, and another incident nothing of this one.
        try raise([.of("h", .held, incident: "a"), .of("o", .repeat, incident: "other")], hooks: ["pager"])
        try raise([.of("z", last, incident: "a")], hooks: ["mail"])
        try end("a>mail", .delivered)
        try end("a>pager", .delivered)
        var told: [String] = []
        while let next = try store.dueDeliveries(at: .at(100)).first(where: { $0.hook != AlertDelivery.journal }) {
            let obstacle = try store.obsolescence(of: next)
            if obstacle == nil { told.append("\(next.event.id)>\(next.hook)") }
            try store.record(
                [DeliveryResult(id: next.id, outcome: obstacle == nil ? .delivered : .overtaken)],
                at: .at(60)
            )
        }
        #expect(told.filter { $0.hasSuffix("mail") } == ["z>mail"])
        #expect(told.filter { $0.hasSuffix("pager") } == ["r4>pager", "h>pager", "o>pager"])
        // Nobody wants to see them.
        #expect(try store.deliveryCounts().dead == 0)
        #expect(try store.deliveries(state: .dismissed).count == 9)
        #expect(try store.violations == [])
    }

    @Test func `A hook that is configured no more gives its deliveries to the fallback that it had`() throws {
        try store.rememberHooks([("mail", "pager"), ("pager", nil)], at: .at(1))
        try store.rememberHooks([("pager", nil)], at: .at(2))
        try raise([.firing("a")], hooks: ["mail"])
        try end("a>mail", .removed)
        let dead = try #require(try store.deliveries(state: .dead).first)
        #expect(dead.error == "hook removed" && dead.hook == "mail" && dead.attempts == 0)
        let next = try #require(try store.dueDeliveries(at: .at(90)).first { $0.hook == "pager" })
        #expect(next.event.id == "a" && next.origin == "mail")
        // It is counted until somebody has taken note.
        #expect(try store.deliveryCounts().dead == 1)
        #expect(try store.dismissDead(hook: "other", at: .at(91)) == 0)
        #expect(try store.dismissDead(hook: "mail", at: .at(91)) == 1)
        #expect(try store.deliveryCounts().dead == 0)
        #expect(try store.requeueDead(at: .at(92)) == 0)
        try end("a>pager", .removed)
        #expect(try store.dueDeliveries(at: .at(99)).allSatisfy { $0.hook == AlertDelivery.journal })
        #expect(try store.violations == [])
    }

    private func incident(_ id: String, hooks: [String]) throws {
        var changes = AlertChanges.of([.firing(id)], hooks: hooks)
        changes.incidents = [
            Incident(
                id: id,
                key: .of("high"),
                modelHash: "a",
                severity: .warning,
                labels: [],
                phrase: "CHN in KAZ is above 60",
                openedAt: .at(10)
            )
        ]
        changes.addressed = [id: hooks]
        try store.recordAlerts(changes, run: nil, at: .at(10))
    }

    private func picture(_ incident: String, _ hook: String) throws -> ToldHook.Picture? {
        try store.toldHooks(of: incident).first { $0.hook == hook }?.picture
    }

    /// Before: it counted as told, and the hook heard the end of what it had never heard of.
    @Test func `What is given up before anybody tried was not told`() throws {
        try incident("a", hooks: ["mail", "pager"])
        #expect(try picture("a", "mail") == .firing)
        try end("a>mail", .removed)
        #expect(try picture("a", "mail") == .nothing && picture("a", "pager") == .firing)
        try store.recordAlerts(.of([.of("b", .resolved, incident: "a")], hooks: ["mail"]), run: nil, at: .at(20))
        let over = try #require(try store.dueDeliveries(at: .at(90)).first { $0.event.id == "b" && $0.hook == "mail" })
        #expect(try store.obsolescence(of: over) == .unheard)
        // Retried by hand it is told after all.
        #expect(try store.requeueDead(hook: "mail", at: .at(91)) == 1)
        #expect(try picture("a", "mail") != .nothing)
        #expect(try store.violations == [])
    }

    @Test func `What may have arrived was told, whatever became of its hook`() throws {
        try incident("a", hooks: ["mail", "pager"])
        let waiting = try store.dueDeliveries(at: .at(90))
        try store.begin(waiting.filter { $0.hook == "mail" }.map { Handover($0) }, at: .at(50))
        try end("a>pager", .failed(error: "exit 1", retryAt: .at(60)))
        try end("a>mail", .removed)
        try end("a>pager", .removed)
        #expect(try picture("a", "mail") == .firing && picture("a", "pager") == .firing)
    }

    @Test func `A fallback that took over has it in place of the hook, until it is gone too`() throws {
        try store.rememberHooks([("mail", "pager"), ("pager", nil)], at: .at(1))
        try incident("a", hooks: ["mail"])
        try end("a>mail", .removed)
        #expect(try picture("a", "mail") == nil && picture("a", "pager") == .firing)
        try end("a>pager", .removed)
        #expect(try picture("a", "mail") == .nothing && picture("a", "pager") == .nothing)
        #expect(try store.violations == [])
    }

    @Test func `Random traffic keeps every line in order, over restarts`() throws {
        var random = SplitMix(7)
        var store = store
        var delivered: [String: [Int]] = [:]
        var number = 0
        for round in 0..<60 {
            var events: [AlertEvent] = []
            for _ in 0..<random.below(6) {
                events.append(.firing("\(number)", key: .of("r\(random.below(4))"), at: .at(round)))
                number += 1
            }
            try store.recordAlerts(.of(events, hooks: ["x", "y"]), run: nil, at: .at(round))
            let due = try store.dueDeliveries(at: .at(round), limit: 1 + random.below(12))
            #expect(Set(due.map { "\($0.event.key)>\($0.hook)" }).count == due.count)
            var results: [DeliveryResult] = []
            for delivery in due {
                switch random.below(5) {
                case 0: results.append(DeliveryResult(id: delivery.id, outcome: .dead(error: "e", fallback: "z")))
                case 1:
                    let retry = Instant.at(round + random.below(4))
                    results.append(DeliveryResult(id: delivery.id, outcome: .failed(error: "e", retryAt: retry)))
                case 2: break
                default:
                    results.append(DeliveryResult(id: delivery.id, outcome: .delivered))
                    delivered["\(delivery.event.key)>\(delivery.hook)", default: []].append(Int(delivery.id))
                }
            }
            try store.record(results, at: .at(round))
            let counts = try store.deliveryCounts()
            #expect(try counts == store.read { try Store.countDeliveries($0) })
            if round % 20 == 19 {
                #expect(try store.violations == [])
                store.close()
                store = try Store(opening: directory.database)
                #expect(try store.deliveryCounts() == counts)
            }
        }
        #expect(delivered.count > 8)
        #expect(delivered.values.allSatisfy { $0 == $0.sorted() })
        #expect(try store.requeueDead(at: .at(100)) > 0)
        let kept = try store.deliveryCounts()
        #expect(try kept == store.read { try Store.countDeliveries($0) })
        #expect(try store.violations == [])
    }
}
