import InfluenceAlerts
import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceTestKit
import Testing

/// The repository's own files.
enum Bundled {
    static let folder = Repository.path("Config/")

    static func model(_ name: String = "central-asia") throws -> Model {
        try ModelFiles.load(path: folder + "models/\(name).yaml").model
    }

    static func rules() throws -> String { try SourceFile.read(folder + "alerts.yaml") }
}

@Suite struct RuleFileTests {
    private func read(_ text: String, feeds: [String] = ["a.csv"]) throws -> AlertPlan {
        try RuleFile.read(text, name: "/etc/influenced/alerts.yaml", model: Bundled.model(), feeds: feeds)
    }

    private func rule(_ lines: String) throws -> Rule {
        try #require(read("rules:\n- {id: r, \(lines)}").rules.first)
    }

    @Test(arguments: ["central-asia", "equal", "lowy"])
    func `The bundled rules are in order with every bundled model`(_ name: String) throws {
        let model = try Bundled.model(name)
        let plan = try RuleFile.read(Bundled.rules(), name: "alerts.yaml", model: model, feeds: ["data.csv"])
        #expect(plan.rules.count == 10)
        for rule in plan.rules { #expect(!rule.subjects(in: model).isEmpty, "\(rule.id)") }
        #expect(Set(plan.rules.map(\.fingerprint)).count == 10)
        #expect(plan.rules[0].timing.startup == .arm)
        #expect(
            plan.rules[0].text
                == "CHN passes RUS on trade_share (shares) by 0.5 in KAZ, KGZ, TJK, TKM, UZB; startup: arm"
        )
    }

