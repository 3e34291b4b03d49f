import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct WhatIfReportTests {
    private func row(
        _ power: String,
        _ node: String,
        _ base: Double?,
        _ hypothetical: Double?,
        ranks: (Int64?, Int64?) = (1, 1),
        period: String = "2026-11",
        data: (String?, String?) = ("2023-12-31", "2023-12-31")
    ) -> JSONValue {
        let difference: Double? = if let base, let hypothetical { hypothetical - base } else { nil }
        return [
            "country": "KAZ", "power": .string(power), "node": .string(node), "period": .string(period),
            "base_value": .number(orNull: base), "hypothetical_value": .number(orNull: hypothetical),
            "difference": .number(orNull: difference), "base_rank": ranks.0.json,
            "hypothetical_rank": ranks.1.json, "base_coverage": 0.5, "hypothetical_coverage": 0.91,
            "base_data_from": (data.0.map { _ in "2019-12-31" } as String?).json,
            "base_data_to": data.0.json,
            "hypothetical_data_from": (data.1.map { _ in "2019-12-31" } as String?).json,
            "hypothetical_data_to": data.1.json,
        ]
    }

    private func reply(_ scores: [JSONValue], weights: [JSONValue] = [], values: [JSONValue] = []) -> JSONValue {
        [
            "hypothetical": true, "country": "KAZ", "first_period": "2026-11", "last_period": "2026-11", "as_of": nil,
            "model": "central-asia", "definition": .string(definition), "weights": .array(weights),
            "values": .array(values), "scores": .array(scores),
        ]
    }

    /// Before: a figure gone without a word.
    @Test func `A score that an assumption takes away is told with the reason`() throws {
        var lost = try #require(row("RUS", "index", 43, nil).objectValue)
        lost["reason"] = "no logarithm of 0"
        var none = try #require(row("CHN", "index", nil, nil).objectValue)
        none["reason"] = "none of its children has a score"
        let report = WhatIfReport(
            answer: try answer(reply([.object(lost), .object(none)])),
            power: nil,
            tree: .none
        )
        #expect(report.table(.plain).contains("RUS index 2026-11: no logarithm of 0\n"))
        #expect(!report.table(.plain).contains("none of its children"))
        #expect(
            report.csvText.split(separator: "\n").dropFirst().map { $0.hasSuffix(",no logarithm of 0") } == [
                true, false,
            ]
        )
    }

    @Test func `Heading, columns and foot say that the figures are hypothetical`() throws {
        let report = WhatIfReport(
            answer: try answer(
                reply(
                    [
                        row("RUS", "index", 43.076, 44.5, ranks: (1, 2)),
                        row("CHN", "index", 39.94, 45.25, ranks: (2, 1)),
                        row("JPN", "index", nil, 1.741, ranks: (nil, 3), data: (nil, nil)),
                    ],
                    weights: [
                        [
                            "node": "economic", "parent": "index", "base_weight": 0.43, "hypothetical_weight": 0.2,
                            "base_share": 0.43, "hypothetical_share": 0.2597,
                        ]
                    ],
                    values: [["indicator": "trade_share", "power": "CHN", "country": "KAZ", "value": 45]]
                )
            ),
            power: nil,
            tree: .none
        )
        #expect(
            report.table(.plain) == """
                HYPOTHETICAL: powers in KAZ, index, 2026-11, model central-asia

                assumed weight  base  hypothetical   share  hypothetical share  of
                economic        0.43           0.2  43.0 %              26.0 %  index
                assumed value: trade_share of CHN in KAZ is 45

                power   base  hypothetical  difference  base rank  hypothetical rank  hypothetical coverage  data
                RUS    43.08         44.50       +1.42          1                  2                   91 %  2019-12..2023-12
                CHN    39.94         45.25       +5.31          2                  1                   91 %  2019-12..2023-12
                JPN     -             1.74        -             -                  3                   91 %  -

                Hypothetical figures are recomputed under these assumptions; they are stored nowhere.

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `The dates of both sides are shown where the assumptions change them`() throws {
        let rows = [row("RUS", "index", 1, 2), row("CHN", "index", 1, 2, data: ("2023-12-31", "2021-06-30"))]
        let text = WhatIfReport(answer: try answer(reply(rows)), power: nil, tree: .none).table(.plain)
        #expect(text.contains("base data         hypothetical data\n"))
        #expect(text.contains("2019-12..2023-12  2019-12..2021-06\n"))
    }

    @Test func `Every row of the CSV says so too`() throws {
        let report = WhatIfReport(
            answer: try answer(reply([row("RUS", "index", 1, 2)])),
            power: nil,
            tree: .none
        )
        #expect(
            report.csvText == """
                hypothetical,country,power,node,period,base_value,hypothetical_value,difference,base_rank,\
                hypothetical_rank,base_coverage,hypothetical_coverage,base_data_from,base_data_to,\
                hypothetical_data_from,hypothetical_data_to,reason
                true,KAZ,RUS,index,2026-11,1.0,2.0,1.0,1,1,0.5,0.91,2019-12-31,2023-12-31,2019-12-31,2023-12-31,

                """
        )
        #expect(Format.json.text(report, .plain).contains(#""hypothetical":true"#))
    }
}
