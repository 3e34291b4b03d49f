import InfluenceControl
import InfluenceModel
import InfluenceText
import Testing

@testable import influencectl

@Suite struct LapsesReportTests {
    private static func lapse(_ power: String, _ node: String, _ period: String, _ indicators: JSONValue) -> JSONValue {
        [
            "country": "KAZ", "power": .string(power), "node": .string(node), "period": .string(period),
            "indicators": indicators,
        ]
    }

    private static let document: JSONValue = [
        "period": "2026-11", "rows": [], "lapses_through": "2027-05",
        "lapses": [
            lapse("RUS", "index", "2027-01", ["trade_share", "students"]),
            lapse("RUS", "trade_share", "2027-01", ["trade_share"]),
            lapse("CHN", "index", "2027-03", ["trade_share"]),
        ],
    ]

    @Test func `Lapses stand by period and dyad, with what they wait for`() throws {
        let report = LapsesReport(answer: try answer(Self.document), within: .months(6), asOf: nil)
        #expect(
            report.table(.plain) == """
                Lapses within P6M, after 2026-11, through 2027-05

                from     country  power  too old then           scores that lapse
                2027-01  KAZ      RUS    trade_share, students  index, trade_share
                2027-03  KAZ      CHN    trade_share            index

                """
        )
        #expect(report.csvText.hasPrefix("period,country,power,node,indicators"))
        #expect(report.csvText.contains("2027-01,KAZ,RUS,index,trade_share students"))
    }

    @Test func `Nothing that lapses is said`() throws {
        let none = Self.document.with("lapses", [])
        #expect(
            LapsesReport(answer: try answer(none), within: .months(6), asOf: nil).table(.plain).hasSuffix(
                "no score lapses\n"
            )
        )
    }

    @Test(arguments: [
        ("6M", "P6M"), ("2y", "P2Y"), ("P90D", "P90D"), ("p1y6m", "P18M"), ("2w", "P14D"), ("", nil), ("P", nil),
        ("0M", nil), ("T5S", nil), ("six", nil), ("-1M", nil), ("1Y 2M", nil), ("999999999Y", nil),
    ])
    func `A span is read as people type it`(_ text: String, _ expected: String?) throws {
        #expect(Span(argument: text)?.duration.description == expected)
    }

    @Test func `Coverage shows figures older than asked for`() throws {
        func row(_ node: String, _ observed: JSONValue) -> JSONValue {
            [
                "country": "KAZ", "power": "RUS", "node": .string(node), "freshness": "stale", "weight": 0.5,
                "observed_period": observed, "reporter": "COW",
            ]
        }
        let document: JSONValue = [
            "period": "2026-11",
            "rows": [row("old", "2023"), row("edge", "2024-11"), row("new", "2025"), row("none", nil)],
        ]
        let text = CoverageReport(answer: try answer(document), asOf: nil, olderThan: .months(24)).table(.plain)
        #expect(text.hasPrefix("Coverage, 2026-11, figures older than P2Y\n"))
        for (node, isShown) in [("old ", true), ("edge", false), ("new", false), ("none", false)] {
            #expect(text.contains(node) == isShown)
        }
        let csv = CoverageReport(answer: try answer(document), asOf: nil, olderThan: .months(24)).csvText
        #expect(csv.contains(",old,"))
        #expect(!csv.contains(",edge,"))
    }

    @Test func `The status says what lapses next`() throws {
        let soon = status.with("expiring", ["through": "2027-05", "scores": 62, "first": "2027-01", "lapsed": 3])
        let text = StatusReport(answer: try answer(soon)).table(.plain)
        #expect(
            text.contains(
                "data      62 scores lapse through 2027-05, the first in 2027-01; 3 lapsed within a year (coverage --expiring 6M)\n"
            )
        )
        let none = status.with("expiring", ["through": "2027-05", "scores": 0, "first": nil, "lapsed": 0])
        #expect(
            StatusReport(answer: try answer(none)).table(.plain).contains("data      no score lapses through 2027-05")
        )
    }
}
