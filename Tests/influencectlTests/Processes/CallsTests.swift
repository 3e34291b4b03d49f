import InfluenceControl
import Testing

@testable import influencectl

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
                ["country": "KAZ", "power": "CHN", "period": nil, "as_of": nil]
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
        #expect(daemon.calls == [expected.call])
    }
}