    @Test(arguments: [
        (
            "hooks: {h: {kind: exec, command: [/bin/ls, \"a\\0b\"]}}\nrules: []",
            "a word of 'command' holds a zero byte, which ends it for the program"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 60, repeat_interval: 1us}",
            "'1us' is too short: nobody is told again within a second"
        ),
        ("rules:\n- {id: r, kind: change, node: index, by: 5, window: P9999Y}", "'P9999Y' is longer than 100 years"),
    ])
    func `What cannot work, or would flood, is refused`(text: String, problem: String) throws {
        let error = #expect(throws: DiagnosticList.self) { try read(text) }
        #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    }

    private static let wideModel: String = {
        func list(_ letter: String) -> String { (0..<90).map { "  - {id: \(letter)\($0), name: X}\n" }.joined() }
        let indicators = (0..<10).map {
            "  - {id: i\($0), title: I, parent: index, weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}\n"
        }
        return
            "model: wide\ntitle: Wide\ndefinition: A test.\nscale: {low: 0, high: 100}\ngrid: {frequency: year, from: 2020}\n"
            + "powers:\n\(list("P"))countries:\n\(list("C"))nodes:\n  - {id: index, title: Index, aggregate: arithmetic}\n"
            + "indicators:\n\(indicators.joined())"
    }()

    /// Before: 200 rules, of 24 kB in all, needed eight gigabytes, at each run or in anybody's backtest.
    @Test(arguments: ["above: 60", "above: 60, enabled: false"])
    func `Rules that watch more series together than fit are refused at the one that is too much`(keys: String) throws {
        let model = try ModelFiles.load(sources: [ModelSource(name: "wide.yaml", text: Self.wideModel)]).model
        let nodes = (0..<10).map { "i\($0)" }.joined(separator: ", ")
        func read(_ count: Int) throws(DiagnosticList) -> Int {
            let rules = (1...count).map { "- {id: r\($0), kind: threshold, node: [\(nodes)], \(keys)}\n" }.joined()
            return try RuleFile.read("rules:\n" + rules, name: "alerts.yaml", model: model, feeds: []).rules.count
        }
        // 81,000 each.
        #expect(try read(2) == 2)
        let error = #expect(throws: DiagnosticList.self) { try read(5) }
        #expect(
            error?.description
                == "alerts.yaml:4:3: with rule 'r3' the rules watch 243000 series, and at most 200000 may be watched; name the "
                + "countries, powers or nodes that matter"
        )
    }

    @Test func `How many events of a run are explained stands in the defaults, within bounds`() throws {
        #expect(try read("rules: []").explainLimit == 50)
        #expect(try read("defaults: {explain_limit: 0}\nrules: []").explainLimit == 0)
        #expect(try read("defaults: {explain_limit: 1000}\nrules: []").explainLimit == 1000)
        for wrong in ["1001", "-1", "off", "2.5"] {
            #expect(throws: DiagnosticList.self) { try read("defaults: {explain_limit: \(wrong)}\nrules: []") }
        }
        #expect(throws: DiagnosticList.self) {
            try read("rules:\n- {id: r, kind: threshold, node: index, above: 60, explain_limit: 3}")
        }
    }

    @Test(arguments: [
        ("rules: 1", "1:8: 'rules' must be a list, not a single value"),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 50, hooks: [nope]}",
            "2:60: unknown hook 'nope'; there is none"
        ),
        (
            "hooks: {mail: {kind: exec, command: [/x]}}\ndefaults: {hooks: [mial]}\nrules: []",
            "2:20: unknown hook 'mial'; did you mean 'mail'? known: mail"
        ),
        (
            "hooks: {mail: {kind: exec, command: [/x], fallback: journal}}\nrules: []",
            "1:53: the journal gets every event anyway; name another hook, or leave 'fallback' out"
        ),
        (
            "hooks: {mail: {kind: exec, command: [/x], fallback: pager}}\nrules: []",
            "1:53: unknown hook 'pager'; known: mail"
        ),
        (
            "hooks: {mail: {kind: exec, command: [/x], fallback: mail}}\nrules: []",
            "1:53: the fallbacks go round in a circle: mail -> mail"
        ),
        (
            "hooks: {\"\": {kind: exec, command: [/x]}}\nrules: []",
            "1:9: a key must be a single word, not an empty text"
        ),
        (
            "hooks: {mail: {kind: exec, command: [/x], retry_first: 2h, retry_longest: 1h}}\nrules: []",
            "1:75: 'retry_longest' (1h) is shorter than 'retry_first' (2h)"
        ),
        (
            "hooks: {mail: {kind: exec, command: [/x], retry_longest: 1s}}\nrules: []",
            "1:58: 'retry_longest' (1s) is shorter than 'retry_first' (5s)"
        ),
        (
            "hooks: {journal: {kind: exec, command: [a]}}\nrules: []",
            "1:9: 'journal' is always there and gets every event; give the hook another name"
        ),
        (
            "hooks:\n  a: {kind: exec, command: [x], fallback: b}\n  b: {kind: exec, command: [x], fallback: a}\nrules: []",
            "2:43: the fallbacks go round in a circle: a -> b -> a"
        ),
        (
            "hooks:\n  a: {kind: exec, command: [x], group: {by: [rule, contry]}}\nrules: []",
            "2:52: an element of 'by': unknown group key 'contry'; did you mean 'country'?"
        ),
        (
            "hooks:\n  a: {kind: exec, command: [x], group: {by: [rule, rule]}}\nrules: []",
            "2:52: 'rule' is there already; write it once"
        ),
        (
            "hooks:\n  a: {kind: exec, command: [x], group: {wait: 5s}}\nrules: []",
            "2:40: 'group' needs 'by': a list of rule, country, power, counterpart, node, feed, severity; [] brings all "
                + "events together"
        ),
        (
            "hooks:\n  a: {kind: exec, command: [x], group: {by: [], wait: 2h}}\nrules: []",
            "2:55: 'wait': '2h' is longer than 1h"
        ),
        (
            "hooks:\n  a: {kind: alertmanager, url: \"http://x\", group: {by: [rule]}}\nrules: []",
            "2:44: an Alertmanager groups alerts itself, by 'group_by' of its route; leave 'group' out"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 100}",
            "2:48: the condition is never met: scores are within 0...100"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 50, clear: 60}",
            "2:59: 'clear' is above the level: the alert would recover while its condition holds; write at most 50"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: .nan}",
            "2:48: 'above': '.nan' is not a number; write digits and a decimal point, such as 0.35"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 50, below: 40}",
            "2:52: 'below' and 'above' exclude each other; keep one of them"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 50, for: 2h, periods: 2}",
            "2:61: 'for' and 'periods' exclude each other; keep one of them"
        ),
        ("rules:\n- {id: r, kind: threshold, node: index}", "2:3: rule 'r' needs 'above' or 'below': a level"),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 50, country: KAS}",
            "2:61: unknown country 'KAS'; did you mean 'KAZ'? known: KAZ, KGZ, TJK, TKM, UZB"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 50, country: \"X*\"}",
            "2:61: no country matches 'X*'; known: KAZ, KGZ, TJK, TKM, UZB"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 50, hooks: [journal]}",
            "2:60: the journal gets every event anyway; leave 'journal' out"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 50, labels: {feed: a}}",
            "2:61: the label 'feed' is set by the daemon; choose another name"
        ),
        (
            "rules:\n- {id: r, kind: threshold, node: index, above: 50, windw: a}",
            "2:52: unknown key 'windw'; did you mean"
        ),
        ("rules:\n- {id: r, kind: change, node: index, by: 0, window: P12M}", "2:42: 'by': 0 is not above 0"),
        (
            "rules:\n- {id: r, kind: change, node: index, by: 2, window: P30D}",
            "2:53: 'window': 'P30D' is not of whole months; write P12M or P1Y"
        ),
        (
            "rules:\n- {id: r, kind: probability, node: index, by: RUS, of: JPN, at_least: 0.9}",
            "2:3: RUS and JPN are no pair of the model; pairs: "
        ),
        (
            "rules:\n- {id: r, kind: measure, measure: pattern, is: maybe}",
            "2:48: unknown state 'maybe'; known: no, yes"
        ),
        ("rules:\n- {id: r, kind: overtake, node: index, in: shares}", "2:33: unknown node 'index'; "),
        (
            "rules:\n- {id: r, kind: stale, feed: b.csv, after: 7d}",
            "2:30: unknown feed 'b.csv'; did you mean 'a.csv'? known: a.csv"
        ),
        (
            "rules:\n- {id: r, kind: stale, feed: a.csv, after: 7d}\n- {id: r, kind: stale, feed: a.csv, after: 7d}",
            "3:8: rule 'r' is already defined at line 2"
        ),
    ])
    func `What is wrong is said with its place`(_ text: String, _ expected: String) throws {
        let model = try Bundled.model()
        do throws(DiagnosticList) {
            _ = try RuleFile.read(text, name: "a.yaml", model: model, feeds: ["a.csv"])
            Issue.record("nothing was reported")
        } catch {
            #expect(error.count == 1)
            #expect(error.description.hasPrefix("a.yaml:" + expected), "\(error)")
        }
    }

    @Test func `Hooks are read with their defaults, commands from the folder of the file`() throws {
        let plan = try read(
            """
            hooks:
              run: {kind: exec, command: [./bin/tell, -x]}
              am: {kind: alertmanager, url: "http://localhost:9093/", resend: 4min, fallback: run, max_attempts: 3}
            defaults: {hooks: [am, run], severity: info, periods: 2}
            rules:
            - {id: r, kind: stale, feed: "*", failures: 2, for: 1h}
            """
        )
        #expect(plan.hooks[0] == Hook(name: "run", action: .exec(["/etc/influenced/bin/tell", "-x"])))
        let action = Hook.Action.alertmanager(url: "http://localhost:9093", credential: nil, resend: .seconds(240))
        #expect(
            plan.hooks[1]
                == Hook(name: "am", action: action, retry: RetryPolicy(maxAttempts: 3), fallback: "run")
        )
        #expect(plan.rules[0].hooks == ["run", "am"])
        #expect(plan.rules[0].severity == .info)
        #expect(plan.rules[0].timing == AlertTiming(holdsFor: .seconds(3600)))
    }

    @Test func `Groups are by keys in one order, whatever the file's, and wait half a minute unless told otherwise`()
        throws
    {
        let plan = try read(
            """
            hooks:
              a: {kind: exec, command: [/x], group: {by: [country, rule]}}
              b: {kind: webhook, url: "http://x", group: {by: [], wait: 0}}
              c: {kind: exec, command: [/x]}
            rules: []
            """
        )
        #expect(
            plan.hooks.map(\.grouping) == [
                Grouping(by: [.rule, .country], wait: .seconds(30)), Grouping(by: [], wait: .seconds(0)), nil,
            ]
        )
    }

    @Test func `A rule tells hooks what it holds where it says so, or the defaults do`() throws {
        let rules = """
            rules:
            - {id: a, kind: threshold, node: index, above: 60}
            - {id: b, kind: threshold, node: index, above: 60, tell_held: false}
            - {id: c, kind: threshold, node: index, above: 60, tell_held: true}
            """
        let plain = try read(rules)
        #expect(plain.rules.map(\.tellsHeld) == [false, false, true])
        #expect(try read("defaults: {tell_held: true}\n" + rules).rules.map(\.tellsHeld) == [true, false, true])
        // Who is told makes no other alert of it.
        #expect(Set(plain.rules.map(\.fingerprint)).count == 1)
    }

    @Test func `The recovery level is inside of the level unless it is given`() throws {
        func level(_ lines: String) throws -> Level? {
            (try rule("kind: threshold, node: index, " + lines).condition as? Threshold)?.level
        }
        #expect(try level("above: 60") == Level(.above, 60, clear: 59))
        #expect(try level("below: 100") == Level(.below, 100, clear: 100))
        let change = try rule("kind: change, node: index, by: 0.5, window: P1Y").condition as? WindowedChange
        #expect(change?.clear == 0.25)
    }

    @Test func `Subjects of each kind are what the rule watches, in the model's order`() throws {
        let model = try Bundled.model()
        func subjects(_ lines: String) throws -> [String] { try rule(lines).subjects(in: model).map(\.description) }
        #expect(
            try subjects("kind: threshold, node: index, above: 50, country: [UZB, \"K*\"], power: RUS")
                == ["KAZ RUS index", "KGZ RUS index", "UZB RUS index"]
        )
        #expect(
            try subjects("kind: overtake, node: index, country: KAZ, by: [DEU, EUU, TUR], of: [EUU, DEU]")
                == ["KAZ TUR>EUU index", "KAZ TUR>DEU index"]
        )
        #expect(try subjects("kind: rank, node: index, to: 1, country: KAZ").count == model.powers.count)
        #expect(
            try subjects("kind: probability, node: index, country: KAZ, by: CHN, of: RUS, at_least: 0.9")
                == ["KAZ CHN>RUS index"]
        )
        #expect(
            try subjects("kind: measure, measure: concentration.trade, above: 0.2, country: KAZ")
                == ["KAZ WLD measure.concentration.trade"]
        )
        #expect(
            try subjects("kind: measure, measure: pattern, is: yes, country: KAZ, power: RUS+CHN")
                == ["KAZ RUS+CHN measure.pattern"]
        )
        #expect(try subjects("kind: stale, indicator: gdp, after: P2Y, country: KAZ") == ["KAZ gdp"])
        #expect(try subjects("kind: stale, feed: a.csv, after: 7d").count == 1)
    }

    @Test func `The fingerprint changes with condition and timing and with nothing else`() throws {
        let base = try rule("kind: threshold, node: index, above: 50").fingerprint
        for same in [
            "node: economic, above: 50", "node: index, above: 50, severity: info", "node: index, above: 50, clear: 49",
            "node: index, above: 50, description: d, labels: {a: b}, enabled: false, country: KAZ",
        ] { #expect(try rule("kind: threshold, " + same).fingerprint == base, "\(same)") }
        for other in [
            "above: 51", "below: 50", "above: 50, clear: 48", "above: 50, for: 1h", "above: 50, periods: 1",
            "above: 50, keep_firing_for: 1h", "above: 50, repeat_interval: 1h", "above: 50, on_no_data: fire",
            "above: 50, max_coverage_change: off", "above: 50, flap_limit: off", "above: 50, flap_window: 1h",
            "above: 50, startup: arm",
        ] { #expect(try rule("kind: threshold, node: index, " + other).fingerprint != base, "\(other)") }
        let overtake = "kind: overtake, node: economic, country: KAZ, "
        #expect(
            try rule(overtake + "by: CHN, of: RUS").fingerprint == rule(overtake + "by: USA").fingerprint
        )
    }

    @Test func `No mutation of the bundled file makes the reader trap`() throws {
        let model = try Bundled.model()
        let original = Array(try Bundled.rules().unicodeScalars)
        let extra = Array("0-.:{}[]*?,'\"\n #aZé9".unicodeScalars)
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, bound)))
        }
        for _ in 0..<300 {
            var scalars = original
            for _ in 0...next(4) {
                let place = next(scalars.count)
                switch next(3) {
                case 0: scalars.remove(at: place)
                case 1: scalars.insert(extra[next(extra.count)], at: place)
                default: scalars.removeSubrange(place..<min(scalars.count, place + next(60)))
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            let plan = try? RuleFile.read(String(text), name: "a.yaml", model: model, feeds: [])
            for rule in plan?.rules ?? [] { _ = (rule.subjects(in: model), rule.text, rule.fingerprint) }
        }
    }
}
