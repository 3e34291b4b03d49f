import InfluenceControl
import InfluenceModel
import InfluenceText
import Testing

@testable import influencectl

@Suite struct AlertCommandReportTests {
    @Test func `Rules show their condition in words, and which are disabled`() throws {
        let rule: JSONValue = [
            "rule": "overtaken", "description": "Who leads.", "kind": "overtake",
            "condition": "CHN passes RUS by 1 point, for 2 periods", "severity": "critical",
            "labels": [["name": "team", "value": "trade"]], "hooks": ["mail", "pager"], "enabled": true, "alerts": 5,
            "firing": 1,
        ]
        let disabled = rule.with("rule", "stale").with("enabled", false).with("hooks", []).with("alerts", 0)
            .with("firing", 0)
        let report = RulesReport(answer: try answer(["rules": [rule, disabled]]))
        #expect(
            report.table(.plain) == """
                rule       kind      severity  alerts  open  hooks        condition
                overtaken  overtake  critical       5     1  mail, pager  CHN passes RUS by 1 point, for 2 periods
                stale      overtake  critical       0     0  -            \
                disabled: CHN passes RUS by 1 point, for 2 periods

                """
        )
        #expect(
            report.csvText == """
                rule,description,kind,condition,severity,labels,hooks,enabled,alerts,firing
                overtaken,Who leads.,overtake,"CHN passes RUS by 1 point, for 2 periods",critical,team=trade,\
                mail;pager,true,5,1
                stale,Who leads.,overtake,"CHN passes RUS by 1 point, for 2 periods",critical,team=trade,,false,0,0

                """
        )
        #expect(RulesReport(answer: try answer(["rules": []])).table(.plain) == "no rules\n")
    }

    @Test func `Silences and acknowledgements are confirmed in a sentence`() throws {
        #expect(
            SilenceReport(answer: try answer(["silence": 3, "alerts": 1]), until: "2026-12-01").table(.plain)
                == "silence 3 until 2026-12-01 covers 1 open alert\n"
        )
        #expect(
            SilenceReport(answer: try answer(["silence": 3, "alerts": 2]), until: nil).csvText
                == "field,value\nsilence,3\nalerts,2\n"
        )
        #expect(
            UnsilenceReport(answer: try answer(["silence": 3, "ended_at": "2026-11-23T09:00:00Z"])).table(.plain)
                == "silence 3 ended at 2026-11-23T09:00:00Z\n"
        )
        let reply: JSONValue = [
            "alert": "1f0c9a3e00000000000000000000000a", "rule": "overtaken", "subject": "KAZ CHN>RUS trade_share",
        ]
        let text = "acknowledged 1f0c9a3e, rule overtaken, KAZ CHN>RUS trade_share: until "
        #expect(AcknowledgementReport(answer: try answer(reply), until: nil).table(.plain) == text + "it resolves\n")
        #expect(
            AcknowledgementReport(answer: try answer(reply), until: "2026-12-01").table(.plain) == text + "2026-12-01\n"
        )
    }

    @Test func `A hook's test says what came of it, and its output cannot pass for ours`() throws {
        let done: JSONValue = [
            "hook": "mail", "delivered": true, "status": 0, "error": nil, "output": "", "duration_seconds": 0.424,
        ]
        #expect(HookTestReport(answer: try answer(done)).status == .done)
        #expect(HookTestReport(answer: try answer(done)).table(.plain) == "hook mail: delivered in 0.42 s, status 0\n")
        let failed = done.with("delivered", false).with("status", 75).with("error", "exit status 75").with(
            "output",
            "no route\r\n\u{1B}[2Jhook mail: delivered\n\n"
        )
        #expect(HookTestReport(answer: try answer(failed)).status == .refused)
        #expect(
            HookTestReport(answer: try answer(failed)).table(.plain) == """
                hook mail: NOT delivered in 0.42 s, status 75
                  exit status 75
                  | no route
                  | \u{FFFD}[2Jhook mail: delivered

                """
        )
    }

    @Test func `Deliveries that wait again are counted`() throws {
        #expect(
            RetryReport(document: .null, count: 2, hook: "mail").table(.plain)
                == "2 deliveries of mail wait again\n"
        )
        #expect(
            RetryReport(document: .null, count: 1, hook: nil).table(.plain) == "1 delivery waits again\n"
        )
        #expect(
            RetryReport(document: .null, count: 0, hook: "mail").table(.plain)
                == "no deliveries of mail were given up\n"
        )
    }

    @Test func `A backtest says which of its events are reconstructed`() throws {
        let known: JSONValue = [
            "kind": "resolved", "at": "2026-11-22T06:00:00Z", "rule": "overtaken",
            "subject": "KAZ CHN>RUS trade_share", "country": "KAZ", "power": "CHN", "counterpart": "RUS",
            "node": "trade_share", "feed": nil, "summary": "RUS leads again", "reason": "revised", "value": -1.5,
            "previous": 2.25, "figure": "-1.5 percentage points", "previous_figure": "+2.25 percentage points",
            "period": "2026-11", "basis": "as_known",
        ]
        let early = known.with("kind", "firing").with("at", "2024-01-01T00:00:00Z").with("period", "2023-12")
            .with("summary", "CHN passes RUS").with("reason", nil).with("value", 2.25).with("previous", nil)
            .with("figure", "+2.25 percentage points").with("previous_figure", nil).with("basis", "reconstructed")
        let document: JSONValue = [
            "asked_from": "2020", "asked_to": nil, "limits": [], "from": "2015-01", "to": "2026-11", "evaluations": 143,
            "alerts": 1, "events": [early, known],
        ]
        #expect(
            BacktestReport(answer: try answer(document), rule: "overtaken").table(.plain) == """
                Backtest of overtaken, from 2020 on, evaluated from 2015-01 to 2026-11

                at                    period   event     subject                                    value  \
                                    was  basis          summary
                2024-01-01T00:00:00Z  2023-12  firing    KAZ CHN>RUS trade_share  +2.25 percentage points  \
                                      -  reconstructed  CHN passes RUS
                2026-11-22T06:00:00Z  2026-11  resolved  KAZ CHN>RUS trade_share   -1.5 percentage points  \
                +2.25 percentage points  as known       RUS leads again (revised)

                2 events in 143 evaluations of 1 series
                Reconstructed: 1 of 2 events, from before the first run, by what that run knew
                of each period. Nobody knew those values then. The others rest on what was known
                at each run, as live operation would have seen it.

                """
        )
        let all = BacktestReport(answer: try answer(document.with("events", [early])), rule: nil).table(.plain)
        #expect(all.hasPrefix("Backtest of all rules, "))
        #expect(all.contains("event   rule       subject"))
        #expect(all.contains("\nReconstructed: 1 of 1 event, from before the first run,"))
        #expect(!all.contains("The others"))
        #expect(
            BacktestReport(answer: try answer(document.with("events", [])), rule: "overtaken").table(.plain)
                .hasSuffix("\n\nno events in 143 evaluations of 1 series\n")
        )
        let fails: JSONValue = ["rule": "feed-fails", "replayed": false, "reason": "failures are not kept"]
        let none = document.with("events", []).with("alerts", 0).with("limits", [fails])
        let told = BacktestReport(answer: try answer(none), rule: "feed-fails").table(.plain)
        #expect(told.hasSuffix("\n\nfeed-fails cannot be replayed: failures are not kept.\n"))
        let lapses = fails.with("rule", "lapses").with("replayed", true)
        let partly = BacktestReport(answer: try answer(document.with("limits", [lapses])), rule: nil).table(.plain)
        #expect(partly.contains("lapses is replayed from the first run on: failures are not kept.\n"))
        #expect(
            BacktestReport(answer: try answer(document), rule: nil).csvText.hasSuffix(
                """
                \nresolved,2026-11-22T06:00:00Z,overtaken,KAZ CHN>RUS trade_share,KAZ,CHN,RUS,trade_share,,RUS leads again,\
                revised,-1.5,2.25,'-1.5 percentage points,'+2.25 percentage points,2026-11,as_known

                """
            )
        )
    }

    @Test(arguments: [
        "{}", "[]", #"{"alerts":7,"silences":{},"events":[1,[],{}],"rules":"x","deliveries":[null]}"#,
        #"{"alerts":[{"since":"0001-01-01","labels":[7],"value":"x","due_at":3,"state":"pending"}],"silences":[{"labels":{}}]}"#,
        #"{"alerts":[{"since":"9999-12-31T23:59:59Z","value":1e308}],"deliveries":[{"event":[],"next_at":"soon"}]}"#,
        #"{"rules":[{"hooks":"x","firing":-1,"enabled":"no"}],"events":[{"value":-1e308,"basis":7,"id":3}]}"#,
        #"{"output":["x"],"delivered":"yes","duration_seconds":-1,"status":"ok","error":4,"alert":null,"kind":"alert"}"#,
        #"{"output":"\n\n\u0000","deliveries":-9223372036854775808,"evaluations":1e300,"alert":7,"kind":"alert"}"#,
    ])
    func `A reply of another shape is refused, or shown`(text: String) {
        let document = json(text)
        expectRefusedOrShown([
            { AlertsReport(answer: try Answer(document), now: now) },
            { AlertEventsReport(answer: try Answer(document)) },
            { DeliveriesReport(answer: try Answer(document), now: Instant(microseconds: .min)) },
            { RulesReport(answer: try Answer(document)) }, { SilenceReport(answer: try Answer(document), until: nil) },
            { UnsilenceReport(answer: try Answer(document)) },
            { AcknowledgementReport(answer: try Answer(document), until: nil) },
            { HookTestReport(answer: try Answer(document)) },
            { BacktestReport(answer: try Answer(document), rule: nil) }, { WatchReport(answer: try Answer(document)) },
            { StatusReport(answer: try Answer(document)) },
        ])
    }
}
