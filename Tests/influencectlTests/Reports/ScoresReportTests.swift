import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct ScoresReportTests {
    private static let tree = NodeTree(
        [("index", nil), ("economic", "index"), ("trade_share", "economic")].map { node, parent in
            IndexInterface.ModelNode(node: node, title: "", kind: .aggregate, parent: parent, method: "")
        }
    )

    private func reply(_ scores: [JSONValue]) -> JSONValue {
        [
            "period": "2026-11", "as_of": nil, "model": .string(String(repeating: "9f", count: 32)),
            "definition": .string(definition), "scores": .array(scores),
        ]
    }

    @Test func `All countries and powers form a matrix, with the definition below`() throws {
        let report = ScoresReport(
            answer: try answer(
                reply([
                    score("KAZ", "RUS", "index", 43.076, rank: 1), score("KAZ", "CHN", "index", 9.94, rank: 2),
                    score("TKM", "RUS", "index", nil), score("TKM", "CHN", "index", 100, rank: 1),
                ])
            ),
            country: nil,
            power: nil,
            tree: .none
        )
        #expect(
            report.table(.plain) == """
                Scores of index, 2026-11, model 9f9f9f9f9f9f

                country   RUS    CHN
                KAZ      43.1    9.9
                TKM       -    100.0

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    private static let caveats: JSONValue = [
        ["node": "economic", "text": "investment has no rows yet", "powers": ["CHN"], "countries": []],
        ["node": "economic", "text": "mirror data", "powers": [], "countries": ["TKM", "UZB"]],
    ]

    @Test func `Figures that something has to be said of are marked, and it stands below`() throws {
        let tree = ScoresReport(
            answer: try answer(
                reply([
                    score("KAZ", "RUS", "index", 43.076, rank: 1), score("KAZ", "CHN", "index", 39.94, rank: 2),
                    score("KAZ", "RUS", "economic", 30, rank: 2), score("KAZ", "CHN", "economic", 51.25, rank: 1),
                    score("KAZ", "RUS", "trade_share", 38.78, rank: 1), score("KAZ", "CHN", "trade_share", nil),
                ]).with("caveats", .array([Self.caveats.elements[0]]))
            ),
            country: "KAZ",
            power: nil,
            tree: Self.tree
        )
        #expect(
            tree.table(.plain) == """
                Powers in KAZ, 2026-11, model 9f9f9f9f9f9f

                node              RUS    CHN
                index            43.1  39.9
                  economic       30.0  51.3*
                    trade_share  38.8   -

                * economic of CHN: investment has no rows yet

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
        // Of one node all of it, and what lies beneath.
        let matrix = ScoresReport(
            answer: try answer(
                reply([
                    score("KAZ", "RUS", "index", 43.076, rank: 1), score("KAZ", "CHN", "index", 9.94, rank: 2),
                    score("TKM", "RUS", "index", 7), score("TKM", "CHN", "index", nil),
                ]).with("caveats", Self.caveats)
            ),
            country: nil,
            power: nil,
            tree: .none
        )
        #expect(
            matrix.table(.plain) == """
                Scores of index, 2026-11, model 9f9f9f9f9f9f

                country    RUS   CHN
                KAZ      43.1   9.9*
                TKM       7.0*  -

                * economic of CHN: investment has no rows yet
                * economic in TKM, UZB: mirror data

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `One country shows its nodes as a tree`() throws {
        let report = ScoresReport(
            answer: try answer(
                reply([
                    score("KAZ", "RUS", "index", 43.076, rank: 1), score("KAZ", "CHN", "index", 39.94, rank: 2),
                    score("KAZ", "RUS", "economic", 30, rank: 2), score("KAZ", "CHN", "economic", 51.25, rank: 1),
                    score("KAZ", "RUS", "trade_share", 38.78, rank: 2),
                    score("KAZ", "CHN", "trade_share", 43.08, rank: 1),
                ])
            ),
            country: "KAZ",
            power: nil,
            tree: Self.tree
        )
        #expect(
            report.table(.plain) == """
                Powers in KAZ, 2026-11, model 9f9f9f9f9f9f

                node              RUS   CHN
                index            43.1  39.9
                  economic       30.0  51.3
                    trade_share  38.8  43.1

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `One dyad shows rank, share, coverage and confidence`() throws {
        let report = ScoresReport(
            answer: try answer(
                reply([
                    score("KAZ", "RUS", "index", 43.076, rank: 1, share: 0.31234), score("KAZ", "RUS", "economic", nil),
                ]).with("as_of", "2026-11-30T00:00:00Z")
            ),
            country: "KAZ",
            power: "RUS",
            tree: Self.tree
        )
        #expect(
            report.table(.plain) == """
                RUS in KAZ, 2026-11, model 9f9f9f9f9f9f, as known at 2026-11-30T00:00:00Z

                node        value  rank   share  coverage  confidence
                index       43.08     1  31.2 %      91 %        84 %
                  economic   -        -   -          91 %        84 %

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `CSV has every member in full precision`() throws {
        let report = ScoresReport(
            answer: try answer(
                reply([
                    score("KAZ", "RUS", "index", 43.07612345678901, rank: 1), score("KAZ", "CHN", "index", nil),
                ])
            ),
            country: nil,
            power: nil,
            tree: .none
        )
        #expect(
            report.csvText == """
                country,power,node,period,value,low,high,rank,share,coverage,confidence,run,computed_at,\
                median,rank_low,rank_high,rank_stable,input_low,input_high,data_from,data_to,flags,breaks
                KAZ,RUS,index,2026-11,43.07612345678901,,,1,,0.91,0.84,12,2026-11-23T06:00:00Z,,,,,,,,,,
                KAZ,CHN,index,2026-11,,,,,,0.91,0.84,12,2026-11-23T06:00:00Z,,,,,,,,,,

                """
        )
    }

    @Test func `JSON is the reply as it came`() throws {
        let text = #"{"period":"2026-11","scores":[{"value":0.1,"rank":null,"run":9007199254740993}],"new":{"a":[]}}"#
        let report = ScoresReport(answer: try answer(json(text)), country: nil, power: nil, tree: .none)
        #expect(Format.json.text(report, .plain) == text + "\n")
    }

    @Test func `The leader stands out where there are colours`() throws {
        let report = ScoresReport(
            answer: try answer(
                reply([score("KAZ", "RUS", "index", 43, rank: 1), score("KAZ", "CHN", "index", 40, rank: 2)])
            ),
            country: nil,
            power: nil,
            tree: .none
        )
        let text = report.table(Page(width: 80, isColoured: true))
        #expect(text.contains("\u{1B}[1m43.0\u{1B}[0m"))
        #expect(!text.contains("\u{1B}[1m40.0"))
    }

    @Test func `A ranking says among whom the shares are`() throws {
        let report = RankingReport(
            answer: try answer([
                "country": "KAZ", "node": "index", "period": "2026-11", "definition": .string(definition),
                "among": ["RUS", "CHN"],
                "ranking": [
                    score("KAZ", "CHN", "index", 43.0, rank: 1, share: 0.6).with("low", 41.0).with("high", 45.5)
                        .with("data_from", "2017-12-31").with("data_to", "2023-12-31"),
                    score("KAZ", "RUS", "index", nil),
                ],
                "no_shares": nil, "data_from": "2017-12-31", "data_to": "2023-12-31",
            ]),
            asOf: nil
        )
        #expect(
            report.table(.plain) == """
                Powers in KAZ, index, 2026-11, data from 2017-12-31 to 2023-12-31

                rank  power  value      5-95 %   share  coverage  confidence  data
                   1  CHN    43.00  41.0..45.5  60.0 %      91 %        84 %  2017-12..2023-12
                   -  RUS     -              -   -          91 %        84 %  -

                Shares are among RUS, CHN.

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `A ranking without shares says why`() throws {
        let report = RankingReport(
            answer: try answer([
                "country": "TJK", "node": "index", "period": "2026-11", "definition": .string(definition), "among": [],
                "ranking": [score("TJK", "RUS", "index", 43.0, rank: 1)],
                "no_shares": "2 of the 10 powers have a score", "data_from": nil, "data_to": nil,
            ]),
            asOf: nil
        )
        #expect(report.table(.plain).contains("\nNo shares: 2 of the 10 powers have a score.\n"))
        #expect(!report.table(.plain).contains("among"))
        #expect(
            report.csvText.hasPrefix("country,power,node,period,value,")
                && report.csvText.contains(",data_from,data_to,flags,breaks\n")
        )
    }

    @Test func `A ranking marks what broke within a year, and whose data are estimates`() throws {
        let broken = score("TJK", "CHN", "index", 58.61, rank: 1)
            .with("breaks", [["text": "trade is read from MIRROR since 2011-12, before from NATIONAL"]])
            .with("flags", []).with("data_from", "2010-12-31").with("data_to", "2011-12-31")
        let whole = score("TJK", "RUS", "index", 31.44, rank: 2).with("breaks", []).with("flags", ["E", "P"])
            .with("data_from", "2011-12-31").with("data_to", "2011-12-31")
        let report = RankingReport(
            answer: try answer(["country": "TJK", "node": "index", "period": "2011-12", "ranking": [broken, whole]]),
            asOf: nil
        )
        let text = report.table(.plain)
        #expect(text.contains("84 %  2010-12..2011-12         break\n"))
        #expect(text.contains("84 %  2011-12           E P\n"))
        #expect(text.contains("  CHN: trade is read from MIRROR since 2011-12, before from NATIONAL\n"))
        #expect(report.csvText.contains(",2010-12-31,2011-12-31,,\"trade is read from MIRROR since 2011-12, before"))
        #expect(report.csvText.hasSuffix(",2011-12-31,2011-12-31,E P,\n"))
    }

    @Test func `An interval shows with its ranks, and the range between reporters apart from it`() throws {
        let certain = score("KAZ", "RUS", "index", 43.076, rank: 1).with("low", 40.04).with("median", 43)
            .with("high", 45.55).with("rank_low", 1).with("rank_high", 1).with("rank_stable", true)
        let doubtful = score("KAZ", "RUS", "economic", 30, rank: 2).with("low", 20).with("median", 31)
            .with("high", 41).with("rank_low", 1).with("rank_high", 3).with("rank_stable", false)
            .with("input_low", 28).with("input_high", 33.5)
        let report = ScoresReport(
            answer: try answer(reply([certain, doubtful, score("KAZ", "RUS", "trade_share", nil)])),
            country: "KAZ",
            power: "RUS",
            tree: Self.tree
        )
        #expect(
            report.table(.plain) == """
                RUS in KAZ, 2026-11, model 9f9f9f9f9f9f

                node             value      5-95 %  rank 5-95 %  by reporter  rank  share  coverage  confidence
                index            43.08  40.0..45.6            1            -     1      -      91 %        84 %
                  economic       30.00  20.0..41.0         1..3   28.0..33.5     2      -      91 %        84 %
                    trade_share   -              -            -            -     -      -      91 %        84 %

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
        #expect(
            report.csvText.contains(
                "\nKAZ,RUS,economic,2026-11,30.0,20.0,41.0,2,,0.91,0.84,12,2026-11-23T06:00:00Z,31.0,1,3,false,28.0,33.5,,,,\n"
            )
        )
    }
}
