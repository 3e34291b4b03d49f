import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct HistoryReportTests {
    private func point(_ period: String, _ value: Double?) -> JSONValue {
        [
            "period": .string(period), "value": .number(orNull: value), "low": nil, "high": nil, "coverage": 0.91,
            "confidence": 0.84, "run": 1, "computed_at": "2026-11-23T06:00:00Z",
        ]
    }

    private func report(_ points: [JSONValue]) throws -> HistoryReport {
        HistoryReport(
            answer: try answer([
                "country": "KAZ", "power": "CHN", "node": "index", "points": .array(points), "next": nil,
            ]),
            asOf: nil,
            definition: definition
        )
    }

    @Test func `A history is a table with its shape below`() throws {
        let report = try report([point("2022", 17.863), point("2023", nil), point("2024", 21.5), point("2025", 19)])
        #expect(
            report.table(.plain) == """
                CHN in KAZ, index

                period  value  coverage  confidence  run  computed at
                2022    17.86      91 %        84 %    1  2026-11-23T06:00:00Z
                2023     -         91 %        84 %    1  2026-11-23T06:00:00Z
                2024    21.50      91 %        84 %    1  2026-11-23T06:00:00Z
                2025    19.00      91 %        84 %    1  2026-11-23T06:00:00Z

                ▁ █▃
                2022 to 2025, low 17.86 (2022), high 21.50 (2024)

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `Dates, flags and breaks stand beside the points, and what broke beneath`() throws {
        var members: [JSONValue] = []
        for (period, flags, breaks) in [
            ("2022", ["E"] as JSONValue, [] as JSONValue),
            ("2023", [], [["text": "trade is read from B since 2023, before from A"]]),
        ] {
            guard case .object(var point) = point(period, 10) else { continue }
            point["data_from"] = "2019-12-31"
            point["data_to"] = .string("\(period)-12-31")
            point["flags"] = flags
            point["breaks"] = breaks
            members.append(.object(point))
        }
        let report = try report(members)
        let text = report.table(.plain)
        #expect(text.contains("period  value  coverage  confidence  data              flags         run  computed at"))
        #expect(text.contains("2022    10.00      91 %        84 %  2019-12..2022-12  E               1"))
        #expect(text.contains("2023    10.00      91 %        84 %  2019-12..2023-12         break    1"))
        #expect(text.contains("Not compared across breaks:\n  2023: trade is read from B since 2023, before from A\n"))
        #expect(report.csvText.contains("2019-12-31,2022-12-31,E,\n"))
        #expect(report.csvText.contains("2019-12-31,2023-12-31,,\"trade is read from B since 2023, before from A\"\n"))
    }

    @Test func `A history without points says so`() throws {
        #expect(try report([]).table(.plain).contains("no scores in this time"))
        #expect(try report([]).csvText.split(separator: "\n").count == 1)
    }

    @Test func `CSV names the dyad in every row`() throws {
        #expect(
            try report([point("2022", 17.863)]).csvText == """
                country,power,node,period,value,low,high,coverage,confidence,run,computed_at,\
                median,rank_low,rank_high,rank_stable,input_low,input_high,data_from,data_to,flags,breaks
                KAZ,CHN,index,2022,17.863,,,0.91,0.84,1,2026-11-23T06:00:00Z,,,,,,,,,,

                """
        )
    }
}
