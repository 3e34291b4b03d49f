import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct ExplainReportTests {
    private static let observation: JSONValue = [
        "indicator": "trade_turnover", "power": "CHN", "country": "KAZ", "period": "2023", "value": 30100.5,
        "unit": "m USD", "status": "A", "reporter": "KAZ", "released": "2024-02-15",
        "source": "Bureau of National Statistics", "note": "", "recorded_at": "2026-11-20T00:00:01Z",
    ]

    private static let document: JSONValue = [
        "country": "KAZ", "power": "CHN", "node": "economic", "period": "2023-12", "definition": .string(definition),
        "value": 43.08, "coverage": 0.85, "confidence": 0.8,
        "nodes": [
            [
                "node": "economic", "title": "Economy", "parent": nil, "value": 43.08, "weight": 1.0,
                "effective_weight": 1.0, "contribution": 43.08, "coverage": 0.85, "confidence": 0.8, "freshness": nil,
                "raw": nil, "unit": nil, "numerator": nil, "denominator": nil, "goalpost_low": nil,
                "goalpost_high": nil, "method": nil, "observations": [],
            ],
            [
                "node": "trade_share", "title": "Share of trade", "parent": "economic", "value": 43.08, "weight": 0.85,
                "effective_weight": 1.0, "contribution": 43.08, "coverage": 1.0, "confidence": 0.8,
                "freshness": "fresh", "raw": .number(30100.5 / 139_742.3 * 100), "unit": "%", "numerator": 30100.5,
                "denominator": 139_742.3,
                "goalpost_low": 0.0, "goalpost_high": 50.0, "method": "share of WLD", "observations": [observation],
            ],
            [
                "node": "energy_route_share", "title": "Energy routes", "parent": "economic", "value": nil,
                "weight": 0.15, "effective_weight": nil, "contribution": nil, "coverage": 0.0, "confidence": 0.0,
                "freshness": "missing", "raw": nil, "unit": nil, "numerator": nil, "denominator": nil,
                "goalpost_low": nil, "goalpost_high": nil, "method": nil, "observations": [],
            ],
        ],
    ]

    @Test func `A level stands with its label and citation`() throws {
        var node = Self.document["nodes"].elements[2].objectValue ?? [:]
        var observation = Self.observation.objectValue ?? [:]
        (observation["value"], observation["unit"]) = (5, "level")
        node["observations"] = [.object(observation)]
        node["levels"] = [["level": 5, "label": "mutual defence", "score": 100, "citation": "Leeds et al. 2002"]]
        var document = Self.document.objectValue ?? [:]
        document["nodes"] = [.object(node)]
        let report = ExplainReport(answer: try answer(.object(document)), asOf: nil)
        let line = "    level 5: mutual defence, which scores 100 (Leeds et al. 2002)\n"
        #expect(report.table(.plain).contains(line))
        let lines = report.csvText.split(separator: "\n")
        #expect(lines.first?.hasSuffix(",level.label,level.citation") == true)
        #expect(lines.last?.hasSuffix(",mutual defence,Leeds et al. 2002") == true)
    }

    /// Before: "2.5 USD = 120 / 38", of a logarithm, and "300 = 120 / 40" of a ratio with a scale.
    @Test(arguments: [
        (2.5, nil as String?, 38.0, "2.5, from 120 / 38"), (300, "percent", 40, "300 percent = 120 / 40"),
        (3, "", 40, "3 = 120 / 40"), (3000, "per_thousand", 40, "3000 per_thousand, from 120 / 40"),
    ])
    func `A quotient is an equation only where the value is nothing else`(
        raw: Double,
        unit: String?,
        denominator: Double,
        line: String
    ) throws {
        var node = Self.document["nodes"].elements[1].objectValue ?? [:]
        (node["raw"], node["unit"]) = (.number(raw), unit.json)
        (node["numerator"], node["denominator"]) = (120, .number(denominator))
        var document = Self.document.objectValue ?? [:]
        document["nodes"] = [.object(node)]
        let text = ExplainReport(answer: try answer(.object(document)), asOf: nil).table(.plain)
        #expect(text.contains("  \(line) on goalposts 0..50"), "\(text)")
    }

    @Test func `An explanation goes from the score down to the sources and adds up`() throws {
        #expect(
            ExplainReport(answer: try answer(Self.document), asOf: nil).table(.plain) == """
                CHN in KAZ, economic, 2023-12

                node                  value   weight  effective  contribution  coverage  freshness
                economic              43.08  100.0 %    100.0 %         43.08      85 %
                  trade_share         43.08   85.0 %    100.0 %         43.08     100 %  fresh
                  energy_route_share   -      15.0 %      -              -          0 %  missing

                trade_share  Share of trade
                  21.54 % = 30100.5 / 139742 on goalposts 0..50 -> 43.08
                  method: share of WLD
                    2023 trade_turnover CHN KAZ: 30100.5 m USD (status A, reported by KAZ,
                    released 2024-02-15, known since 2026-11-20T00:00:01Z)
                        source: Bureau of National Statistics

                energy_route_share  Energy routes
                  missing

                Sum of 1 contribution 43.08, score 43.08. Coverage 85 %, confidence 80 %;
                missing: energy_route_share (missing).

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
    }

    @Test func `CSV has a row for each observation behind a node`() throws {
        let lines = ExplainReport(answer: try answer(Self.document), asOf: nil).csvText.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("country,power,period,node,title,parent,value,weight,effective_weight,contribution"))
        #expect(lines[2].hasSuffix(",Bureau of National Statistics,,2026-11-20T00:00:01Z,,,,,,,,"))
    }

    @Test func `A treated value and what it is compared with are told`() throws {
        let nodes = Self.document["nodes"].elements.map { node in
            node["goalpost_low"].isNull
                ? node
                : node.with("goalpost_low", nil).with("goalpost_high", nil).with("treated", 20.5)
                    .with("normalised_by", "min 0, max 47.6")
        }
        let text = ExplainReport(answer: try answer(Self.document.with("nodes", .array(nodes))), asOf: nil).table(
            .plain
        )
        #expect(text.contains("  21.54 % = 30100.5 / 139742, treated 20.5 by min 0, max 47.6 -> 43.08\n"), "\(text)")
    }

    @Test func `Without a score, or without contributions, no sum is claimed`() throws {
        let nothing = Self.document.with("value", nil)
        #expect(
            ExplainReport(answer: try answer(nothing), asOf: nil).table(.plain).contains(
                "No score: the data do not suffice"
            )
        )
        let nodes = Self.document["nodes"].elements.map { $0.with("contribution", nil) }
        let product = Self.document.with("nodes", .array(nodes))
        #expect(
            ExplainReport(answer: try answer(product), asOf: nil).table(.plain).contains("no contributions that add up")
        )
    }
}
