import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import InfluenceText
import Testing

@testable import InfluenceEngine

/// Silences and filters name what there is; silences are found by what they say.
@Suite(.timeLimit(.minutes(5))) struct SilenceMethodTests {
    private static let rules = """
        rules:
          - {id: trade-high, kind: threshold, node: trade, above: 45, labels: {team: trade}}
          - {id: trade-low, kind: threshold, node: trade, below: 5}
          - {id: bases, kind: threshold, node: bases, above: 90}

        """

    private func silence(_ part: String, _ value: JSONValue, until: String = "2024-04-01") -> JSONObject {
        var call: JSONObject = ["until": .string(until), "comment": "c"]
        call[part] = value
        return call
    }

    /// Before: rules call it so, and nobody knew it.
    @Test func `A measure is known by the name that rules give it, in silences and in filters`() async throws {
        let trial = try Trial(
            model: TrialModel.text.replacing(
                "powers:\n",
                with: "measures: {pairs: [[RUS, CHN]], min_coverage: 0.1}\npowers:\n"
            ),
            alerts: "rules:\n  - {id: led, kind: measure, measure: share, power: CHN, country: KAZ, above: 0.42}\n",
            at: "2024-03-15"
        )
        try await trial.add(
            "trade,CHN,KAZ,2023,80\nloans,CHN,KAZ,2023,80\ntrade,RUS,KAZ,2023,20\nloans,RUS,KAZ,2023,20\n"
        )
        try await trial.engine.recompute(.start)
        #expect(try trial.store.alertEvents().map(\.kind) == [.firing])
        try await TestService.with(trial) { service in
            for name in ["share", "measure.share", "sha*"] {
                let alerts = try await service.client.call("ListAlerts", ["node": .string(name)])
                #expect(alerts.list("alerts").count == 1, "\(name)")
                let events = try await service.client.call("ListAlertEvents", ["node": .string(name)])
                #expect(events.list("events").count == 1, "\(name)")
                let silence = try await service.client.call("Silence", silence("node", .string(name)))
                #expect(silence.integer("alerts") == 1, "\(name)")
            }
            #expect(trial.status.alerts.counts.silenced == 1)
            let error = try await service.client.refusal("ListAlerts", ["node": "shore"])
            #expect(error?.shortName == "UnknownNode")
        }
    }

    @Test func `Names and patterns of a silence are checked, and several are taken`() async throws {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,50\ntrade,RUS,UZB,2023,60\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            for (part, value, name) in [
                ("rule", "trade-hihg", "UnknownRule"), ("rule", "x*", "UnknownRule"),
                ("country", "KAS", "UnknownCountry"),
                ("country", "KAZ,UZV", "UnknownCountry"), ("country", "KAZ,", "UnknownCountry"),
                ("power", "CHM", "UnknownPower"), ("power", "?", "UnknownPower"), ("node", "trad", "UnknownNode"),
                ("rule", "", "UnknownRule"),
            ] {
                let error = try await service.client.refusal("Silence", silence(part, .string(value)))
                #expect(error?.name == "org.influenced.Admin.\(name)", "\(value)")
                #expect(error?.parameters.texts("known").isEmpty == false)
                var future = silence(part, .string(value), until: "2024-03-15T00:00:00.001Z")
                future["future"] = true
                #expect(try await service.client.refusal("Silence", future)?.shortName != name)
            }
            let label = try await service.client.refusal("Silence", silence("labels", ["team": "trad"]))
            #expect(label?.shortName == "UnknownLabel" && label?.parameters.texts("known") == ["team=trade"])
            #expect(
                try await service.client.call("Silence", silence("labels", ["team": "trade"])).integer("alerts") == 2
            )
            #expect(try await service.client.call("Silence", silence("country", "UZB,K*")).integer("alerts") == 2)
            #expect(try await service.client.call("Silence", silence("power", "EUU,RUS")).integer("alerts") == 1)
            let many = String(repeating: "KAZ,", count: 64) + "KAZ"
            #expect(
                try await service.client.refusal("Silence", silence("country", .string(many)))?.shortName
                    == "LimitReached"
            )
            // Stored, and as it was after a restart.
            let texts = try trial.store.silences(activeAt: trial.clock.now()).compactMap { $0.matcher.country?.text }
            #expect(texts.contains("UZB,K*"))
        }
    }

    @Test func `Nothing lasts longer than 100 years, said as a span or as a date`() async throws {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-15")
        try await TestService.with(trial) { service in
            func refusal(_ ending: JSONObject) async throws -> String? {
                var call: JSONObject = ["rule": "bases", "until": "2024-04-01T00:00:00Z", "comment": "c"]
                for member in ending.members { call[member.name] = member.value }
                return try await service.client.refusal("Silence", call)?.parameters.text("reason")
            }
            let century: Int64 = 100 * 31_557_600
            let longest = try await refusal(["seconds": .integer(century)])
            #expect(longest == nil)
            for seconds in [century + 1, 2 * century, .max] {
                #expect(try await refusal(["seconds": .integer(seconds)])?.contains("longer than 100 years") == true)
            }
            #expect(try await refusal(["seconds": 0])?.contains("at least 1") == true)
            #expect(try await refusal(["until": "2124-03-01T00:00:00Z"]) == nil)
            for until in ["2124-04-01T00:00:00Z", "9999-12-31T00:00:00Z"] {
                #expect(
                    try await refusal(["until": .string(until)])?.contains("longer than 100 years") == true,
                    "\(until)"
                )
            }
        }
    }

    @Test func `Silences and filters take names and titles, in any case, and are kept by ids`() async throws {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,50\ntrade,RUS,UZB,2023,60\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            for (part, name, id) in [
                ("country", "Kazakhstan", "KAZ"), ("country", "KAZAKHSTAN,U*", "KAZ,U*"), ("power", "china", "CHN"),
                ("node", "Bases", "bases"),
            ] {
                let number = try await service.client.call("Silence", silence(part, .string(name))).integer("silence")
                let silence = trial.status.alerts.silences.all.first { $0.id == number }
                let matcher = try #require(silence?.matcher)
                #expect((matcher.country ?? matcher.power ?? matcher.node)?.text == id)
            }
            #expect(try await service.client.call("ListAlerts", ["country": "Uzbekistan"]).list("alerts").count == 1)
            let ended = try await service.client.call("Unsilence", ["country": "kazakhstan"])
            #expect(ended.integer("silence") != nil)
            let error = try await service.client.refusal("Silence", silence("country", "Kazakstan"))
            #expect(error?.shortName == "UnknownCountry")
        }
    }

    @Test func `Filters of alerts, events and deliveries are checked against what there is and was`() async throws {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,50\ntrade,RUS,UZB,2023,60\n")
        try await trial.engine.recompute(.start)
        // A rule that is gone has a history.
        let loaded = trial.status.loaded
        let fewer = Self.rules.replacing("id: trade-high", with: "id: trade-higher")
        let plan = try RuleFile.read(fewer, name: "r", model: loaded.model, feeds: [])
        await trial.engine.use(loaded, alerts: plan)
        try await trial.engine.recompute(.reload)
        try await TestService.with(trial) { service in
            for method in ["ListAlerts", "ListAlertEvents"] {
                for (part, value) in [("rule", "nothing"), ("country", "KGZ"), ("power", "USA"), ("node", "measure.x")]
                {
                    let error = try await service.client.refusal(
                        method,
                        JSONObject([.init(name: part, value: .string(value))])
                    )
                    #expect(error?.name.hasPrefix("org.influenced.Index.Unknown") == true, "\(method) \(value)")
                    var future = JSONObject([.init(name: part, value: .string(value))])
                    future["future"] = true
                    #expect(try await service.client.refusal(method, future) == nil)
                }
            }
            let known = try await service.client.call("ListAlertEvents", ["rule": "trade-high,bases"]).list("events")
            #expect(known.count == 4)
            let open = try await service.client.call("ListAlerts", ["country": "KAZ,UZB", "rule": "trade-*"]).list(
                "alerts"
            )
            #expect(open.count == 2)
            let hook = try await service.client.refusal("ListDeliveries", ["hook": "mial"])
            #expect(hook?.name == "org.influenced.Index.UnknownHook" && hook?.parameters.texts("known") == ["journal"])
            #expect(try await service.client.refusal("ListDeliveries", ["hook": "journal"]) == nil)
        }
    }

    @Test func `Silences are extended and ended by number or by what they say`() async throws {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-15")
        try await TestService.with(trial) { service in
            for call in [
                silence("rule", "trade-*"), silence("rule", "trade-high"), silence("country", "KAZ,UZB"),
                silence("power", "RUS", until: "2024-09-01"),
            ] { _ = try await service.client.call("Silence", call) }
            func ends(_ call: JSONObject) async throws -> [String] {
                try await service.client.call("ExtendSilences", call).list("silences").map {
                    "\($0.integer("silence") ?? 0) \($0.text("until")?.prefix(10) ?? "")"
                }
            }
            #expect(try await ends(["rule": "trade-*", "until": "2024-05-01"]) == ["1 2024-05-01", "2 2024-05-01"])
            #expect(try await ends(["country": "UZB", "until": "2024-05-02"]) == ["3 2024-05-02"])
            // One that lasts for longer stays as it is.
            #expect(try await ends(["silences": [3, 4], "until": "2024-06-01"]) == ["3 2024-06-01", "4 2024-09-01"])
            for (call, name) in [
                (["until": "2024-06-01"], "InvalidRequest"),
                (["rule": "nothing", "until": "2024-06-01"], "InvalidRequest"),
                (["silences": [9], "until": "2024-06-01"], "UnknownSilence"),
                (["silences": [3], "until": "2020-06-01"], "InvalidRequest"),
            ] as [(JSONObject, String)] {
                #expect(try await service.client.refusal("ExtendSilences", call)?.shortName == name, "\(call)")
            }
            let first = try await service.client.call("Unsilence", ["rule": "trade-*"])
            #expect(first["silences"] == [1, 2])
            #expect(try await service.client.refusal("Unsilence", ["silence": 1])?.shortName == "UnknownSilence")
            #expect(try await service.client.call("Unsilence", ["silence": 3]).integer("silence") == 3)
            #expect(try trial.store.silences(activeAt: trial.clock.now()).map(\.id) == [4])
            #expect(trial.status.alerts.silences.all.map(\.id) == [4])
        }
    }

    @Test func `A backtest is a question, and says what it cannot replay`() async throws {
        let rules = """
            rules:
              - {id: fails, kind: stale, feed: "*", failures: 3}
              - {id: quiet, kind: stale, feed: "*", after: 7d}
              - {id: high, kind: threshold, node: trade, above: 45}

            """
        let trial = try Trial(at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,50\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial, isAdmin: { _ in false }) { service in
            let none = try await service.client.call("BacktestRule", ["rules": .string(rules), "rule": "fails"])
            #expect(none.integer("evaluations") == 0 && none.integer("alerts") == 0 && none.list("events").isEmpty)
            #expect(none.list("limits").map { $0.text("rule") } == ["fails"])
            #expect(none.list("limits").first?.flag("replayed") == false)
            let all = try await service.client.call(
                "BacktestRule",
                ["rules": .string(rules), "from": "2024-02", "to": "2024-12"]
            )
            #expect(all.list("limits").map { $0.text("rule") } == ["fails", "quiet"])
            #expect(all.text("asked_from") == "2024-02" && all.text("asked_to") == "2024-12")
            #expect(
                all.text("to")?.hasPrefix("2024-03-15") == true && all.text("from")?.hasPrefix("2024-02-01") == true
            )
            #expect((all.integer("evaluations") ?? 0) > 0)
        }
    }

    @Test func `A backtest of what is still to come, or before all history, is refused by its period`() async throws {
        let rules = "rules:\n  - {id: high, kind: threshold, node: trade, above: 45}\n"
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,50\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            func refusal(_ span: JSONObject) async throws -> String? {
                let error = try await service.client.refusal("BacktestRule", span)
                return error.flatMap { IndexInterface.InvalidPeriod($0)?.reason }
            }
            for from in ["2030", "2024-04", "2024-03-16"] {
                let reason = try await refusal(["from": .string(from)])
                #expect(reason == "it begins after today, 2024-03-15", "\(from)")
            }
            for to in ["1990", "2023", "2023-12-31"] {
                let reason = try await refusal(["to": .string(to)])
                #expect(reason == "it ends before the history begins, 2024-01", "\(to)")
            }
            for span in [["from": "2024-03-15"], ["to": "2030"], ["from": "1990", "to": "2024-01"]] as [JSONObject] {
                let reason = try await refusal(span)
                #expect(reason == nil, "\(span)")
            }
        }
    }

    @Test func `A hook that there is none of is refused with those that there are`() async throws {
        let hooks = "hooks: {mail: {kind: exec, command: [/bin/true]}}\nrules: []\n"
        for (rules, known) in [("rules: []", ["journal"]), (hooks, ["journal", "mail"])] {
            try await TestService.with(try Trial(alerts: rules)) { service in
                for method in ["TestHook", "RetryDeliveries", "DismissDeliveries"] {
                    let error = try await service.client.refusal(method, ["hook": "nope"])
                    #expect(error.flatMap { AdminInterface.UnknownHook($0)?.known } == known, "\(method)")
                }
                let error = try await service.client.refusal("ListDeliveries", ["hook": "nope"])
                #expect(error.flatMap { IndexInterface.UnknownHook($0)?.known } == known)
            }
        }
    }
}
