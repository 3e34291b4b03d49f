import InfluenceControl
import Testing

/// Which call each command makes: names and parameters are those of the two `.varlink` files.
@Suite struct CallsTests {
    private struct Expectation {
        let line: [String]
        let call: Call
    }

    private static let expectations = [
        Expectation(
            line: ["ranking", "kaz", "--node", "economic", "--period", "2023", "--as-of", "2026-01-31"],
            call: Call(
                "org.influenced.Index.GetRanking",
                ["country": "KAZ", "node": "economic", "period": "2023", "as_of": "2026-01-31"]
            )
        ),
        Expectation(
            line: ["explain", "KAZ", "chn"],
            call: Call(
                "org.influenced.Index.Explain",
                ["country": "KAZ", "power": "CHN", "node": nil, "period": nil, "as_of": nil]
            )
        ),
        Expectation(
            line: ["explain", "KAZ", "CHN", "--since", "2022"],
            call: Call(
                "org.influenced.Index.Explain",
                ["country": "KAZ", "power": "CHN", "node": nil, "period": nil, "as_of": nil, "since": "2022"]
            )
        ),
        Expectation(
            line: ["coverage", "KAZ", "--power", "CHN"],
            call: Call(
                "org.influenced.Index.GetCoverage",
                ["country": "KAZ", "power": "CHN", "period": nil, "as_of": nil, "expiring": nil]
            )
        ),
        Expectation(
            line: ["series", "--indicator", "gdp"],
            call: Call(
                "org.influenced.Index.ListSeries",
                ["indicator": "gdp", "power": nil, "country": nil, "as_of": nil]
            )
        ),
        Expectation(
            line: ["observations", "--reporter", "KAZ", "--from", "2020", "--to", "2023", "--vintages"],
            call: Call(
                "org.influenced.Index.GetObservations",
                [
                    "indicator": nil, "power": nil, "country": nil, "reporter": "KAZ", "from": "2020", "to": "2023",
                    "as_of": nil, "vintages": true,
                ],
                mode: .more
            )
        ),
        Expectation(
            line: ["alerts", "--power", "chn", "--node", "trade*", "--state", "firing"],
            call: Call(
                "org.influenced.Index.ListAlerts",
                [
                    "rule": nil, "country": nil, "power": "CHN", "node": "trade*", "state": "firing", "all": false,
                ]
            )
        ),
        Expectation(
            line: ["alerts", "--state", "inactive"],
            call: Call(
                "org.influenced.Index.ListAlerts",
                ["rule": nil, "country": nil, "power": nil, "node": nil, "state": "inactive", "all": true]
            )
        ),
        Expectation(
            line: ["alerts", "deliveries", "--state", "dead", "--hook", "mail", "--limit", "5"],
            call: Call("org.influenced.Index.ListDeliveries", ["state": "dead", "hook": "mail", "limit": 5])
        ),
        Expectation(line: ["rules"], call: Call("org.influenced.Index.ListRules")),
        Expectation(
            line: [
                "silence", "--country", "kaz", "--severity", "info", "--label", "team=a=b", "--label", "tier=",
                "--until", "2026-12-01", "--comment", "checking",
            ],
            call: Call(
                "org.influenced.Admin.Silence",
                [
                    "rule": nil, "country": "KAZ", "power": nil, "node": nil, "severity": "info",
                    "labels": ["team": "a=b", "tier": ""], "until": "2026-12-01", "comment": "checking",
                ]
            )
        ),
        Expectation(
            line: ["silence", "--rule", "*", "--until", "2026-12-01", "--comment", "all"],
            call: Call(
                "org.influenced.Admin.Silence",
                [
                    "rule": "*", "country": nil, "power": nil, "node": nil, "severity": nil, "labels": nil,
                    "until": "2026-12-01", "comment": "all",
                ]
            )
        ),
        Expectation(
            line: [
                "silence", "--country", "kaz,uzb", "--country", "KGZ", "--rule", "a", "--future", "--until",
                "2026-12-01",
                "--comment", "c",
            ],
            call: Call(
                "org.influenced.Admin.Silence",
                [
                    "rule": "a", "country": "KAZ,UZB,KGZ", "power": nil, "node": nil, "future": true, "severity": nil,
                    "labels": nil, "until": "2026-12-01", "comment": "c",
                ]
            )
        ),
        Expectation(
            line: ["silences", "extend", "3", "5", "--until", "2026-12-01"],
            call: Call(
                "org.influenced.Admin.ExtendSilences",
                [
                    "rule": nil, "country": nil, "power": nil, "node": nil, "silences": [3, 5], "severity": nil,
                    "author": nil, "until": "2026-12-01",
                ]
            )
        ),
        Expectation(
            line: ["silences", "expire", "--rule", "trade-*", "--author", "desk"],
            call: Call(
                "org.influenced.Admin.Unsilence",
                [
                    "rule": "trade-*", "country": nil, "power": nil, "node": nil, "silences": nil, "severity": nil,
                    "author": "desk",
                ]
            )
        ),
        Expectation(line: ["unsilence", "3"], call: Call("org.influenced.Admin.Unsilence", ["silence": 3])),
        Expectation(
            line: ["ack", "1F0C9A3E", "--comment", "known"],
            call: Call(
                "org.influenced.Admin.Acknowledge",
                ["alert": "1f0c9a3e", "until": nil, "comment": "known"]
            )
        ),
        Expectation(
            line: ["hook", "retry", "mail"],
            call: Call("org.influenced.Admin.RetryDeliveries", ["hook": "mail"])
        ),
        Expectation(line: ["hook", "retry"], call: Call("org.influenced.Admin.RetryDeliveries", ["hook": nil])),
        Expectation(
            line: ["backtest", "overtaken", "--from", "2015", "--to", "2024"],
            call: Call(
                "org.influenced.Index.BacktestRule",
                ["rule": "overtaken", "rules": nil, "from": "2015", "to": "2024"]
            )
        ),
        Expectation(line: ["model"], call: Call("org.influenced.Index.GetModel")),
        Expectation(line: ["recompute"], call: Call("org.influenced.Admin.Recompute")),
        Expectation(line: ["reload"], call: Call("org.influenced.Admin.Reload")),
        Expectation(line: ["backup", "/a/b.db"], call: Call("org.influenced.Admin.Backup", ["path": "/a/b.db"])),
    ]

    @Test(arguments: expectations.indices)
    func `Each command makes its call and prints the reply`(index: Int) throws {
        let expected = Self.expectations[index]
        let daemon = try FakeDaemon { _ in .reply(["answer": 42]) }
        let outcome = try ClientProcess.run(expected.line + ["--format", "json", "--socket", daemon.socket])
        #expect(outcome.status == 0)
        #expect(json(outcome.output)["answer"] == 42)
        #expect(outcome.complaints == "")
        // What is null and what is absent are the same: an older daemon is not asked about what it does not know.
        var call = expected.call
        call.parameters = JSONObject(call.parameters.members.filter { $0.value != .null })
        #expect(daemon.calls == [call])
    }
}
