import InfluenceControl
import InfluenceModel
import InfluenceText
import Testing

@testable import influencectl

@Suite struct ClockRepairReportTests {
    private static func text(_ document: JSONValue) throws -> String {
        ClockRepairReport(answer: try answer(document)).table(.plain)
    }

    @Test func `A repair says what it set aside, recorded again and copied`() throws {
        #expect(
            try Self.text([
                "backup": "/var/lib/influenced/b.db", "size_bytes": 1_048_576, "ahead_seconds": 3_801_600,
                "runs_set_aside": 2, "first_run": 3, "last_run": 4, "imports": 1, "believed": false, "dry_run": false,
                "run": [
                    "run": 5, "reason": "request", "computed_at": "2026-11-28T18:00:00Z", "period": "2026-11",
                    "changed": 7, "duration_seconds": 0.5,
                ],
                "run_error": .null,
            ]) == """
                backup: /var/lib/influenced/b.db (1.0 MiB)
                the last run or import lay 44 d 0 h in the future
                set aside: 2 runs, 3 to 4 ('--run 3' shows the first)
                recorded again: 1 import
                run 5 (request, 2026-11-28T18:00:00Z) computed 2026-11: 7 scores changed in 0.50 s

                """
        )
    }

    @Test func `A dry run says what would be done`() throws {
        let text = try Self.text([
            "ahead_seconds": 90, "runs_set_aside": 1, "first_run": 3, "last_run": 3, "imports": 0, "dry_run": true,
        ])
        #expect(text.contains("would be set aside: run 3 ('--run 3' shows it)\n"))
        #expect(text.contains("would be recorded again: 0 imports\n"))
    }

    @Test func `Where nothing is wrong nothing is repaired, and a clock that was set ahead is believed`() throws {
        #expect(
            try Self.text(["believed": false, "dry_run": false]) == "nothing lies in the future: nothing to repair\n"
        )
        #expect(try Self.text(["believed": true, "dry_run": false]) == "the clock is believed again\n")
        #expect(try Self.text(["believed": true, "dry_run": true]) == "the clock would be believed again\n")
    }

    @Test func `A table of the past says as of when it is known`() throws {
        let now = try #require(Instant(rfc3339: "2026-11-28"))
        let known: IndexInterface.ListImports.Output = try filled(["known_at": "2026-11-20T00:00:00Z"])
        #expect(asKnown(at: "2026-11-21", known, now: now) == "known at 2026-11-20T00:00:00Z")
        #expect(asKnown(at: "run 3", known, now: now) == "known at 2026-11-20T00:00:00Z")
        #expect(asKnown(at: nil, known, now: now) == nil)
        #expect(
            asKnown(at: "2030-01-01", known, now: now)
                == "known at 2026-11-20T00:00:00Z (2030-01-01 has not come: more may be known then)"
        )
        // An older daemon.
        let nothing: IndexInterface.ListImports.Output = try filled([:])
        #expect(asKnown(at: "2026-11-21", nothing, now: now) == "as known at 2026-11-21")
        #expect(knownLine(known, at: "2026-11-21") == "known at 2026-11-20T00:00:00Z\n\n")
        #expect(knownLine(known, at: nil) == "")
    }
}
