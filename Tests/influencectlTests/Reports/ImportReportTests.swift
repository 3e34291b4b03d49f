import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct ImportReportTests {
    private static let effect: JSONValue = [
        "input": .string(String(repeating: "ab", count: 32)), "changed": 3,
        "scores": [
            [
                "country": "KAZ", "power": "CHN", "node": "index", "period": "2026-11", "periods": 12, "from": 34.94,
                "to": 40.5, "rank_from": 2, "rank_to": 1,
            ],
            [
                "country": "KAZ", "power": "RUS", "node": "index", "period": "2026-11", "periods": 1, "from": .null,
                "to": 12, "rank_from": .null, "rank_to": 2,
            ],
        ],
        "leaders": [["country": "KAZ", "node": "index", "period": "2026-11", "from": "RUS", "to": .null]],
    ]

    @Test func `A dry run shows what would change, and that nothing was kept`() throws {
        let reply: JSONValue = [
            "added": 2, "revised": 0, "unchanged": 1, "rejected": 0, "annotated": 1, "warning_count": 2,
            "dry_run": true,
            "run": .null, "effect": Self.effect,
        ]
        let text = ImportReport(files: [("x.csv", try answer(reply))]).table(.plain)
        #expect(
            text == """
                x.csv: 2 added, 0 revised, 1 unchanged, 0 rejected, 1 annotated, 2 warnings
                  3 scores would change:

                country  power  node   period    from     to  difference    rank  periods
                KAZ      CHN    index  2026-11  34.94  40.50       +5.56  2 -> 1       12
                KAZ      RUS    index  2026-11   -     12.00        -     - -> 2        1
                  and 1 more
                  KAZ index 2026-11: nobody alone would lead, not RUS
                  nothing was kept; this holds for input abababababab

                """
        )
    }

    @Test func `A dry run names the alerts that something would happen to, and why one would be held`() throws {
        let fires: JSONValue = [
            "kind": "firing", "rule": "passes", "subject": "KAZ CHN>RUS trade", "severity": "critical",
            "summary": "CHN is ahead of RUS", "reason": .null,
        ]
        let held = fires.with("kind", "held").with("severity", "info").with("reason", "trade is read from A\u{1B}[2J")
        let effect = Self.effect.with("changed", 0).with("alert_count", 3).with("alerts", .array([fires, held]))
        func text(_ effect: JSONValue) throws -> String { EffectTable(try filled(effect)).text(.plain) }
        #expect(
            try text(effect).hasPrefix(
                """
                  no score would change
                  would fire: critical passes: CHN is ahead of RUS
                  would be held: info passes: CHN is ahead of RUS (trade is read from A
                """
            )
        )
        #expect(try text(effect).contains("  and 1 more\n") && !text(effect).contains("\u{1B}"))
        #expect(try text(effect.with("alert_count", 0).with("alerts", [])).contains("  no alert would change\n"))
    }

    @Test func `What cannot be computed because of it stands below`() throws {
        let reply: JSONValue = [
            "added": 2, "revised": 0, "unchanged": 0, "rejected": 0, "dry_run": false, "run": .null,
            "undefined_count": 3,
            "undefined": [
                [
                    "country": "KAZ", "power": "CHN", "node": "economic", "since": "2024-01", "period": "2024-03",
                    "periods": 3, "reason": "loans is 0, and a geometric mean needs values above 0",
                ],
                [
                    "country": "UZB", "power": "CHN", "node": "trade", "since": "2023-02", "period": "2023-02",
                    "periods": 1, "reason": "-1 has no logarithm",
                ],
            ],
        ]
        #expect(
            ImportReport(files: [("x.csv", try answer(reply))]).table(.plain) == """
                x.csv: 2 added, 0 revised, 0 unchanged, 0 rejected
                  since this import 3 values cannot be computed:
                    economic of CHN in KAZ since 2024-01: loans is 0, and a geometric mean needs
                    values above 0
                    trade of CHN in UZB in 2023-02: -1 has no logarithm
                    and 1 more

                """
        )
    }

    @Test func `One reason for several powers stands once`() throws {
        func value(_ power: String, _ node: String = "share", since: String = "2024-01") -> JSONValue {
            [
                "country": "KAZ", "power": .string(power), "node": .string(node), "since": .string(since),
                "period": "2024-03", "periods": 3, "reason": "its partners exceed the total",
            ]
        }
        let values = [value("CHN"), value("RUS"), value("RUS", "tilt"), value("USA"), value("TUR", since: "2024-02")]
        let notes = try values.map { try IndexInterface.UndefinedValue(json: $0) }
        #expect(
            UndefinedNotes(notes, count: 9).text(.plain) == """
                9 values cannot be computed:
                  share of CHN, RUS, USA in KAZ since 2024-01: its partners exceed the total
                  tilt of RUS in KAZ since 2024-01: its partners exceed the total
                  share of TUR in KAZ since 2024-02: its partners exceed the total
                  and 4 more

                """
        )
    }

    @Test func `An undoing says what came back, and what stays`() throws {
        let reply: JSONValue = [
            "vintage": 14, "undoes": 12, "withdrawn": 2, "restored": 1, "reinstated": 0, "annotated": 0, "replaced": 3,
            "replacements": [
                ["indicator": "trade", "power": "CHN", "country": "KAZ", "reporter": "COW", "period": "2023"],
                ["indicator": "gdp", "power": .null, "country": "KAZ", "reporter": "", "period": "2023"],
            ],
            "dry_run": false, "run": .null, "effect": .null,
        ]
        #expect(
            UndoReport(answer: try answer(reply)).table(.plain) == """
                import 12: 2 withdrawn, 1 with the edition before (import 14)
                  replaced since, and left as they are: 3
                    trade CHN KAZ COW 2023
                    gdp KAZ 2023
                    and 1 more

                """
        )
        let nothing: JSONValue = ["vintage": .null, "undoes": 12, "withdrawn": 0, "replaced": 0]
        #expect(UndoReport(answer: try answer(nothing)).table(.plain) == "import 12: nothing to withdraw\n")
        // An edition that another one had been preferred to: before, there was nothing to withdraw.
        let unseen: JSONValue = ["vintage": 14, "undoes": 12, "withdrawn": 0, "replaced": 0]
        #expect(
            UndoReport(answer: try answer(unseen)).table(.plain)
                == "import 12: withdrawn; nothing in force has changed (import 14)\n"
        )
    }

    @Test func `The list of imports names who and why`() throws {
        let imports: JSONValue = [
            "imports": [
                [
                    "vintage": 2, "recorded_at": "2026-11-23T06:00:00Z", "origin": "undo of 1", "added": 0,
                    "revised": 0,
                    "withdrawn": 3, "annotated": 0, "warnings": 0, "undoes": 1, "user": "root", "author": "Desk2",
                    "comment": "a mistake",
                ],
                [
                    "vintage": 1, "recorded_at": "2026-11-22T06:00:00Z", "origin": "x.csv", "added": 3, "revised": 0,
                    "withdrawn": 0, "annotated": 0, "warnings": 4, "undoes": .null, "user": .null, "author": .null,
                    "comment": .null,
                ],
            ]
        ]
        let lines = ImportsReport(answer: try answer(imports)).table(.plain).split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[1].contains("Desk2 (root)") && lines[1].contains("a mistake"))
        #expect(lines[2].contains("x.csv"))
        #expect(ImportsReport(answer: try answer(["imports": []])).table(.plain) == "no imports yet\n")
    }
}
