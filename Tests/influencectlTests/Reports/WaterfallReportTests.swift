import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct WaterfallReportTests {
    private static func item(
        _ group: String,
        _ node: String,
        _ effect: Double,
        _ from: Double?,
        _ to: Double?,
        raw: (Double?, Double?) = (nil, nil),
        unit: String? = nil,
        periods: (String?, String?) = (nil, nil),
        reporters: (String?, String?) = (nil, nil)
    ) -> JSONValue {
        [
            "group": .string(group), "node": .string(node), "title": "", "effect": .number(effect),
            "from": .number(orNull: from), "to": .number(orNull: to), "weight_from": 0.25, "weight_to": 0.5,
            "raw_from": .number(orNull: raw.0),
            "raw_to": .number(orNull: raw.1), "unit": unit.json, "period_from": periods.0.json,
            "period_to": periods.1.json, "reporter_from": reporters.0.json,
            "reporter_to": reporters.1.json,
        ]
    }

    private static func document(_ items: [JSONValue], from: Double?, to: Double?, reason: String? = nil) -> JSONValue {
        [
            "country": "KAZ", "power": "CHN", "node": "index", "period": "2024-12", "definition": .string(definition),
            "value": .number(orNull: to), "coverage": 0.9, "confidence": 0.8, "nodes": [],
            "change": [
                "since_period": "2022-12", "since_as_of": nil, "from": .number(orNull: from),
                "to": .number(orNull: to), "model_changed": false, "method": reason == nil ? "bennet" : nil,
                "reason": reason.json, "items": .array(items),
            ],
        ]
    }

    private static let items = [
        item(
            "new_period",
            "trade_share",
            4,
            36,
            43,
            raw: (17.863, 21.54),
            unit: "percent",
            periods: ("2022", "2023"),
            reporters: ("KAZ", "KAZ")
        ),
        item(
            "reporter_switch",
            "students",
            -1,
            20,
            15,
            raw: (12, 9),
            unit: "percent",
            periods: ("2021", "2021"),
            reporters: ("UIS", "MOE")
        ),
        item("entered", "security", 2, nil, 40),
        item("left", "visits", -1, 30, nil, raw: (3, nil), unit: "visits", periods: ("2018", "2018")),
    ]

    private static func report() throws -> WaterfallReport {
        try #require(WaterfallReport(answer: try answer(document(items, from: 8, to: 12)), asOf: nil))
    }

    @Test func `A waterfall hangs each effect where the sum is, and adds up`() throws {
        #expect(
            try Self.report().table(Page(width: 100, isColoured: false)) == """
                CHN in KAZ, index, 2024-12 since 2022-12

                cause            node         points                                from -> to
                2022-12                         8.00  █████████████████
                new period       trade_share   +4.00                   █████████    17.86 -> 21.54 %, 2022 -> 2023
                reporter switch  students      -1.00                          ░░    12 -> 9 %, 2021, UIS -> MOE
                entered          security      +2.00                          ████  now 40.00
                left             visits        -1.00                            ░░  was 3 visits, 2018
                2024-12                        12.00  ██████████████████████████

                Sum of 4 effects +4.00, change +4.00 (8.00 -> 12.00): new period +4.00, reporter switch -1.00,
                entered +2.00, left -1.00.

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `No line is wider than the page`() throws {
        for width in [60, 80, 132] {
            let text = try Self.report().table(Page(width: width, isColoured: false))
            let widths = text.split(separator: "\n").map { displayWidth(String($0)) }
            #expect(widths.allSatisfy { $0 <= max(width, 74) }, "\(width)")
        }
        #expect(try !Self.report().table(.plain).contains("\u{1B}"))
    }

    @Test func `Small steps on a high score show, and the edge of the bars is named`() throws {
        let items = [Self.item("revision", "trade_share", 0.4, 50, 52)]
        let text = try #require(
            WaterfallReport(answer: try answer(Self.document(items, from: 60, to: 60.4)), asOf: nil)
        ).table(
            .plain
        )
        #expect(text.contains("The bars begin at 59.90."))
        #expect(text.contains("Sum of 1 effect +0.40, change +0.40 (60.00 -> 60.40): revision +0.40."))
    }

    @Test func `A change of the model tells the weights`() throws {
        let items = [Self.item("model", "trade_share", -0.4, 50, 50)]
        let text = try #require(
            WaterfallReport(answer: try answer(Self.document(items, from: 60, to: 59.6)), asOf: nil)
        ).table(
            .plain
        )
        #expect(text.contains("weight 25.0 % -> 50.0 %, at 50.00\n"))
    }

    @Test func `Weights beneath a node are told by the children that have others`() throws {
        func text(_ children: [JSONValue]) throws -> WaterfallReport {
            let item = Self.item("weights", "index", -7.5, 39, 31.5).with("reweighted", .array(children))
            return try #require(
                WaterfallReport(answer: try answer(Self.document([item], from: 39, to: 31.5)), asOf: nil)
            )
        }
        func child(_ node: String, _ from: Double, _ to: Double) -> JSONValue {
            ["node": .string(node), "title": "", "from": .number(from), "to": .number(to)]
        }
        let one = try text([child("economy", 1, 3)])
        #expect(one.table(.plain).contains("weight of economy 1 -> 3\n"))
        #expect(one.csvText.hasSuffix(",economy 1.0 -> 3.0\n"))
        let two = try text([child("economy", 1, 3), child("society", 0.25, 0.5)])
        #expect(two.table(.plain).contains("weights of economy 1 -> 3, society 0.25 -> 0.5\n"))
        #expect(two.csvText.hasSuffix(",economy 1.0 -> 3.0; society 0.25 -> 0.5\n"))
        let many = try text((1...9).map { child("x\($0)", 1, 2) })
        #expect(many.table(.plain).contains("x6 1 -> 2 and 3 more"))
        #expect(!one.table(.plain).contains("25.0 %"))
    }

    @Test func `A long tail of tiny effects is one line of the table, and nothing of the CSV`() throws {
        let tiny = (0..<30).map { Self.item("decay", "x\($0)", 0.001, 1, 2) }
        let document = Self.document(Self.items + tiny, from: 8, to: 12.03)
        let text = try #require(WaterfallReport(answer: try answer(document), asOf: nil)).table(.plain)
        #expect(text.contains("30 others"))
        #expect(text.contains("+0.03"))
        #expect(!text.contains("x7"))
        #expect(
            try #require(WaterfallReport(answer: try answer(document), asOf: nil)).csvText.split(separator: "\n").count
                == 35
        )
    }

    @Test func `CSV has a row an item, in full precision`() throws {
        let lines = try Self.report().csvText.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[0].hasPrefix("country,power,explained,period,change.since_period,change.since_as_of,change.from"))
        #expect(
            lines[1].hasSuffix(
                "new_period,trade_share,,4.0,36.0,43.0,0.25,0.5,17.863,21.54,percent,2022,2023,KAZ,KAZ,,,,"
            )
        )
    }

    @Test func `What cannot be compared says why, and since when`() throws {
        let broken = Self.item("break", "trade", 12, 20, 60, reporters: ("A", "A"))
            .with("breaks", [["text": "trade has a break in its series at 2023, since 2023-12"]])
            .with("status_from", "A").with("status_to", "B").with("period_from", "2022").with("period_to", "2023")
        let report = try #require(
            WaterfallReport(answer: try answer(Self.document([broken], from: 40, to: 52)), asOf: nil)
        )
        let text = report.table(.plain)
        #expect(text.contains("2022 -> 2023, A -> B\n"))
        #expect(
            text.contains(
                "Not compared across breaks:\n  trade: trade has a break in its series at 2023, since 2023-12\n"
            )
        )
        #expect(report.csvText.hasSuffix(",A,B,\"trade has a break in its series at 2023, since 2023-12\",\n"))
    }

    @Test func `Without a waterfall the reason is told`() throws {
        let reason = "there was no score of index to start from"
        let none = try #require(
            WaterfallReport(answer: try answer(Self.document([], from: nil, to: 12, reason: reason)), asOf: nil)
        )
        #expect(
            none.table(.plain).contains("no score -> 12.00. No waterfall: there was no score of index to start from.")
        )
        #expect(none.csvText.split(separator: "\n").count == 2)
        let same = try #require(WaterfallReport(answer: try answer(Self.document([], from: 12, to: 12)), asOf: nil))
        #expect(same.table(.plain).contains("12.00 -> 12.00: nothing has changed."))
    }
}
