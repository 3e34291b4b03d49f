import InfluenceControl
import Testing

@testable import influencectl

@Suite struct StatusReportTests {
    @Test func `Status shows health, runs, store and feeds, with times as the daemon's clock has them`() {
        #expect(
            StatusReport(document: status).table(.plain) == """
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

    @Test func `Reasons stand on top, each with its way out`() {
        let sick = status(
            "warning",
            ("the disk is nearly full", "free some space"),
            ("feed x.csv is broken", "'influencectl reload' tries again")
        )
        #expect(
            StatusReport(document: sick).table(.plain).hasPrefix(
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
            StatusReport(document: sick).check.line
                == "WARNING - the disk is nearly full (free some space); "
                + "feed x.csv is broken ('influencectl reload' tries again)\n"
        )
        #expect(StatusReport(document: sick).check.status == .refused)
    }

    @Test func `The check is one line`() {
        #expect(
            StatusReport(document: status).check.line
                == "OK - influenced 0.2.0, run 12 at 2026-11-23T06:00:00Z, next 2026-11-23T10:00:00Z\n"
        )
    }

    @Test func `Alerts and their deliveries are counted`() {
        let text = StatusReport(document: status.with("alerts", alertCounts)).table(.plain)
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
        let red = StatusReport(document: status.with("alerts", worse)).table(page)
        #expect(
            red.contains("\u{1B}[31m2 firing (1 critical), 1 pending, 1 silenced, 0 acknowledged, by 14 rules\u{1B}")
        )
        #expect(red.contains("\u{1B}[31mdeliveries: 0 waiting, 4 dead\u{1B}"))
        #expect(!StatusReport(document: status.with("alerts", nil)).table(.plain).contains("alerts"))
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
    ) {
        let report = StatusReport(document: document)
        #expect(report.table(.plain).hasPrefix("influenced 0.2.0, \(headline)\n"))
        #expect(report.check.line.hasPrefix("\(word) - "))
        #expect(report.check.status.rawValue == status)
    }

    @Test func `The check tells alerts that need nobody at once`() {
        #expect(
            StatusReport(document: status.with("alerts", alertCounts)).check.line
                == "OK - influenced 0.2.0, run 12 at 2026-11-23T06:00:00Z, next 2026-11-23T10:00:00Z, 2 alerts firing\n"
        )
    }

    @Test func `CSV names every member by its path`() {
        let lines = StatusReport(document: status).csvText.split(separator: "\n")
        #expect(lines.first == "field,value")
        #expect(lines.contains("store.wal_bytes,4096"))
        #expect(lines.contains("feeds.0.error,"))
    }

    @Test(arguments: [
        "{}", "[]", #"{"healthy":"yes","store":[],"feeds":{},"last_run":7,"started_at":3}"#,
        #"{"started_at":"2026-11-20T00:00:00Z","uptime_seconds":1e300,"next_run_at":"9999-12-31T23:59:59Z"}"#,
        #"{"last_run":{"heartbeats":9223372036854775807,"duration_seconds":-1e308},"store":{"size_bytes":1e308}}"#,
    ])
    func `A reply of another shape is shown as far as it goes`(text: String) {
        let document = json(text)
        let reports: [any Report] = [
            StatusReport(document: document), ModelReport(document: document, showsFiles: false),
            ModelReport(document: document, showsFiles: true), RankingReport(document: document, asOf: nil),
            ScoresReport(document: document, country: nil, power: nil, tree: NodeTree([document])),
            HistoryReport(document: document, asOf: nil, definition: document),
            ExplainReport(document: document, asOf: nil), CoverageReport(document: document, asOf: nil),
            SeriesReport(document: document), ObservationsReport(document: document, showsVintages: true),
            RunsReport(document: document), WatchReport(document: document), RecomputeReport(document: document),
            ReloadReport(document: document), BackupReport(document: document),
            ImportReport(files: [("a", document), ("b", document)]),
        ]
        for report in reports {
            for format in Format.allCases { _ = format.text(report, Page(width: 40, isColoured: true)) }
        }
    }
}
