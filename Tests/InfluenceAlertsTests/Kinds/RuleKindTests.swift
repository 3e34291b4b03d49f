import InfluenceAlerts
import InfluenceFiles
import InfluenceModel
import Testing

/// A kind that only this file knows: a level of the lowest score among the powers.
private struct LowestScore: Condition {
    static let kind = "lowest"
    static let startup = AlertTiming.Startup.arm

    let country: CountryID
    let below: Double

    init?(_ keys: inout RuleKeys) {
        let countries = keys.countries()
        let below = keys.reader.required("below", .number)
        guard let country = countries?.first, let below else { return nil }
        guard below.value > 0 else {
            keys.collector.report(at: below.position, "no score is below 0; write more than 0")
            return nil
        }
        self.country = country
        self.below = below.value
    }

    func subjects(in model: Model) -> [AlertSubject] { [AlertSubject(country: country, node: model.nodes.first?.id)] }
    var parameters: [String] { ["\(below)"] }
    var text: String { "the lowest score in \(country) below \(below)" }
    func claim(of subject: AlertSubject, _ value: Double?) -> String { "the lowest score is below \(below)" }
    func unit(of subject: AlertSubject) -> String { "points" }
    func figure(_ value: Double) -> String { "\(value) points" }

    func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        let scores = source.powers.compactMap { source.score(source.root, $0, country, source.period)?.value }
        return Reading(
            value: scores.min().map { Reading.Value(value: $0, verdict: $0 < below ? .met : .left) },
            period: source.period
        )
    }

    var levels: [NodeID: [Double]] { ["index": [below]] }
}

@Suite struct RuleKindTests {
    private func read(
        _ rules: String,
        kinds: RuleKinds = .standard,
        feeds: [String] = ["a.csv"]
    ) throws -> AlertPlan {
        try RuleFile.read(rules, name: "a.yaml", model: Bundled.model(), feeds: feeds, kinds: kinds)
    }

    private func rule(_ lines: String) throws -> Rule {
        try #require(read("rules:\n- {id: r, \(lines)}").rules.first)
    }

    private func problem(_ lines: String, kinds: RuleKinds = .standard) throws -> String {
        do throws(DiagnosticList) {
            let model = try? Bundled.model()
            guard let model else { return "no model" }
            _ = try RuleFile.read("rules:\n- {id: r, \(lines)}", name: "a.yaml", model: model, feeds: [], kinds: kinds)
            return "nothing"
        } catch {
            return error.description
        }
    }

