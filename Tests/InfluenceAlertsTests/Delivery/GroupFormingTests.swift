import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Testing

@Suite struct GroupFormingTests {
    private func waiting(
        _ id: Int64,
        _ rule: String,
        _ country: CountryID = "KAZ",
        _ severity: AlertSeverity = .warning,
        at: Instant = minute(0)
    ) -> WaitingDelivery {
        WaitingDelivery(
            id: id,
            key: AlertKey(rule: rule, subject: AlertSubject(country: country, power: "CHN", node: "index")),
            severity: severity,
            createdAt: at
        )
    }

    private func form(
        _ waiting: [WaitingDelivery],
        by keys: [GroupKey],
        wait: Int = 60,
        at now: Instant = minute(2)
    ) -> GroupForming {
        GroupForming(waiting, to: "mail", Grouping(by: keys, wait: .seconds(wait)), at: now)
    }

    @Test func `What agrees in all keys goes together, and an empty list brings all together`() {
        let all = [waiting(1, "a"), waiting(2, "b"), waiting(3, "a", "UZB"), waiting(4, "a", "KAZ", .critical)]
        #expect(form(all, by: [.rule]).ripe == [[1, 3, 4], [2]])
        #expect(form(all, by: [.country]).ripe == [[1, 2, 4], [3]])
        #expect(form(all, by: []).ripe == [[1, 2, 3, 4]])
        // A key that none of them has is one that they agree in.
        #expect(form(all, by: [.feed]).ripe == [[1, 2, 3, 4]])
        #expect(form([], by: [.rule]).ripe.isEmpty)
    }

    @Test func `A group waits from its first event on, and whoever comes meanwhile joins it`() {
        let late = [
            waiting(1, "a", at: minute(0)), waiting(2, "b", at: minute(1)), waiting(3, "a", "UZB", at: minute(1)),
        ]
        let early = form(Array(late.prefix(1)), by: [.rule], at: minute(0).adding(seconds: 59))
        #expect(early.ripe.isEmpty && early.next == minute(1))
        let then = form(late, by: [.rule], at: minute(1))
        #expect(then.ripe == [[1, 3]] && then.next == minute(2))
        #expect(form(late, by: [.rule], wait: 0, at: minute(1)).ripe == [[1, 3], [2]])
    }

    @Test func `Each event leaves when its group does, a full or ripe one at once`() {
        let some = [
            waiting(1, "a", at: minute(0)), waiting(2, "b", at: minute(0).adding(seconds: 40)),
            waiting(3, "a", "UZB", at: minute(0).adding(seconds: 50)),
        ]
        let now = minute(0).adding(seconds: 55)
        let forming = form(some, by: [.rule], at: now)
        let later = minute(1).adding(seconds: 40)
        #expect(forming.leaving == [1: minute(1), 2: later, 3: minute(1)])
        let then = minute(1).adding(seconds: 30)
        #expect(form(some, by: [.rule], at: then).leaving == [1: then, 2: later, 3: then])
        let many = (1...Grouping.mostEvents).map { waiting(Int64($0), "a", CountryID("C\($0)"), at: minute(0)) }
        #expect(form(many, by: [.rule], at: now).leaving.values.allSatisfy { $0 == now })
    }

    @Test func `Nobody waits for a future that a wrong clock wrote of`() {
        let ahead = form([waiting(1, "a", at: minute(100_000))], by: [.rule], at: minute(0))
        #expect(ahead.ripe == [[1]] && ahead.next == nil)
        let both = form(
            [waiting(1, "a", at: minute(5)), waiting(2, "a", "UZB", at: minute(0))],
            by: [.rule],
            at: minute(0)
        )
        #expect(both.ripe.isEmpty && both.next == minute(1))
    }

    @Test func `Of an alert whose events belong to different groups none overtakes another`() {
        // An incident, and the next one after its rule has become critical.
        let mixed = [waiting(1, "a"), waiting(2, "a", "KAZ", .critical), waiting(3, "a"), waiting(4, "b")]
        #expect(form(mixed, by: [.severity]).ripe == [[1, 4]])
        #expect(form(Array(mixed.dropFirst()), by: [.severity]).ripe == [[2], [4]])
    }

