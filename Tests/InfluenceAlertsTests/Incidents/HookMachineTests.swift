import InfluenceModel
import Testing

@testable import InfluenceAlerts

/// What a hook is told next: every picture with every truth, and the ways in which it comes to be told.
@Suite struct HookMachineTests {
    @Test func `Each picture is put right by the one event that the table says`() {
        let table: [(ToldHook.Picture, [AlertEventKind?])] = [
            (.nothing, [.firing, .firing, nil]),
            (.firing, [nil, .noData, .resolved]),
            (.noData, [.dataBack, nil, .resolved]),
            (.resolved, [.firing, .firing, nil]),
        ]
        #expect(table.count == ToldHook.Picture.allCases.count)
        for (picture, row) in table {
            for (truth, kind) in zip(Incident.Truth.allCases, row) {
                #expect(HookMachine.next(picture, truth) == kind, "\(picture) \(truth)")
                // After it the picture is right.
                var told = ToldHook(hook: "h", picture: picture)
                let state: AlertState = truth == .firing ? .firing : truth == .noData ? .noData : .inactive
                if let kind { told.hear(kind, state, at: minute(0)) }
                #expect(HookMachine.next(told.picture, truth) == nil, "\(picture) \(truth)")
            }
        }
    }

    @Test func `Reminders go to those whose picture is right, and to nobody who took the incident on`() {
        for picture in ToldHook.Picture.allCases {
            for truth in Incident.Truth.allCases {
                let isRight = truth != .ended && picture.rawValue == truth.rawValue
                for debt in [nil] + ToldHook.Debt.allCases.map({ Optional($0) }) {
                    for (isDue, isTaken) in [(false, false), (true, false), (false, true), (true, true)] {
                        let told = ToldHook(hook: "h", picture: picture, debt: debt)
                        let wants = HookMachine.wantsRepeat(told, truth, isDue: isDue, isAcknowledged: isTaken)
                        let isOwed = debt == .restore || debt == .silence && !isTaken
                        #expect(wants == (isRight && (isDue || isOwed)), "\(told) \(truth)")
                    }
                }
            }
        }
    }

    // MARK: Through the evaluator

    /// A store of one alert, with hooks that hear everything that is put into the outbox.
    private struct World {
        var records: [AlertKey: AlertRecord] = [:]
        var incidents: [String: Incident] = [:]
        var told: [String: [ToldHook]] = [:]
        var isSilenced = false
        var isTaken = false
        /// `hook kind incident`, in order.
        var heard: [String] = []
        var events: [AlertEvent] = []

        static func rule(_ hooks: [String], id: String = "high", timing: AlertTiming = AlertTiming()) -> WatchedRule {
            let selection = SeriesSelection(countries: ["KAZ"], powers: ["CHN"], nodes: ["trade"])
            let rule = Rule(
                id: id,
                condition: Threshold(selection, Level(.above, 60, clear: 59)),
                timing: timing,
                severity: .critical,
                labels: [AlertLabel("team", "trade")],
                hooks: hooks
            )
            return WatchedRule(
                rule: rule,
                fingerprint: rule.fingerprint,
                subjects: [AlertSubject(country: "KAZ", power: "CHN", node: "trade")]
            )
        }

        mutating func evaluate(_ rules: [WatchedRule], _ value: Double?, at minutes: Int) {
            let (silenced, taken) = (isSilenced, isTaken)
            let evaluation = AlertEvaluator.evaluate(
                rules,
                records: records,
                incidents: incidents,
                source: OneScore(value: value),
                hearing: Hearing(told: told, isSilenced: { _ in silenced }, isAcknowledged: { _ in taken }),
                basis: "m",
                modelHash: "m",
                now: minute(minutes)
            )
            adopt(evaluation.changes)
        }

        /// Puts right whoever is wrong, without a look at the alerts.
        mutating func settle(at minutes: Int) {
            let (silenced, taken) = (isSilenced, isTaken)
            adopt(
                AlertEvaluator.settle(
                    incidents,
                    hearing: Hearing(told: told, isSilenced: { _ in silenced }, isAcknowledged: { _ in taken }),
                    now: minute(minutes)
                )
            )
        }

