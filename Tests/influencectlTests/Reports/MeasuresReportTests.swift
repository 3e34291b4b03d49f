import InfluenceControl
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
        used: [JSONValue] = []
    ) -> JSONValue {
        [
            "country": .string(country), "power": .string(power), "counterpart": .string(orNull: counterpart),
            "measure": .string(name), "of": .string(orNull: of), "period": "2023-12", "value": .number(orNull: value),
            "label": .string(orNull: label), "basis": .string(basis), "used": .array(used), "coverage": 0.64,
            "confidence": 0.5, "run": 1, "computed_at": "2026-11-23T06:00:00Z",
        ]
    }

    private func reply(_ measures: [JSONValue]) -> JSONValue {
        [
            "period": "2023-12", "as_of": nil, "model": "central-asia", "definition": .string(definition),
            "measures": .array(measures), "definitions": [["measure": "tilt", "definition": "(B - A) / (B + A)"]],
        ]
    }

    @Test
    func `One country shows its pairs, its powers and itself, states in words and what is missing with the reason`() {
        let report = MeasuresReport(
            document: reply([
                measure("KAZ", "RUS", "CHN", "tilt", -0.3264, used: ["economic", "security"]),
                measure("KAZ", "RUS", "CHN", "pattern", 1, "yes"), measure("KAZ", "RUS", "CHN", "contest", nil),
                measure("KAZ", "RUS", "CHN", "overtaking", of: "trade_share", -1, "RUS leads"),
                measure("KAZ", "RUS", "CHN", "overtaking_gap", of: "trade_share", 2.1504),
                measure("KAZ", "RUS", nil, "share", 0.507), measure("KAZ", "RUS", nil, "momentum", -1.234),
                measure("KAZ", "EUU", nil, "share", nil),
                measure("KAZ", "WLD", nil, "multi_vector", 0.4, basis: "powers"),
            ]),
            country: "KAZ",
            measure: nil
        )
        #expect(
            report.table(.plain) == """
                Measures in KAZ, 2023-12, model central-asia

                RUS+CHN   value  coverage  confidence  from
                tilt     -0.326      64 %        50 %  economic, security
                pattern     yes      64 %        50 %
                contest       -      64 %        50 %  no value: no index, or no common data, of the powers then

                RUS+CHN      who leads   gap
                trade_share  RUS leads  2.15

                power  share  momentum
                RUS    0.507     -1.23
                no value: EUU

                the country   value  coverage  from
                multi_vector  0.400      64 %

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `Without a country the countries stand side by side, and one measure has its formula`() {
        let report = MeasuresReport(
            document: reply([
                measure("KAZ", "RUS", "CHN", "tilt", -0.3264), measure("UZB", "RUS", "CHN", "tilt", 0.1),
                measure("TKM", "RUS", "CHN", "tilt", nil),
            ]),
            country: nil,
            measure: "tilt"
        )
        #expect(
            report.table(.plain) == """
                Measures by country, 2023-12, model central-asia

                measure  of          KAZ    UZB  TKM
                tilt     RUS+CHN  -0.326  0.100    -

                tilt: (B - A) / (B + A)

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
        #expect(
            report.csv().split(separator: "\n").prefix(2) == [
                "country,power,counterpart,measure,of,period,value,label,basis,coverage,confidence,run,computed_at",
                "KAZ,RUS,CHN,tilt,,2023-12,-0.3264,,dimensions,0.64,0.5,1,2026-11-23T06:00:00Z",
            ]
        )
    }

    @Test func `The history of a state is told in words`() {
        let report = HistoryReport(
            document: [
                "country": "KAZ", "power": "RUS+CHN", "node": "measure.overtaking.trade_share",
                "points": [
                    ["period": "2022", "value": -1, "coverage": 1, "confidence": 1, "run": 1, "computed_at": "t"],
                    ["period": "2023", "value": 1, "coverage": 1, "confidence": 1, "run": 1, "computed_at": "t"],
                ],
            ],
            asOf: nil,
            definition: .null
        )
        let lines = report.table(.plain).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("2022") && $0.contains("RUS leads") })
        #expect(lines.contains { $0.hasPrefix("2023") && $0.contains("CHN leads") })
        #expect(!report.table(.plain).contains("low"))
    }
}
