import InfluenceModel
import InfluenceStore
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

/// Whoever was told of an incident hears the end of it, whatever has become of rule, hooks and daemon meanwhile.
@Suite(.timeLimit(.minutes(5))) struct WhoKnowsTests {
    private static let hooks = """
        hooks:
          x: {kind: exec, command: [/bin/true]}
          y: {kind: exec, command: [/bin/true], fallback: z}
          z: {kind: exec, command: [/bin/true]}

        """

    private static func rules(_ lines: String...) -> String {
        hooks + (lines.isEmpty ? "rules: []\n" : "rules:\n" + lines.map { "  - {country: KAZ, \($0)}\n" }.joined())
    }

    private static let level = "kind: threshold, power: CHN, node: trade, above: 45"

    // MARK: Flapping

    @Test(arguments: [1, 2, 5], [false, true])
    func `What has flapped ends for everybody, also over restarts`(_ limit: Int, _ restarts: Bool) async throws {
        var desk = try await Desk(Self.rules("id: r, \(Self.level), hooks: [x, y], flap_limit: \(limit)"))
        for turn in 0..<(limit + 3) {
            try await desk.set(turn % 2 == 0 ? 60 + Double(turn) : 10 + Double(turn))
            if restarts { try await desk.restart() }
        }
        #expect(desk.kinds("x").last == "flapping")
        let record = try #require(desk.trial.status.alerts.records.first)
        #expect(record.isFlapping)
        // An Alertmanager is told further on of what it was told of, and does not take it for over.
        let openings = try desk.trial.store.openings(toldTo: "x").compactMap(\.incident)
        #expect(Set(openings) == desk.open("x"))
        if record.state.isOpen == false { try await desk.set(90) }
        try await desk.pass(hours: 49)
        #expect(desk.trial.status.alerts.records.first?.isFlapping == false)
        let incident = try #require(desk.trial.status.alerts.records.first?.incident)
        for hook in ["x", "y", "journal"] { #expect(desk.open(hook) == [incident], "\(hook) \(desk.kinds(hook))") }
        try await desk.set(5)
        for hook in ["x", "y", "journal"] {
            #expect(desk.open(hook) == [] && desk.kinds(hook).last == "resolved", "\(hook) \(desk.kinds(hook))")
        }
        #expect(try desk.trial.store.deliveries(state: .silenced).isEmpty)
    }

    // MARK: Rules that go

    private static let conditions = [
        (level, "trade of CHN in KAZ is above 45"),
        ("kind: overtake, by: CHN, of: RUS, node: trade", "CHN is ahead of RUS on trade in KAZ"),
        ("kind: rank, power: CHN, node: trade, to: 1", "CHN is number 1 on trade in KAZ"),
    ]

    @Test(arguments: ["removed", "renamed", "off", "changed"], [false, true])
    func `Of a rule that is gone everybody hears the end, in the words of the incident`(
        _ fate: String,
        _ isDown: Bool
    ) async throws {
        for (condition, words) in Self.conditions {
            let own = "severity: critical, labels: {team: trade}, hooks: [x]"
            var desk = try await Desk(Self.rules("id: r, \(condition), \(own)"))
            try await desk.set(60)
            #expect(desk.kinds("x") == ["firing"])
            let opened = try #require(desk.heard.last?.event)
            let rules =
                switch fate {
                case "removed": Self.rules()
                case "renamed": Self.rules("id: other, \(condition), severity: info, hooks: [y]")
                case "off": Self.rules("id: r, \(condition), \(own), enabled: false")
                default: Self.rules("id: r, \(condition), severity: info, hooks: [y], keep_firing_for: 7d")
                }
            try await desk.use(rules, isDown: isDown)
            for hook in ["x", "journal"] {
                let end = try #require(desk.heard.last { $0.hook == hook && $0.event.kind == .resolved }?.event)
                #expect(end.incident == opened.incident && end.key == opened.key)
                #expect(end.severity == .critical && end.labels == [AlertLabel("team", "trade")])
                #expect(end.summary.hasPrefix("over: \(words): "), "\(end.summary)")
                #expect(end.reason?.hasPrefix("its rule has ") == true)
            }
            #expect(desk.open("x") == [])
            #expect(desk.kinds("x") == ["firing", "resolved"])
        }
    }

    // MARK: Hooks that change

    @Test(arguments: ["y", "", "x, z"], [false, true])
    func `Of other hooks of a rule those hear the end that heard the beginning`(
        _ hooks: String,
        _ isDown: Bool
    ) async throws {
        var desk = try await Desk(Self.rules("id: r, \(Self.level), hooks: [x, y]"))
        try await desk.set(60)
        try await desk.use(Self.rules("id: r, \(Self.level), hooks: [\(hooks)]"), isDown: isDown)
        try await desk.set(10)
        #expect(desk.kinds("x") == ["firing", "resolved"] && desk.kinds("y") == ["firing", "resolved"])
        #expect(desk.kinds("z") == [])
        // The next incident is for the hooks that there are now.
        try await desk.set(61)
        for hook in ["x", "y", "z"] { #expect((desk.open(hook) != []) == hooks.contains(hook), "\(hook)") }
    }

    @Test(arguments: [false, true], [false, true])
    func `A fallback that stepped in hears the end, whoever takes it in the end`(
        _ isExchanged: Bool,
        _ isDown: Bool
    ) async throws {
        var desk = try await Desk(Self.rules("id: r, \(Self.level), hooks: [y]"))
        desk.failing = ["y"]
        try await desk.set(60)
        #expect(desk.kinds("z") == ["firing"])
        desk.failing = []
        if isExchanged { try await desk.use(Self.rules("id: r, \(Self.level), hooks: [x]"), isDown: isDown) }
        try await desk.set(10)
        #expect(desk.kinds("z") == ["firing", "resolved"])
        #expect(desk.open("y") == [])
        #expect(desk.kinds("x") == [])
    }

    @Test(arguments: [false, true])
    func `What waits for a hook that has another name now goes to the fallback that it had`(_ isDown: Bool) async throws
    {
        var desk = try await Desk(Self.rules("id: r, \(Self.level), hooks: [y]"))
        try await desk.add("trade,CHN,KAZ,2023,60\n", isDelivered: false)
        let renamed = Self.rules("id: r, \(Self.level), hooks: [q]").replacing("  y: ", with: "  q: ")
        try await desk.use(renamed, isDown: isDown)
        #expect(desk.kinds("y") == [] && desk.kinds("z") == ["firing"])
        let dead = try desk.trial.store.deliveries(state: .dead)
        #expect(dead.map(\.hook) == ["y"] && dead.first?.error?.contains("hook removed") == true)
        #expect(try desk.trial.store.deliveryCounts().dead == 1)
        try await desk.set(10)
        #expect(desk.kinds("z") == ["firing", "resolved"])
    }

    // MARK: Data that go and come

    @Test(arguments: [55.0, 60, 44.5])
    func `Whoever was told that data are gone is told that they are back`(_ value: Double) async throws {
        var desk = try await Desk(Self.rules("id: r, \(Self.level), hooks: [x]"))
        try await desk.set(60)
        try await desk.add("indicator,power,country,period,value,status\ntrade,CHN,KAZ,2023,,M\n")
        try await desk.restart()
        try await desk.set(value)
        #expect(desk.kinds("x") == ["firing", "no_data", "data_back"])
        let back = try #require(desk.heard.last?.event)
        // What is between its levels is not said to be above.
        #expect(back.summary.contains(value > 45 ? "still" : "not over yet"), "\(back.summary)")
        try await desk.set(10)
        #expect(desk.kinds("x") == ["firing", "no_data", "data_back", "resolved"])
    }

    @Test func `Missing data that are news wait as long as the rule says`() async throws {
        for (wait, beats) in [("for: 3h", 3), ("for: 1h", 1)] {
            var desk = try await Desk(Self.rules("id: r, \(Self.level), hooks: [x], on_no_data: fire, \(wait)"))
            try await desk.add("indicator,power,country,period,value,status\ntrade,CHN,KAZ,2023,,M\n")
            for _ in 1..<beats { try await desk.beat() }
            #expect(desk.kinds("x") == [], "\(wait)")
            try await desk.beat()
            #expect(desk.kinds("x") == ["firing"], "\(wait)")
        }
        // Missing data bring no period, however often they are looked at.
        var desk = try await Desk(Self.rules("id: r, \(Self.level), hooks: [x], on_no_data: fire, periods: 2"))
        try await desk.add("indicator,power,country,period,value,status\ntrade,CHN,KAZ,2023,,M\n")
        for _ in 0..<5 { try await desk.beat() }
        #expect(desk.kinds("x") == [])
    }

    // MARK: Another definition

    @Test(arguments: [
        "kind: change, power: CHN, node: economic, by: 5, window: P2M",
        "kind: threshold, power: CHN, node: economic, above: 55",
        "kind: overtake, by: CHN, of: RUS, node: economic",
    ])
    func `What another definition would fire is held however many runs bring nothing, until data move it`(
        _ condition: String
    ) async throws {
        let rules = Self.rules("id: r, \(condition), hooks: [x]")
        // China's 50 stays 50 while trade counts as much as loans; where loans count more it falls from 74 to 66.
        var desk = try await Desk(
            rules,
            "trade,CHN,KAZ,2023-12,20\nloans,CHN,KAZ,2023-12,80\ntrade,CHN,KAZ,2024-02,30\nloans,CHN,KAZ,2024-02,70\n"
                + "trade,RUS,KAZ,2023-12,55\nloans,RUS,KAZ,2023-12,55\n"
        )
        let other = TrialModel.text.replacing(
            "title: Loans, parent: economic, weight: 1",
            with: "title: Loans, parent: economic, weight: 9"
        )
        try #require(other != TrialModel.text)
        try await desk.use(rules, isDown: false, model: other)
        for _ in 0..<4 { try await desk.beat() }
        #expect(desk.kinds("x") == [] && desk.kinds("journal") == ["held"])
        try await desk.add("loans,CHN,KAZ,2024-02,71\n")
        #expect(desk.kinds("x") == ["firing"])
    }
}
