import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct AlertsReportTests {
    private func table(_ alerts: [JSONValue], _ silences: [JSONValue] = [], _ page: Page = .plain) throws -> String {
        AlertsReport(answer: try answer(["alerts": .array(alerts), "silences": .array(silences)]), now: now).table(page)
    }

    @Test func `Alerts are counted, listed with their age, and the silences stand below`() throws {
        #expect(
            try table([firingAlert, pendingAlert, feedAlert], [silence]) == """
                3 alerts, 1 firing, 1 without data, 1 pending

                alert     state    severity  rule       country  power    node                   value  since       \
                notes
                1f0c9a3e  firing   critical  overtaken  KAZ      CHN>RUS  trade_share            2.25   2 d 3 h
                -         pending  warning   dependent  KAZ      CHN      measure.dependency     0.512  30 min 0 s  \
                fires in 1 h 0 min
                9a3e1f0c  no_data  info      stale      -        -        feed central-asia.csv  -      5 s

                silence  alerts                                     until                                 by    comment
                      3  rule=over*, country=KAZ, label team=trade  2026-11-23T12:00:00Z (in 2 h 30 min)  desk  \
                checking

                """
        )
        #expect(try table([]) == "no alerts\n")
    }

    @Test func `Notes say what keeps an alert as it is, or from hooks`() throws {
        let silenced = firingAlert.with("flapping", true).with("silenced_until", "2026-11-23T12:00:00Z")
            .with("silence", 3).with("comment", "checking")
        #expect(try table([silenced]).contains("flapping; silenced until 2026-11-23T12:00:00Z (silence 3): checking\n"))
        let known = firingAlert.with("acknowledged_by", "desk").with("acknowledged_until", "2026-12-01T00:00:00Z")
        #expect(try table([known]).contains("acknowledged by desk until 2026-12-01T00:00:00Z\n"))
        #expect(try table([known]).hasPrefix("1 alert, 1 firing, 1 acknowledged\n"))
        let held = pendingAlert.with("due_at", nil).with("held", "coverage moved by 12 %")
        #expect(try table([held]).contains("held: coverage moved by 12 %\n"))
        let recovering = firingAlert.with("state", "recovering").with("due_at", "2026-11-23T09:31:00Z")
        #expect(try table([recovering]).contains("resolves in 1 min 0 s\n"))
        #expect(try table([firingAlert], [silence.with("active", false)]).contains("2026-11-23T12:00:00Z (over)"))
    }

    @Test func `Colours go by severity, and what does not fire yet is faint`() throws {
        let page = Page(width: nil, isColoured: true)
        #expect(try table([firingAlert], [], page).contains("\u{1B}[31mfiring\u{1B}[0m"))
        #expect(try table([firingAlert.with("severity", "warning")], [], page).contains("\u{1B}[33mfiring\u{1B}[0m"))
        #expect(try table([pendingAlert], [], page).contains("\u{1B}[2mpending\u{1B}[0m"))
        #expect(try !table([firingAlert, pendingAlert], [silence]).contains("\u{1B}"))
    }

    @Test func `CSV has the alerts with their labels, JSON is the reply`() throws {
        let report = AlertsReport(answer: try answer(["alerts": [firingAlert], "silences": [silence]]), now: now)
        #expect(
            report.csvText == """
                rule,subject,country,power,counterpart,node,feed,state,since,severity,labels,value,due_at,opening,held,\
                flapping,silenced_until,silence,acknowledged_by,acknowledged_until,comment
                overtaken,KAZ CHN>RUS trade_share,KAZ,CHN,RUS,trade_share,,firing,2026-11-21T06:00:00Z,critical,\
                team=trade;tier=1,2.25,,1f0c9a3e00000000000000000000000a,,false,,,,,

                """
        )
        #expect(json(Format.json.text(report, .plain)) == report.document)
    }

    @Test func `Events are told newest first, with what happened and why`() throws {
        let held = alertEvent.with("kind", "held").with("reason", "the model changed").with("opening", nil)
        let report = AlertEventsReport(answer: try answer(["events": [held, alertEvent]]))
        #expect(
            report.table(.plain) == """
                at                    alert     event   severity  rule       subject                  \
                summary                        reason
                2026-11-21T06:00:00Z  -         held    critical  overtaken  KAZ CHN>RUS trade_share  \
                CHN passes RUS by 2.25 points  the model changed
                2026-11-21T06:00:00Z  1f0c9a3e  firing  critical  overtaken  KAZ CHN>RUS trade_share  \
                CHN passes RUS by 2.25 points

                """
        )
        #expect(
            report.csvText == """
                id,kind,at,rule,subject,country,power,counterpart,node,feed,sequence,state,opening,severity,labels,\
                summary,reason,value,previous,low,high,period,run,model_hash
                1f0c9a3e00000000000000000000000a,held,2026-11-21T06:00:00Z,overtaken,KAZ CHN>RUS trade_share,KAZ,CHN,\
                RUS,trade_share,,1,firing,,critical,team=trade,CHN passes RUS by 2.25 points,the model changed,2.25,\
                -0.5,,,2023,12,9f9f
                1f0c9a3e00000000000000000000000a,firing,2026-11-21T06:00:00Z,overtaken,KAZ CHN>RUS trade_share,KAZ,\
                CHN,RUS,trade_share,,1,firing,1f0c9a3e00000000000000000000000a,critical,team=trade,\
                CHN passes RUS by 2.25 points,,2.25,-0.5,,,2023,12,9f9f

                """
        )
        #expect(AlertEventsReport(answer: try answer(["events": []])).table(.plain) == "no events\n")
    }

    @Test func `Deliveries say when they are tried next, and why they were not taken`() throws {
        let dead = delivery.with("state", "dead").with("next_at", nil).with("ended_at", "2026-11-22T06:00:00Z")
        let due = delivery.with("next_at", "2026-11-23T09:30:00Z").with("error", nil).with("attempts", 0)
        let report = DeliveriesReport(answer: try answer(["deliveries": [delivery, due, dead]]), now: now)
        let row = "mail  firing  overtaken  KAZ CHN>RUS trade_share  2026-11-21T06:00:00Z"
        #expect(
            report.table(.plain) == """
                delivery  state    hook  event   rule       subject                  written               attempts  \
                next or ended         error
                      41  waiting  \(row)         2  in 4 min 0 s          exit status 75
                      41  waiting  \(row)         0  now
                      41  dead     \(row)         2  2026-11-22T06:00:00Z  exit status 75

                """
        )
        #expect(
            report.csvText.hasPrefix(
                """
                delivery,hook,state,attempts,created_at,next_at,ended_at,error,event,kind,at,rule,subject,severity,\
                summary
                41,mail,waiting,2,2026-11-21T06:00:00Z,2026-11-23T09:34:00Z,,exit status 75,\
                1f0c9a3e00000000000000000000000a,firing,2026-11-21T06:00:00Z,overtaken,KAZ CHN>RUS trade_share,\
                critical,CHN passes RUS by 2.25 points

                """
            )
        )
        #expect(DeliveriesReport(answer: try answer(["deliveries": []]), now: now).table(.plain) == "no deliveries\n")
    }

    @Test func `The live stream has a line an event, by its severity`() throws {
        func line(_ event: JSONValue, _ page: Page = .plain) throws -> String {
            WatchReport(
                answer: try answer(["kind": "alert", "run": nil, "scores": [], "message": nil, "alert": event])
            )
            .table(page)
        }
        let text =
            "alert: 2026-11-21T06:00:00Z firing critical overtaken KAZ CHN>RUS trade_share: "
            + "CHN passes RUS by 2.25 points"
        #expect(try line(alertEvent) == text + "\n")
        #expect(try line(alertEvent.with("reason", "still so")) == text + " (still so)\n")
        let page = Page(width: 20, isColoured: true)
        #expect(try line(alertEvent, page) == "\u{1B}[31m\(text)\u{1B}[0m\n")
        #expect(try line(alertEvent.with("kind", "resolved"), page).hasPrefix("\u{1B}[32m"))
        #expect(try line(alertEvent.with("summary", "a\n\u{1B}[2Jb")).hasSuffix("a \u{FFFD}[2Jb\n"))
    }

    @Test func `Silences are listed by themselves, and what was done to them is said`() throws {
        let report = SilencesReport(answer: try answer(["silences": [silence]]), now: now)
        let expected =
            """
            silence  alerts                                    until                             by    comment
                  3  rule=over*, country=KAZ, label team=trade  2026-11-23T12:00:00Z (in 2 h 30 min)  desk  checking

            """
        func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }
        #expect(words(report.table(.plain)) == words(expected))
        #expect(SilencesReport(answer: try answer(["silences": []]), now: now).table(.plain) == "no silences\n")
        #expect(report.csvText.hasPrefix("silence,rule,country,power,node,severity,labels,"))
        let longer: JSONValue = [
            "silences": [["silence": 3, "until": "2026-12-01"], ["silence": 5, "until": "2026-12-02"]]
        ]
        #expect(
            ExtensionReport(answer: try answer(longer)).table(.plain)
                == "silence 3 until 2026-12-01\nsilence 5 until 2026-12-02\n"
        )
        let ended: JSONValue = ["silence": 3, "silences": [3, 5], "ended_at": "2026-12-01"]
        #expect(
            UnsilenceReport(answer: try answer(ended)).table(.plain)
                == "silence 3 ended at 2026-12-01\nsilence 5 ended at 2026-12-01\n"
        )
    }
}
