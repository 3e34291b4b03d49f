import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct MeasuresReportTests {
    private func measure(
        _ country: String,
        _ power: String,
        _ counterpart: String?,
        _ name: String,
        of: String? = nil,
        _ value: Double?,
        _ label: String? = nil,
        basis: String = "dimensions",
        used: [JSONValue] = [],
        sentence: String? = nil,
        reason: String? = nil
    ) -> JSONValue {
        [
            "country": .string(country), "power": .string(power), "counterpart": counterpart.json,
            "measure": .string(name), "of": of.json, "period": "2023-12", "value": .number(orNull: value),
            "label": label.json, "basis": .string(basis), "used": .array(used), "coverage": 0.64,
            "confidence": 0.5, "run": 1, "computed_at": "2026-11-23T06:00:00Z", "sentence": sentence.json,
            "reason": reason.json, "min_coverage": 0.6,
            "data_from": value == nil ? nil : "2017-12-31", "data_to": value == nil ? nil : "2023-12-31",
        ]
    }

    private func reply(_ measures: [JSONValue]) -> JSONValue {
        [
            "period": "2023-12", "as_of": nil, "model": "central-asia", "definition": .string(definition),
            "measures": .array(measures), "definitions": [["measure": "tilt", "definition": "(B - A) / (B + A)"]],
            "data_from": "2017-12-31", "data_to": "2023-12-31",
        ]
    }

    @Test
    func `One country shows its pairs, its powers and itself, states in words and what is missing with the reason`()
        throws
    {
        let report = MeasuresReport(
            answer: try answer(
                reply([
                    measure("KAZ", "RUS", "CHN", "tilt", -0.3264, used: ["economic", "security"]),
                    measure(
                        "KAZ",
                        "RUS",
                        "CHN",
                        "pattern",
                        0,
                        "no",
                        sentence: "no: Russia leads all; China leads nothing"
                    ),
                    measure("KAZ", "RUS", "CHN", "contest", nil, reason: "CHN has no score of index"),
                    measure(
                        "KAZ",
                        "RUS",
                        "CHN",
                        "overtaking",
                        of: "trade_share",
                        -1,
                        "RUS leads",
                        sentence: "China leads; held"
                    ),
                    measure(
                        "KAZ",
                        "RUS",
                        "CHN",
                        "overtaking_latest",
                        of: "trade_share",
                        1,
                        "CHN leads",
                        sentence: "China leads"
                    ),
                    measure("KAZ", "RUS", "CHN", "overtaking_gap", of: "trade_share", 2.1504),
                    measure(
                        "KAZ",
                        "RUS",
                        "CHN",
                        "overtaking_latest",
                        of: "index",
                        nil,
                        reason: "CHN has no score of index"
                    ),
                    measure("KAZ", "RUS", nil, "share", 0.507, used: ["RUS", "CHN"]),
                    measure("KAZ", "RUS", nil, "momentum", -1.234), measure("KAZ", "RUS", nil, "momentum_p", 0.5),
                    measure("KAZ", "EUU", nil, "share", nil, reason: "EUU has no score of index"),
                    measure("KAZ", "WLD", nil, "multi_vector", 0.4, basis: "powers"),
                ])
            ),
            country: "KAZ",
            measure: nil
        )
        #expect(
            report.table(.plain) == """
                Measures in KAZ, 2023-12, model central-asia, data from 2017-12-31 to 2023-12-31

                RUS+CHN   value  coverage  confidence  data              from
                tilt     -0.326      64 %        50 %  2017-12..2023-12  economic, security
                pattern      no      64 %        50 %  2017-12..2023-12
                contest       -      64 %        50 %  -
                contest: no value: CHN has no score of index
                pattern: no: Russia leads all; China leads nothing

                RUS+CHN      newest data  held        gap  coverage  confidence  data
                trade_share  CHN leads    RUS leads  2.15      64 %        50 %  2017-12..2023-12
                index        -            -          -         64 %        50 %  -
                trade_share: China leads; held
                index: no value: CHN has no score of index

                power  share  coverage  confidence  data              from
                RUS    0.507      64 %        50 %  2017-12..2023-12  RUS, CHN
                share: no value of EUU: no score of index

                power  momentum  momentum_p  coverage  confidence  data              from
                RUS       -1.23       0.500      64 %        50 %  2017-12..2023-12

                the country   value  coverage  confidence  data              from
                multi_vector  0.400      64 %        50 %  2017-12..2023-12

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `Without a country the countries stand side by side, and one measure has its formula`() throws {
        let report = MeasuresReport(
            answer: try answer(
                reply([
                    measure("KAZ", "RUS", "CHN", "tilt", -0.3264), measure("UZB", "RUS", "CHN", "tilt", 0.1),
                    measure("TKM", "RUS", "CHN", "tilt", nil, reason: "CHN has no score of index"),
                ])
            ),
            country: nil,
            measure: "tilt"
        )
        #expect(
            report.table(.plain) == """
                Measures by country, 2023-12, model central-asia, data from 2017-12-31 to 2023-12-31

                measure  of          KAZ    UZB  TKM  data
                tilt     RUS+CHN  -0.326  0.100    -  2017-12..2023-12

                No value:
                  TKM tilt RUS+CHN: CHN has no score of index

                tilt: (B - A) / (B + A)

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
        #expect(
            report.csvText.split(separator: "\n").prefix(2) == [
                "country,power,counterpart,measure,of,period,value,label,basis,coverage,confidence,run,computed_at,data_from,"
                    + "data_to,min_coverage,reason,sentence,used",
                "KAZ,RUS,CHN,tilt,,2023-12,-0.3264,,dimensions,0.64,0.5,1,2026-11-23T06:00:00Z,2017-12-31,2023-12-31,0.6,"
                    + ",,",
            ]
        )
    }

    @Test func `The history of a state is told in words`() throws {
        let report = HistoryReport(
            answer: try answer([
                "country": "KAZ", "power": "RUS+CHN", "node": "measure.overtaking.trade_share",
                "points": [
                    [
                        "period": "2022", "value": -1, "label": "RUS leads", "coverage": 1, "confidence": 1, "run": 1,
                        "computed_at": "t",
                    ],
                    [
                        "period": "2023", "value": 1, "label": "CHN leads", "coverage": 1, "confidence": 1, "run": 1,
                        "computed_at": "t",
                    ],
                ],
            ]),
            asOf: nil,
            definition: nil
        )
        let lines = report.table(.plain).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("2022") && $0.contains("RUS leads") })
        #expect(lines.contains { $0.hasPrefix("2023") && $0.contains("CHN leads") })
        #expect(!report.table(.plain).contains("low"))
    }

    @Test func `The explanation of a measure shows its parts, their sources and the gate`() throws {
        let observation: JSONValue = [
            "indicator": "trade_turnover", "power": "RUS", "country": "KAZ", "period": "2023", "value": 27.5,
            "unit": "USD", "status": "A", "reporter": "KAZ_BNS", "source": "BNS", "note": "", "recorded_at": "t",
        ]
        func part(_ id: String, _ weight: Double, _ value: Double?, _ contribution: Double?) -> JSONValue {
            [
                "kind": "channel", "part": .string(id), "title": .string(id), "node": "trade_share", "unit": "percent",
                "weight": .number(weight), "value": .number(orNull: value), "counterpart_value": nil, "share": nil,
                "contribution": .number(orNull: contribution), "used": .bool(value != nil),
                "freshness": value == nil ? "missing" : "fresh", "confidence": value == nil ? 0 : 1,
                "data_from": value == nil ? nil : "2023-12-31", "data_to": value == nil ? nil : "2023-12-31",
                "observations": value == nil ? [] : [observation],
            ]
        }
        func reply(_ value: Double?, _ reason: String?) -> JSONValue {
            [
                "country": "KAZ", "power": "RUS", "node": "measure.dependency", "period": "2023-12",
                "definition": .string(definition), "value": .number(orNull: value), "coverage": 0.35,
                "confidence": 0.35,
                "nodes": [], "data_from": "2023-12-31", "data_to": "2023-12-31",
                "measure": [
                    "measure": "dependency", "of": nil, "counterpart": nil, "formula": "the weighted mean",
                    "label": nil,
                    "sentence": nil, "basis": "channels", "min_coverage": 0.6, "reason": reason.json,
                    "parts": [part("trade", 0.35, 19.39, 0.13), part("arms", 0.65, nil, nil)],
                ],
            ]
        }
        let closed = try #require(MeasureExplanationReport(answer: try answer(reply(nil, "too little")), asOf: nil))
        #expect(
            closed.table(.plain) == """
                RUS in KAZ, measure.dependency, 2023-12, data of 2023-12-31

                the weighted mean

                part   weight  value  contribution  confidence  data
                trade  35.0 %  19.39         0.130       100 %  2023-12  fresh
                arms   65.0 %   -            -               -  -        missing

                trade
                    2023 trade_turnover RUS KAZ: 27.5 USD (status A; reported by KAZ_BNS; BNS)

                No value: too little. Coverage 35 %, gate 60 %, confidence 35 %.

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
        let open = try #require(MeasureExplanationReport(answer: try answer(reply(0.13, nil)), asOf: nil)).table(.plain)
        #expect(open.contains("dependency: 0.130, the sum of 1 contribution. Coverage 35 %, gate 60 %"))
        let rows = closed.csvText.split(separator: "\n")
        #expect(
            rows.count == 3 && rows[1].contains("trade_turnover") && rows[2].hasPrefix("KAZ,RUS,measure.dependency")
        )
    }

    @Test func `Two powers side by side show how sure each is, and of when its data are`() throws {
        let node: JSONValue = [
            "node": "index", "title": "Index", "parent": nil, "value": 68.8, "counterpart_value": 34.9,
            "difference": -33.9, "rank": 1, "counterpart_rank": 2, "share": nil, "counterpart_share": nil,
            "coverage": 0.95, "counterpart_coverage": 0.64, "confidence": 0.5, "counterpart_confidence": 0.4,
            "data_from": "2017-12-31", "data_to": "2023-12-31", "counterpart_data_from": "2023-12-31",
            "counterpart_data_to": "2023-12-31",
        ]
        let report = CompareReport(
            answer: try answer([
                "country": "KAZ", "power": "RUS", "counterpart": "CHN", "period": "2023-12", "as_of": nil,
                "model": "central-asia", "definition": .string(definition), "nodes": [node], "measures": [],
                "data_from": "2017-12-31", "data_to": "2023-12-31",
            ])
        )
        let lines = report.table(.plain).split(separator: "\n")
        #expect(lines[0].hasSuffix("data from 2017-12-31 to 2023-12-31"))
        #expect(lines[2].hasSuffix("95 / 64 %   50 / 40 %  2017-12..2023-12  2023-12"), "\(lines[2])")
        #expect(report.csvText.contains(",0.95,0.64,0.5,0.4,2017-12-31,2023-12-31,2023-12-31,2023-12-31\n"))
    }
}