        private mutating func adopt(_ changes: AlertChanges) {
            let silenced = isSilenced
            for key in changes.removed { records[key] = nil }
            for record in changes.records { records[record.key] = record }
            for incident in changes.incidents { incidents[incident.id] = incident }
            for (incident, hooks) in changes.addressed { told[incident] = hooks.map { ToldHook(hook: $0) } }
            events += changes.events
            for event in changes.events {
                for hook in changes.hooks[event.id] ?? [] {
                    if silenced { continue }
                    heard.append("\(hook) \(event.kind.rawValue)")
                    hear(event, hook)
                }
                hear(event, AlertDelivery.journal)
            }
        }

        private mutating func hear(_ event: AlertEvent, _ hook: String) {
            guard let incident = event.incident, let place = told[incident]?.firstIndex(where: { $0.hook == hook })
            else { return }
            told[incident]?[place].hear(event.kind, event.state, at: event.at)
        }
    }

    @Test func `With other hooks, removed, renamed or switched off: whoever was told hears the end, by its own words`()
    {
        let cases: [([WatchedRule], Double, String?)] = [
            ([World.rule(["b"])], 10, nil), ([World.rule([])], 10, nil),
            ([], 70, "its rule has been removed"),
            ([World.rule(["b"], id: "renamed")], 10, "its rule has been removed"),
            ([World.rule(["b"], timing: AlertTiming(periods: 3))], 70, "its rule has changed"),
        ]
        for (rules, value, reason) in cases {
            var world = World()
            world.evaluate([World.rule(["a"])], 70, at: 0)
            world.evaluate(rules, value, at: 1)
            #expect(world.heard == ["a firing", "a resolved"])
            let event = world.events.last { $0.kind == .resolved }
            #expect(event?.severity == .critical && event?.labels == [AlertLabel("team", "trade")])
            #expect(event?.reason == reason)
            #expect(event?.summary.hasPrefix("over: trade of CHN in KAZ is above 60: ") == true, "\(event as Any)")
            #expect(event?.incident == world.events.first?.id)
            #expect(event?.summary.contains("70") == true)
            world.evaluate(rules, 10, at: 2)
            #expect(world.heard.count == 2)
        }
    }

    @Test func `After a silence each hook gets the one event that makes its picture true, or none`() {
        // Told before; what the silence hides; what is told when it ends.
        let cases: [([Double?], [Double?], [String])] = [
            ([10], [70], ["a firing"]), ([10], [70, 10], []), ([10], [70, nil], ["a firing"]),
            ([70], [70], []), ([70], [10], ["a resolved"]), ([70], [10, 71], ["a resolved", "a firing"]),
            ([70], [nil], ["a no_data"]), ([70], [nil, 70], []), ([70, nil], [70], ["a data_back"]),
            ([70, nil], [10], ["a resolved"]), ([70, nil], [nil], []), ([70, 10], [10], []),
        ]
        for (before, during, after) in cases {
            var world = World()
            var now = 0
            func step(_ value: Double?) {
                world.evaluate([World.rule(["a"])], value, at: now)
                now += 1
            }
            before.forEach(step)
            let heard = world.heard.count
            world.isSilenced = true
            during.forEach(step)
            #expect(world.heard.count == heard)
            world.isSilenced = false
            step(during.last ?? nil)
            #expect(world.heard.dropFirst(heard).sorted() == after.sorted(), "\(before) \(during)")
            step(during.last ?? nil)
            #expect(world.heard.count == heard + after.count)
            if during == [10] && before == [70] {
                #expect(world.events.last?.reason?.hasPrefix("over since \(minute(1))") == true)
            }
        }
    }

    /// Before: what was told between two looks had the number of what came next.
    @Test func `The events of an incident are counted up, also those that are told between two looks at its alert`() {
        var world = World()
        world.isSilenced = true
        world.evaluate([World.rule(["a"])], 70, at: 0)
        world.isSilenced = false
        world.settle(at: 1)
        #expect(world.heard == ["a firing"])
        world.evaluate([World.rule(["a"])], 10, at: 2)
        #expect(world.heard == ["a firing", "a resolved"])
        #expect(world.events.map(\.sequence) == [1, 2, 3])
        #expect(Set(world.events.map(\.incident)).count == 1)
    }

