import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct StatusReportTests {
    @Test func `Status shows health, runs, store and feeds, with times as the daemon's clock has them`() throws {
        #expect(
            StatusReport(answer: try answer(status)).table(.plain) == """
                influenced 0.2.0, healthy

                model     central-asia 9f9f9f9f9f9f
                started   2026-11-20T00:00:00Z (3 d 9 h ago)
                last run  run 12 (schedule, 2026-11-23T06:00:00Z) computed 2026-11: 1 score changed in 0.42 s; \
                nothing new since, 3 checks, the last 2026-11-23T09:00:00Z (23 min 20 s ago)
                next run  2026-11-23T10:00:00Z (in 36 min 40 s)
                store     /var/lib/influenced/influenced.db
                          11.8 MiB, write-ahead log 4.0 KiB, 20.8 GiB free
                          1 series, 56789 observations, 123456 scores, 12 runs

                feed              last import           newest period  error
                central-asia.csv  2026-11-20T00:00:01Z  2026-10

                """
        )
    }

    @Test func `Reasons stand on top, each with its way out`() throws {
        let sick = status(
            "warning",
            ("the disk is nearly full", "free some space"),
            ("feed x.csv is broken", "'influencectl reload' tries again")
        )
        #expect(
            StatusReport(answer: try answer(sick)).table(.plain).hasPrefix(
                """
                influenced 0.2.0, needs attention
                ! the disk is nearly full
                  -> free some space
                ! feed x.csv is broken
                  -> 'influencectl reload' tries again

                """
            )
        )
        #expect(
            StatusReport(answer: try answer(sick)).check.line
                == "WARNING - the disk is nearly full (free some space); "
                + "feed x.csv is broken ('influencectl reload' tries again)\n"
        )
        #expect(StatusReport(answer: try answer(sick)).check.status == .refused)
    }

    @Test func `The check is one line`() throws {
        #expect(
            StatusReport(answer: try answer(status)).check.line
                == "OK - influenced 0.2.0, run 12 at 2026-11-23T06:00:00Z, next 2026-11-23T10:00:00Z\n"
        )
    }

    @Test func `Alerts and their deliveries are counted`() throws {
        let text = StatusReport(answer: try answer(status.with("alerts", alertCounts))).table(.plain)
        #expect(
            text.contains(
                """
                          1 series, 56789 observations, 123456 scores, 12 runs
                alerts    2 firing, 1 pending, 1 silenced, 0 acknowledged, by 14 rules
                          deliveries: 3 waiting since 2026-11-23T09:10:00Z (13 min 20 s ago), 0 dead

                feed
                """
            )
        )
        let worse = alertCounts.with("critical", 1).with("dead", 4).with("waiting", 0).with("waiting_since", nil)
        let page = Page(width: nil, isColoured: true)
        let red = StatusReport(answer: try answer(status.with("alerts", worse))).table(page)
        #expect(
            red.contains("\u{1B}[31m2 firing (1 critical), 1 pending, 1 silenced, 0 acknowledged, by 14 rules\u{1B}")
        )
        #expect(red.contains("\u{1B}[31mdeliveries: 0 waiting, 4 dead\u{1B}"))
        #expect(!StatusReport(answer: try answer(status.with("alerts", nil))).table(.plain).contains("alerts"))
    }

    /// Whatever else the reply says: counts, problems and `healthy` may well be of another opinion.
    @Test(
        arguments: [
            (status.with("alerts", alertCounts.with("critical", 1).with("dead", 4)), "healthy", "OK", 0),
            (status.with("healthy", false).with("problems", ["the disk is full"]), "healthy", "OK", 0),
            (status("warning", ("a", "b")), "needs attention", "WARNING", 1),
            (
                status("warning", ("a", "b")).with("alerts", alertCounts.with("critical", 1)), "needs attention",
                "WARNING", 1
            ),
            (status("critical", ("a", "b")), "critical", "CRITICAL", 2),
            (status("critical", ("a", "b")).with("healthy", true), "critical", "CRITICAL", 2),
            (status.with("verdict", nil), "health unknown", "UNKNOWN", 3),
            (status.with("verdict", "splendid"), "health unknown", "UNKNOWN", 3),
        ] as [(JSONValue, String, String, Int32)]
    )
    func `Headline and check have the daemon's verdict`(
        document: JSONValue,
        headline: String,
        word: String,
        status: Int32
    ) throws {
        let report = StatusReport(answer: try answer(document))
        #expect(report.table(.plain).hasPrefix("influenced 0.2.0, \(headline)\n"))
        #expect(report.check.line.hasPrefix("\(word) - "))
        #expect(report.check.status.rawValue == status)
    }

    @Test func `The check tells alerts that need nobody at once`() throws {
        #expect(
            StatusReport(answer: try answer(status.with("alerts", alertCounts))).check.line
                == "OK - influenced 0.2.0, run 12 at 2026-11-23T06:00:00Z, next 2026-11-23T10:00:00Z, 2 alerts firing\n"
        )
    }

    @Test func `CSV names every member by its path`() throws {
        let lines = StatusReport(answer: try answer(status)).csvText.split(separator: "\n")
        #expect(lines.first == "field,value")
        #expect(lines.contains("store.wal_bytes,4096"))
        #expect(lines.contains("feeds.0.error,"))
    }

    @Test(arguments: [
        "{}", "[]", #"{"healthy":"yes","store":[],"feeds":{},"last_run":7,"started_at":3}"#,
        #"{"started_at":"2026-11-20T00:00:00Z","uptime_seconds":1e300,"next_run_at":"9999-12-31T23:59:59Z"}"#,
        #"{"last_run":{"heartbeats":9223372036854775807,"duration_seconds":-1e308},"store":{"size_bytes":1e308}}"#,
    ])
    func `A reply of another shape is refused, or shown`(text: String) {
        let document = json(text)
        expectRefusedOrShown([
            { StatusReport(answer: try Answer(document)) },
            { ModelReport(answer: try Answer(document), showsFiles: false) },
            { ModelReport(answer: try Answer(document), showsFiles: true) },
            { RankingReport(answer: try Answer(document), asOf: nil) },
            { ScoresReport(answer: try Answer(document), country: nil, power: nil, tree: .none) },
            { HistoryReport(answer: try Answer(document), asOf: nil, definition: nil) },
            { ExplainReport(answer: try Answer(document), asOf: nil) },
            { CoverageReport(answer: try Answer(document), asOf: nil) },
            { SeriesReport(answer: try Answer(document)) },
            { ObservationsReport(answer: try Answer(document), showsVintages: true) },
            { RunsReport(answer: try Answer(document)) }, { WatchReport(answer: try Answer(document)) },
            { RecomputeReport(answer: try Answer(document)) }, { ReloadReport(answer: try Answer(document)) },
            { BackupReport(answer: try Answer(document)) },
            { ImportReport(files: [("a", try Answer(document)), ("b", try Answer(document))]) },
        ])
    }

    @Test(
        arguments: [
            (status.with("store", []), "store: expected StoreStatus"),
            (status.with("store", status["store"].with("runs", "12")), "store.runs: expected int"),
            (status.with("version", nil), "version: expected string"),
            (status.with("feeds", .array([["name": "a"], ["name": 3]])), "feeds[1].name: expected string"),
            (.null, ": expected Output"),
        ] as [(JSONValue, String)]
    )
    func `What is refused is named`(document: JSONValue, problem: String) {
        let error = #expect(throws: TypeMismatch.self) { () throws -> Answer<IndexInterface.GetStatus.Output> in
            try Answer(document)
        }
        #expect(error?.description == problem)
    }

    @Test func `What a newer daemon says besides is printed as it is, and in no one's way`() throws {
        let report = StatusReport(answer: try answer(status.with("mood", "fine")))
        #expect(Format.json.text(report, .plain).hasSuffix(#","mood":"fine"}"# + "\n"))
        #expect(report.table(.plain) == StatusReport(answer: try answer(status)).table(.plain))
    }
}