    @Test func `A row of the table is all that a kind of one's own takes`() throws {
        let kinds = RuleKinds(RuleKinds.standard.all + [LowestScore.self])
        let plan = try read("rules:\n- {id: low, kind: lowest, country: KAZ, below: 20}", kinds: kinds)
        let rule = try #require(plan.rules.first)
        #expect(rule.timing.startup == .arm && rule.condition.kind == "lowest")
        #expect(rule.text == "the lowest score in KAZ below 20.0; startup: arm")
        #expect(rule.condition.levels == ["index": [20]])
        #expect(
            try rule.fingerprint
                != read("rules:\n- {id: low, kind: lowest, below: 21}", kinds: kinds).rules[0].fingerprint
        )
        #expect(
            try problem("kind: lowest, below: 0", kinds: kinds) == "a.yaml:2:32: no score is below 0; write more than 0"
        )
        #expect(
            try problem("kind: lowest, belwo: 5", kinds: kinds).contains("unknown key 'belwo'; did you mean 'below'?")
        )
        #expect(
            try problem("kind: lowset, below: 5", kinds: kinds).contains(
                "unknown kind 'lowset'; did you mean 'lowest'?"
            )
        )
        #expect(try problem("kind: lowest, below: 5").contains("unknown kind 'lowest'"))

        let watched = WatchedRule(rule, in: try Bundled.model())
        var records: [AlertKey: AlertRecord] = [:]
        var incidents: [String: Incident] = [:]
        var told: [String] = []
        for (number, score) in [30.0, 10, 25].enumerated() {
            let evaluation = AlertEvaluator.evaluate(
                [watched],
                records: records,
                incidents: incidents,
                source: FakeSource(scores: ["index RUS": 50, "index CHN": score]),
                hearing: Hearing(),
                basis: "b",
                modelHash: "m",
                now: Instant(seconds: 1_700_000_000 + number)
            )
            for record in evaluation.changes.records { records[record.key] = record }
            for incident in evaluation.changes.incidents { incidents[incident.id] = incident }
            told += evaluation.changes.events.map { "\($0.kind.rawValue) \($0.summary)" }
        }
        #expect(
            told == [
                "firing the lowest score is below 20.0: 10.0 points (was 30.0 points), 2024-03",
                "resolved over: the lowest score is below 20.0: 25.0 points (was 10.0 points), 2024-03",
            ]
        )
    }

    @Test func `Feeds have no data periods to be counted`() throws {
        #expect(
            try problem("kind: stale, feed: \"*\", failures: 1, periods: 3").contains(
                "a feed has no data periods that could be counted; write 'for', such as 2h"
            )
        )
        #expect(try problem("kind: stale, feed: \"*\", after: 7d, periods: 1").contains("write 'for'"))
        #expect(try problem("kind: stale, indicator: trade_share, after: P18M, periods: 2") == "nothing")
        // What `defaults` say of all is of the others.
        let plan = try read(
            """
            defaults: {periods: 2}
            rules:
            - {id: feed, kind: stale, feed: "*", failures: 1}
            - {id: old, kind: stale, indicator: trade_share, after: P18M}
            """
        )
        #expect(plan.rules.map(\.timing.periods) == [0, 2])
    }

    @Test func `A figure beyond a level is not told as the level itself, and one beside it as short as before`() throws
    {
        func figure(_ lines: String, _ value: Double) throws -> String { try rule(lines).condition.figure(value) }
        let above = "kind: threshold, node: index, above: 60"
        #expect(try figure(above, 60.0034) == "60.003" && figure(above, 60.00000000000001) != "60")
        #expect(try figure(above, 59.999) == "59.999" && figure(above, 60) == "60" && figure(above, 61.256) == "61.26")
        #expect(try figure("kind: measure, measure: dependency, above: 0.4", 0.4003) == "0.4003")
        #expect(try figure("kind: overtake, by: CHN, of: RUS, node: index", 0.0012) == "+0.001 points")
        #expect(try figure("kind: overtake, by: CHN, of: RUS, node: index", -0.0012) == "-0.001 points")
        #expect(
            try figure("kind: overtake, by: CHN, of: RUS, node: trade_share, in: shares, margin: 0.5", 0.501)
                == "+0.501 percentage points"
        )
        #expect(try figure("kind: change, node: index, by: 5, window: P12M", -5.002) == "-5.002 points")
    }

    @Test func `Sentences have their unit, their direction and their number`() throws {
        let subject = AlertSubject(country: "KAZ", power: "RUS", node: "index")
        func claim(_ lines: String, _ subject: AlertSubject) throws -> String {
            try rule(lines).condition.claim(of: subject, 1)
        }
        for (direction, verb) in [("any", "changed"), ("up", "risen"), ("down", "fallen")] {
            #expect(
                try claim("kind: change, node: index, by: 5, window: P12M, direction: \(direction)", subject)
                    == "index of RUS in KAZ has \(verb) by 5 points or more over 1 year"
            )
        }
        let depends = AlertSubject(country: "KAZ", power: "RUS", node: "measure.dependency")
        #expect(
            try claim("kind: measure, measure: dependency, above: 0.4", depends)
                == "dependency of RUS in KAZ is above 0.4"
        )
        let feed = AlertSubject(feed: "a.csv")
        #expect(
            try claim("kind: stale, feed: \"*\", failures: 1", feed)
                == "the import of a.csv has failed 1 time or more in a row"
        )
        #expect(
            try claim("kind: stale, feed: \"*\", failures: 3", feed)
                == "the import of a.csv has failed 3 times or more in a row"
        )
    }

    /// Each kind with a wrong key, a wrong value and something that is missing.
    @Test(arguments: [
        ("kind: threshold, node: indx, above: 5", "2:34: unknown node 'indx'; did you mean 'index'?"),
        ("kind: threshold, node: index, abov: 5", "needs 'above' or 'below'"),
        ("kind: threshold, node: joint_projects, above: 5", "2:28: 'joint_projects' is about a pair"),
        ("kind: threshold, node: [index, gdp], above: 5", "2:28: 'gdp' is tracked in its unit and has no score"),
        ("kind: threshold, node: [gdp, population], above: 5", "2:28: 'gdp' is in USD and 'population' in persons"),
        ("kind: threshold, node: gdp, above: 5, clear: 6", "2:56: 'clear' is above the level"),
        ("kind: change, node: index, by: 2, window: P1D", "2:53: 'window': 'P1D' is not of whole months"),
        ("kind: change, node: index, by: 200, window: P1Y", "2:42: no score changes by more than 100"),
        (
            "kind: change, node: index, by: 2, window: P1Y, direction: upp",
            "unknown direction 'upp'; did you mean 'up'?"
        ),
        ("kind: change, node: index, by: 2, window: P1Y, clear: 3", "2:65: 'clear' is above 'by'"),
        ("kind: overtake, node: economic, of: RUSS", "2:47: unknown of 'RUSS'; did you mean 'RUS'?"),
        ("kind: overtake, node: economic, in: share", "2:47: 'in': unknown scale 'share'; did you mean 'shares'?"),
        ("kind: overtake, node: economic, by: RUS, of: RUS", "no two powers that can pass each other"),
        ("kind: overtake, node: gdp", "2:27: 'gdp' is about a country"),
        ("kind: overtake, node: economic, margin: -1", "2:51: 'margin': -1 is negative"),
        ("kind: rank, node: index", "needs 'to' or 'from'"),
        ("kind: rank, node: index, to: 12", "2:40: 'to': 12 is outside 1...11"),
        ("kind: rank, node: index, to: 1, from: 2", "2:43: 'from' and 'to' exclude each other"),
        ("kind: probability, node: index, above: 50, at_least: 2", "2:64: 'at_least': 2 is not above 0 and at most 1"),
        ("kind: probability, node: trade_share, above: 50, at_least: 1", "2:36: unknown node 'trade_share'"),
        ("kind: probability, node: index, by: CHN, at_least: 0.9", "has no 'of', which is required"),
        (
            "kind: measure, measure: dependncy, above: 0.4",
            "2:35: unknown measure 'dependncy'; did you mean 'dependency'?"
        ),
        ("kind: measure, measure: dependency, is: yes", "2:51: the measure dependency has no states"),
        ("kind: measure, measure: pattern, above: 1", "needs 'is': the measure pattern has states: no, yes"),
        ("kind: stale, indicator: trade_shar, after: P1Y", "2:35: unknown indicator 'trade_shar'; did you mean"),
        ("kind: stale, indicator: gdp, after: PT5H", "2:47: 'after': the duration PT5H is not of whole days"),
        ("kind: stale, indicator: gdp", "has no 'after', which is required"),
        ("kind: stale, feed: \"*\", after: 7d, failures: 2", "2:46: 'failures' and 'after' exclude each other"),
        ("kind: coverage, node: index", "needs 'within' or 'lapsed'"),
        ("kind: coverage, node: index, within: P11Y", "2:48: 'within': 'P11Y' is longer than 10 years"),
        ("kind: coverage, node: index, within: 6M", "2:48: 'within': '6M' is not a duration"),
        ("kind: coverage, node: gdp, within: P6M", "2:33: unknown node 'gdp'"),
        ("kind: coverage, node: index, withn: P6M", "needs 'within' or 'lapsed'"),
        ("kind: break, indicator: index", "2:35: unknown indicator 'index'"),
        ("kind: break, node: trade_share", "has no 'indicator', which is required"),
        ("kind: break, indicator: trade_share, within: PT1H", "2:56: 'within': the duration PT1H is not of whole days"),
        ("kind: break, indicator: trade_share, power: CHM", "2:55: unknown power 'CHM'; did you mean 'CHN'?"),
    ])
    func `What is wrong with a kind's keys is said with its place and what would be right`(
        _ lines: String,
        _ expected: String
    ) throws {
        let told = try problem(lines)
        #expect(told.contains(expected), "\(told)")
        #expect(told.hasPrefix("a.yaml:2:"))
    }

    // MARK: Coverage

    private let subject = AlertSubject(country: "KAZ", power: "RUS", node: "index")

    private func period(_ text: String) -> Period { Frequency.month.period(containing: day(text + "-15")) }

    @Test func `A score that lapses within the span is told, with what it waits for, and when time alone tells it`()
        throws
    {
        let rule = try rule("kind: coverage, node: index, country: KAZ, within: P3M")
        #expect(rule.condition.replay == .fromFirstRun("what was known then of the figures to come cannot be told"))
        func reading(_ prospect: Prospect?, at time: String) -> Reading {
            var source = FakeSource()
            source.prospects["RUS"] = prospect
            return rule.condition.reading(of: subject, in: source, at: moment(time))
        }
        let soon = Prospect.lapses(period("2024-08"), ["trade_share"])
        let early = reading(soon, at: "2024-03-15")
        #expect(early.value?.verdict == .left && early.turnsAt == moment("2024-05-01"))
        let due = reading(soon, at: "2024-05-01")
        #expect(due.value?.verdict == .met && due.value?.value == 92 && due.turnsAt == nil)
        #expect(due.value?.detail == "waits for trade_share")
        #expect(rule.condition.figure(92) == "in 92 days" && rule.condition.figure(-1) == "1 day ago")
        #expect(
            rule.condition.claim(of: subject, 92)
                == "index of RUS in KAZ lapses within 3 months unless newer figures come"
        )
        // What has no value is not said to be so.
        #expect(
            rule.condition.claim(of: subject, nil) == "index of RUS in KAZ lapses within 3 months, or has lapsed"
        )
        #expect(rule.timing.onNoData == .resolve)
        #expect(
            try self.rule("kind: coverage, node: index, within: P3M, on_no_data: keep").timing.onNoData == .keep
        )
        let gone = reading(.lapsed(period("2024-02"), ["trade_share"]), at: "2024-03-15")
        #expect(gone.value?.verdict == .met && gone.value?.value == -43)
        #expect(rule.condition.claim(of: subject, -43) == "index of RUS in KAZ has lapsed")
        let safe = reading(.stays(through: period("2024-06")), at: "2024-03-15")
        #expect(safe.value?.verdict == .left && safe.turnsAt == nil)
        #expect(reading(nil, at: "2024-03-15").value == nil)
        // What cannot exist any more is not waited for: no data, for a reason of its own.
        let none = reading(.inapplicable, at: "2024-03-15")
        #expect(none.value == nil && none.absence?.contains("not applicable") == true)
        #expect(rule.condition.end(of: subject, nil) == "index of RUS in KAZ is waited for no more")
        #expect(rule.condition.end(of: subject, 700) == "index of RUS in KAZ lapses later")
        // Once it has lapsed alone.
        let after = try self.rule("kind: coverage, node: index, country: KAZ, lapsed: P6M").condition
        var source = FakeSource()
        source.prospects["RUS"] = .lapses(period("2024-04"), [])
        #expect(after.reading(of: subject, in: source, at: moment("2024-03-31")).value?.verdict == .left)
        source.prospects["RUS"] = .lapsed(period("2024-03"), [])
        #expect(after.reading(of: subject, in: source, at: moment("2024-03-31")).value?.verdict == .met)
        #expect(after.end(of: subject, 400) == "index of RUS in KAZ is there again, and lapses later")
        #expect(after.claim(of: subject, 400) == "index of RUS in KAZ had lapsed")
        #expect(after.end(of: subject, -3) == "index of RUS in KAZ has lapsed")
    }

    // MARK: Breaks

    @Test func `A break is one alert a country, and is counted from the newest figures`() throws {
        let whole = try rule("kind: break, indicator: trade_share, country: KAZ")
        let own = try rule("kind: break, indicator: trade_share, country: KAZ, power: [CHN, RUS], within: P2Y")
        let model = try Bundled.model()
        #expect(whole.timing.startup == .arm)
        #expect(whole.subjects(in: model).map(\.description) == ["KAZ trade_share"])
        #expect(own.subjects(in: model).map(\.description) == ["KAZ RUS trade_share", "KAZ CHN trade_share"])
        #expect(
            try rule("kind: break, indicator: gdp, country: KAZ, power: RUS").subjects(in: model).map(\.description)
                == ["KAZ gdp"]
        )
        let change = SeriesBreak(
            indicator: "trade_share",
            kind: .reporter(from: "A", to: "B"),
            since: period("2021-12")
        )
        var source = FakeSource(scores: ["trade_share RUS": 10, "trade_share CHN": 20])
        source.dataPeriods = ["RUS": period("2021-12"), "CHN": period("2022-12")]
        source.breaks = ["RUS": [change], "CHN": [change]]
        let reading = whole.condition.reading(of: whole.subjects(in: model)[0], in: source, at: moment("2024-03-15"))
        // Of China's series a year is known beyond it.
        #expect(reading.value?.value == 1 && reading.value?.verdict == .met)
        #expect(reading.value?.detail == "trade_share is read from B since 2021-12, before from A")
        #expect(whole.condition.figure(1) == "1 series" && whole.condition.figure(0) == "no break")
        let china = own.condition.reading(of: own.subjects(in: model)[1], in: source, at: moment("2024-03-15"))
        #expect(china.value?.verdict == .met)
        source.breaks = [:]
        let calm = whole.condition.reading(of: whole.subjects(in: model)[0], in: source, at: moment("2024-03-15"))
        #expect(calm.value?.verdict == .left && calm.value?.detail == nil)
        source.scores = [:]
        #expect(
            whole.condition.reading(of: whole.subjects(in: model)[0], in: source, at: moment("2024-03-15")).value == nil
        )
    }

    // MARK: Tracked indicators

    @Test func `A tracked indicator is watched in its unit, recovering one per cent inside of its level`() throws {
        let debt = try rule("kind: threshold, node: official_debt_share, country: KAZ, power: CHN, above: 33")
        #expect((debt.condition as? Threshold)?.level.clear == 33 - 0.33)
        #expect(debt.text == "CHN on official_debt_share in KAZ above 33 percent (recovers at 32.67)")
        let model = try Bundled.model()
        #expect(debt.subjects(in: model).map(\.description) == ["KAZ CHN official_debt_share"])
        let subject = debt.subjects(in: model)[0]
        let source = FakeSource(scores: ["official_debt_share CHN": 40])
        #expect(debt.condition.reading(of: subject, in: source, at: moment("2024-03-15")).value?.verdict == .met)
        #expect(debt.condition.figure(40) == "40 percent")
        #expect(debt.condition.claim(of: subject, 40) == "official_debt_share of CHN in KAZ is above 33 percent")

        // Of the country alone: one alert, whichever power it is read for.
        let gdp = try rule(
            "kind: change, node: gdp, country: [KAZ, UZB], by: 10000000000, window: P1Y, direction: down"
        )
        #expect(gdp.subjects(in: model).map(\.description) == ["KAZ gdp", "UZB gdp"])
        #expect((gdp.condition as? WindowedChange)?.clear == 9_900_000_000)
        #expect(gdp.text.contains("falls by 10000000000 USD or more over 1 year"))
        let below = try rule("kind: threshold, node: gdp, below: 100").condition as? Threshold
        #expect(below?.level.clear == 101)
        // A pattern means nodes of the tree where it matches any.
        let all = try rule("kind: threshold, node: \"*\", above: 50").condition as? Threshold
        #expect(all?.selection.unit == nil && all?.selection.nodes.count == model.nodes.count)
        let pattern = try rule("kind: threshold, node: \"official_debt_*\", above: 50").condition as? Threshold
        #expect(pattern?.selection.unit == "percent")
        let lead = try rule("kind: overtake, node: official_debt, by: CHN, of: RUS, country: KAZ")
        #expect(lead.text == "CHN passes RUS on official_debt (values) by 0 USD in KAZ; startup: arm")
        #expect(lead.condition.figure(5) == "+5 USD")
        #expect(
            try rule("kind: rank, node: official_debt, to: 1, country: KAZ").subjects(in: model).count
                == model.powers.count
        )
    }

    @Test func `What time alone turns is evaluated when it does`() throws {
        let rule = try rule("kind: stale, indicator: gdp, country: KAZ, after: P24M")
        let watched = WatchedRule(rule, in: try Bundled.model())
        var source = FakeSource()
        source.dataPeriods = ["RUS": period("2022-03")]
        let evaluation = AlertEvaluator.evaluate(
            [watched],
            records: [:],
            incidents: [:],
            source: source,
            hearing: Hearing(),
            basis: "b",
            modelHash: "m",
            now: moment("2024-03-15")
        )
        #expect(evaluation.changes.events.isEmpty && evaluation.due == moment("2024-04-01"))
        let later = AlertEvaluator.evaluate(
            [watched],
            records: [:],
            incidents: [:],
            source: source,
            hearing: Hearing(),
            basis: "b",
            modelHash: "m",
            now: moment("2024-04-01")
        )
        #expect(
            later.changes.events.map(\.summary) == ["gdp in KAZ has no data of the last 2 years: 732 days, 2024-03"]
        )
        let feed = try self.rule("kind: stale, feed: a.csv, after: 7d")
        source.feeds = ["a.csv": FeedHealth(lastNews: moment("2024-03-14"), failures: 0)]
        let reading = feed.condition.reading(of: AlertSubject(feed: "a.csv"), in: source, at: moment("2024-03-15"))
        #expect(reading.turnsAt == moment("2024-03-21").adding(microseconds: 1))
        guard case .never = feed.condition.replay else {
            Issue.record("a feed is replayed")
            return
        }
    }
}
