import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct UncertaintyReportTests {
    private func score(
        _ power: String,
        _ value: Double,
        _ low: Double,
        _ high: Double,
        rank: Int64,
        ranks: (Double, Double),
        isStable: Bool,
        input: (Double, Double)? = nil,
        reported: (Double, Double, [JSONValue])? = nil,
        node: String = "index"
    ) -> JSONValue {
        [
            "country": "KAZ", "power": .string(power), "node": .string(node), "value": .number(value),
            "low": .number(low), "median": .number(value), "high": .number(high), "low_error": 0.125,
            "high_error": 0.44, "rank": .integer(rank),
            "rank_counts": [], "rank_low": .number(ranks.0), "rank_high": .number(ranks.1),
            "rank_stable": .bool(isStable), "input_low": .number(orNull: input?.0),
            "input_high": .number(orNull: input?.1), "reporter_low": .number(orNull: reported?.0),
            "reporter_high": .number(orNull: reported?.1), "reporters": .array(reported?.2 ?? []),
            "data_from": "2020-12-31", "data_to": "2023-12-31",
        ]
    }

    private func preference(_ power: String, _ counterpart: String, _ probability: Double) -> JSONValue {
        [
            "country": "KAZ", "node": "index", "power": .string(power), "counterpart": .string(counterpart),
            "probability": .number(probability),
        ]
    }

    private var reply: JSONValue {
        [
            "period": "2023-12", "as_of": nil, "model": "central-asia", "definition": .string(definition),
            "replications": 1000, "seed": 1, "sensitivity_rows": 1000,
            "scores": [
                score(
                    "CHN",
                    30,
                    20,
                    36,
                    rank: 2,
                    ranks: (1, 2),
                    isStable: false,
                    reported: (30, 34.5, ["BNS", "COW"])
                ),
                score("RUS", 40, 35, 48, rank: 1, ranks: (1, 1), isStable: true, input: (38.5, 40)),
                score("RUS", 50, 45, 58, rank: 1, ranks: (1, 1), isStable: true, node: "economic"),
            ],
            "preferences": [preference("CHN", "RUS", 0.04), preference("RUS", "CHN", 0.96)],
            "sensitivity": [
                [
                    "country": "KAZ", "power": nil, "choice": "weights", "first": 0.612, "total": 0.7,
                    "first_error": 0.02, "total_error": 0.014,
                ]
            ],
        ]
    }

    @Test
    func `Scores have bars, ranks and the reporters' range apart; powers are compared; choices are told in words`()
        throws
    {
        let report = UncertaintyReport(answer: try answer(reply), country: "KAZ", power: nil, node: nil)
        #expect(
            report.table(.plain) == """
                Uncertainty of KAZ, index, 2023-12, model central-asia, 1000 replications

                power  score      5-95 %   +-  0 to 48                   rank  5-95 %              data              host..partner data  by reporter
                RUS     40.0  35.0..48.0  0.4                   ───●───     1       1  stable      2020-12..2023-12          38.5..40.0            -
                CHN     30.0  20.0..36.0  0.4            ─────●───          2    1..2  not stable  2020-12..2023-12                   -   30.0..34.5  BNS, COW

                P(row above column)  RUS   CHN
                RUS                       96 %
                CHN                  4 %

                Which choice matters, over all scores of the root in KAZ:
                  weights: 61 % (± 2) of the variance alone, 70 % (± 1) with interactions

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
        #expect(
            report.csvText == """
                country,power,node,value,low,median,high,rank,rank_low,rank_high,rank_stable,input_low,input_high,low_error,high_error,reporter_low,reporter_high,reporters,data_from,data_to
                KAZ,CHN,index,30.0,20.0,30.0,36.0,2,1.0,2.0,false,,,0.125,0.44,30.0,34.5,BNS;COW,2020-12-31,2023-12-31
                KAZ,RUS,index,40.0,35.0,40.0,48.0,1,1.0,1.0,true,38.5,40.0,0.125,0.44,,,,2020-12-31,2023-12-31
                KAZ,RUS,economic,50.0,45.0,50.0,58.0,1,1.0,1.0,true,,,0.125,0.44,,,,2020-12-31,2023-12-31

                """
        )
    }

    @Test func `A reply of another shape is refused, or shown`() {
        for document in [JSONValue.null, [:], ["scores": [[:], nil]], ["scores": [["low": 1]], "sensitivity": [7]]] {
            expectRefusedOrShown([
                { UncertaintyReport(answer: try Answer(document), country: "KAZ", power: nil, node: nil) }
            ])
        }
    }

    @Test func `A probability that was counted is never certain`() throws {
        let shown = [0, 0.0005, 0.001, 0.0049, 0.01, 0.04, 0.5, 0.99, 0.9964, 0.999, 0.9995, 1].map(
            DecimalText.probability
        )
        #expect(
            shown == [
                "< 0.1 %", "< 0.1 %", "0.1 %", "0.5 %", "1 %", "4 %", "50 %", "99 %", "99.6 %", "99.9 %", "> 99.9 %",
                "> 99.9 %",
            ]
        )
    }
}