    /// Before: what a rule opened that was changed in the very moment had the id of what it had opened before.
    @Test func `The events of an alert whose rule changes are counted on`() {
        var world = World()
        for seconds in [0, 60, 120] {
            world.evaluate([World.rule(["a"], timing: AlertTiming(keepFiringFor: .seconds(seconds)))], 70, at: 0)
        }
        #expect(world.heard == ["a firing", "a resolved", "a firing", "a resolved", "a firing"])
        #expect(world.events.map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(Set(world.events.map(\.id)).count == 5)
    }

    @Test func `When it is calm every hook that is wrong is put right, and the end reaches who was told`() {
        let timing = AlertTiming(flapLimit: 1, flapWindow: .seconds(600))
        let rule = World.rule(["a"], timing: timing)
        var world = World()
        for (number, value) in [70.0, 10, 71, 10, 72].enumerated() { world.evaluate([rule], value, at: number) }
        #expect(world.heard == ["a firing", "a flapping"])
        world.evaluate([rule], 72, at: 30)
        #expect(world.heard.count == 2)
        world.evaluate([rule], 10, at: 60)
        #expect(world.heard == ["a firing", "a flapping", "a resolved"])
        #expect(world.incidents.count == 1)
        // Calm, and over.
        var other = World()
        for (number, value) in [70.0, 10, 71, 10].enumerated() { other.evaluate([rule], value, at: number) }
        other.evaluate([rule], 10, at: 30)
        #expect(other.heard == ["a firing", "a flapping", "a resolved"])
        // Removed while it flaps.
        var gone = World()
        for (number, value) in [70.0, 10, 71].enumerated() { gone.evaluate([rule], value, at: number) }
        gone.evaluate([], nil, at: 3)
        #expect(gone.heard == ["a firing", "a flapping", "a resolved"])
    }

    @Test func `A fallback that was told hears the end too, also where it was told after it`() throws {
        let rule = World.rule(["a"])
        var world = World()
        world.evaluate([rule], 70, at: 0)
        let incident = try #require(world.events.first?.incident)
        world.told[incident]?.append(ToldHook(hook: "fallback", picture: .firing))
        world.evaluate([rule], 10, at: 1)
        #expect(world.heard == ["a firing", "a resolved", "fallback resolved"])
        world.told[incident]?.append(ToldHook(hook: "late", picture: .firing))
        let changes = AlertEvaluator.settle(world.incidents, hearing: Hearing(told: world.told), now: minute(2))
        #expect(changes.events.map(\.kind) == [.resolved] && changes.hooks.values.map { $0 } == [["late"]])
        #expect(changes.events.first?.summary == "over: trade of CHN in KAZ is above 60: 10 at last, 2024-01")
    }

    @Test func `What is between its levels is not said to be above the upper one`() {
        let rule = World.rule(["a"], timing: AlertTiming(repeatInterval: .seconds(60)))
        var world = World()
        for (number, value) in [70.0, 59.5].enumerated() { world.evaluate([rule], value, at: number) }
        #expect(world.events.last?.kind == .repeat)
        #expect(world.events.last?.summary.hasPrefix("not over yet: ") == true)
    }

    private struct OneScore: AlertSource {
        let value: Double?
        let period = Frequency.month.period(containing: Day(clamping: 19_723))
        let powers: [PowerID] = ["CHN"]
        let root: NodeID = "index"

        func period(containing day: Day) -> Period? { nil }
        func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
            value.map { Score(value: $0, coverage: 1, confidence: 1) }
        }
        func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval? { nil }
        func shares(_ indicator: NodeID, _ first: PowerID, _ second: PowerID, _ country: CountryID, _ period: Period)
            -> (first: Double, second: Double)?
        { nil }
        func probability(
            _ node: NodeID,
            _ power: PowerID,
            _ country: CountryID,
            _ side: Level.Side,
            _ level: Double
        ) -> Double? { nil }
        func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? { nil }
        func broken(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period?) -> BrokenChange? {
            nil
        }
        func brokenShares(_ indicator: NodeID, _ first: PowerID, _ second: PowerID, _ country: CountryID)
            -> [SeriesBreak]
        { [] }
        func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak] { [] }
        func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus] { [] }
        func feed(_ name: String) -> FeedHealth? { nil }
    }
}
