import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct VerificationReportTests {
    @Test func `A verification says what differs, and a match that all is equal`() throws {
        let same: JSONValue = [
            "run": run, "matches": true, "reason": nil, "comparable": true,
            "input": .string(String(repeating: "ab", count: 32)), "input_matches": true, "compared": 320,
            "differing": 0,
            "differing_series": 0, "differences": [],
        ]
        let report = VerificationReport(answer: try answer(same))
        #expect(report.status == .done)
        let text = report.table(.plain)
        #expect(text.contains("\nreproduced, bit for bit\ncompared  320 scores and intervals, none differs\n"))
        #expect(text.contains("input     abababababab, the run's\n"))
        let other = same.with("matches", false).with("reason", "it was changed since").with("differing", 5)
            .with("differing_series", 12).with(
                "differences",
                [
                    [
                        "country": "KAZ", "power": "RUS", "node": "index", "periods": 3, "period": "2024-01",
                        "figure": "value", "stored": 42.75, "stored_bits": "4045600000000000", "recomputed": 42.5,
                        "recomputed_bits": "4045400000000000",
                    ]
                ]
            )
        #expect(VerificationReport(answer: try answer(other)).status == .refused)
        let odd = VerificationReport(answer: try answer(other.with("differing_series", .integer(.min))))
        #expect(!odd.table(.plain).contains("more series"))
        let lines = VerificationReport(answer: try answer(other)).table(.plain)
        #expect(lines.contains("NOT reproduced\n  it was changed since\n"))
        #expect(lines.contains("5 differ, in 12 series\n"))
        #expect(
            lines.contains(
                """
                country  power  node   periods  first    figure  stored  recomputed  stored bits       recomputed bits
                KAZ      RUS    index        3  2024-01  value    42.75        42.5  4045600000000000  4045400000000000
                and 11 more series

                """
            )
        )
    }
}