    @Test func `A full group waits for nobody, and the rest makes the next`() {
        let many = (1...Int64(Grouping.mostEvents + 50)).map { waiting($0, "a", CountryID("C\($0)"), at: minute(0)) }
        let forming = form(many, by: [.rule], wait: 3600, at: minute(0))
        #expect(forming.ripe.map(\.count) == [Grouping.mostEvents])
        #expect(form(Array(many.dropFirst(Grouping.mostEvents)), by: [.rule], wait: 3600, at: minute(0)).ripe.isEmpty)
    }

    // MARK: Closing

    private func delivery(_ id: Int64, _ rule: String, _ kind: AlertEventKind = .firing) -> AlertDelivery {
        AlertDelivery(
            id: id,
            event: AlertEvent(
                id: "e\(id)",
                key: AlertKey(rule: rule, subject: AlertSubject()),
                kind: kind,
                sequence: 1,
                at: minute(0),
                state: .firing,
                incident: nil,
                severity: .warning,
                labels: [],
                value: nil,
                previous: nil,
                period: nil,
                low: nil,
                high: nil,
                modelHash: "",
                summary: "",
                reason: nil
            ),
            hook: "mail",
            state: .waiting,
            attempts: 0,
            createdAt: minute(0),
            notBefore: minute(0),
            endedAt: nil,
            error: nil
        )
    }

    @Test func `What a silence keeps back is left out, with what waits behind it`() {
        let outcome = form([], by: [.rule]).close(
            [delivery(1, "a"), delivery(2, "b"), delivery(3, "a", .resolved)],
            obstacle: { $0.id == 1 ? .silenced : nil },
            bytes: { _ in 1 }
        )
        #expect(outcome.handover?.deliveries.map(\.id) == [2])
        #expect(outcome.keptBack.map(\.delivery.id) == [1])
        let none = form([], by: [.rule]).close([delivery(1, "a")], obstacle: { _ in .silenced }, bytes: { _ in 1 })
        #expect(none.handover == nil && none.keptBack.count == 1)
    }

    @Test func `A group ends where it would be too long; one event alone is never too long`() {
        let three = [delivery(1, "a"), delivery(2, "b"), delivery(3, "c")]
        let half = Grouping.mostBytes / 2
        #expect(
            form([], by: []).close(three, obstacle: { _ in nil }, bytes: { _ in half }).handover?.deliveries.count == 2
        )
        let long = form([], by: []).close(three, obstacle: { _ in nil }, bytes: { _ in Grouping.mostBytes * 2 })
        #expect(long.handover?.deliveries.map(\.id) == [1])
    }

    @Test func `A group's id follows from its hook, its keys and its events, and from nothing else`() {
        func id(_ hook: String, _ keys: [GroupKey], _ events: [String]) -> String {
            DeliveryGroup(of: events, by: keys, to: hook).id
        }
        let one = id("mail", [.rule], ["a", "b"])
        #expect(one.count == 32 && one == id("mail", [.rule], ["a", "b"]))
        let others = [
            id("chat", [.rule], ["a", "b"]), id("mail", [.country], ["a", "b"]), id("mail", [.rule], ["a"]),
            id("mail", [.rule], ["ab"]), id("mail", [.rule], ["b", "a"]),
        ]
        #expect(Set(others + [one]).count == 6)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `Whatever waits, each alert's events keep their order and are in one group at most`(seed: UInt64) {
        var random = SplitMix(seed)
        var all: [WaitingDelivery] = []
        for id in 1...Int64.random(in: 1...60, using: &random) {
            let severity = random.pick(AlertSeverity.allCases)
            let at = minute(Int.random(in: 0...4, using: &random))
            all.append(waiting(id, random.pick(["a", "b", "c"]), random.pick(["KAZ", "UZB"]), severity, at: at))
        }
        let keys = GroupKey.allCases.filter { _ in random.chance(0.4) }
        let forming = form(all, by: keys, wait: 120, at: minute(4))
        let ids = forming.ripe.flatMap(\.self)
        #expect(Set(ids).count == ids.count)
        for line in Dictionary(grouping: all, by: \.key).values {
            // What is handed over of an alert is a beginning of what waits.
            let taken = line.map { ids.contains($0.id) }
            #expect(taken == taken.sorted { $0 && !$1 })
        }
        for group in forming.ripe {
            let members = all.filter { group.contains($0.id) }
            #expect(group == group.sorted())
            for key in keys { #expect(Set(members.map { key.value(of: $0.key, $0.severity) }).count == 1) }
        }
    }
}
