import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct ListReportTests {
    private func row(_ country: String, _ power: String, _ node: String, _ freshness: String) -> JSONValue {
        [
            "country": .string(country), "power": .string(power), "node": .string(node),
            "freshness": .string(freshness), "weight": 0.15, "observed_period": freshness == "missing" ? nil : "2023",
            "reporter": freshness == "missing" ? nil : "KAZ",
        ]
    }

    @Test func `Coverage of several dyads counts, of one dyad lists`() throws {
        let rows = [
            row("KAZ", "RUS", "trade_share", "fresh"), row("KAZ", "RUS", "visa_openness", "missing"),
            row("KAZ", "CHN", "trade_share", "stale"),
        ]
        #expect(
            CoverageReport(answer: try answer(["period": "2026-11", "rows": .array(rows)]), asOf: nil).table(.plain)
                == """
                Coverage, 2026-11

                country  power  fresh  aging  stale  expired  missing  n/a  imputed  missing or expired
                KAZ      RUS        1      0      0        0        1    0        0  visa_openness
                KAZ      CHN        0      0      1        0        0    0        0

                """
        )
        #expect(
            CoverageReport(
                answer: try answer(["period": "2026-11", "rows": .array(Array(rows.prefix(2)))]),
                asOf: "2026-11-30"
            )
            .table(.plain) == """
                Coverage, 2026-11, as known at 2026-11-30

                country  power  indicator      freshness  weight  observed  reporter
                KAZ      RUS    trade_share    fresh      15.0 %  2023      KAZ
                KAZ      RUS    visa_openness  missing    15.0 %  -         -

                """
        )
    }

    @Test func `Runs and their sentence`() throws {
        #expect(
            RunsReport(answer: try answer(["runs": [run]])).table(.plain) == """
                run  computed at           reason    period   changed    took  heartbeats  last heartbeat        \
                model         input
                 12  2026-11-23T06:00:00Z  schedule  2026-11        1  0.42 s           3  2026-11-23T09:00:00Z  \
                abababababab  cdcdcdcdcdcd

                """
        )
        #expect(RunsReport(answer: try answer(["runs": []])).table(.plain) == "no runs yet\n")
        #expect(
            try sentence(ofRun: filled(run))
                == "run 12 (schedule, 2026-11-23T06:00:00Z) computed 2026-11: 1 score changed in 0.42 s"
        )
    }

    @Test func `A model shows its tree, or its files`() throws {
        let document: JSONValue = [
            "model": "tiny", "title": "A tiny model", "definition": .string(definition), "model_hash": "abc",
            "powers": [
                ["id": "EUU", "name": "European Union", "within": nil],
                ["id": "DEU", "name": "Germany", "within": "EUU"],
            ],
            "countries": [["id": "KAZ", "name": "Kazakhstan", "within": nil]],
            "nodes": [
                node("index", nil, 1, "aggregate"), node("trade", "index", 0.35, "indicator"),
                node("visits", nil, nil, "tracked"),
            ],
            "files": [["name": "tiny.yaml", "text": "id: tiny"], ["name": "base.yaml", "text": "id: base\n"]],
        ]
        #expect(
            ModelReport(answer: try answer(document), showsFiles: false).table(.plain) == """
                tiny: A tiny model, hash abc

                powers     EUU (European Union), DEU (Germany, within EUU)
                countries  KAZ (Kazakhstan)

                node      weight  unit  title   method
                index                   index   a method
                  trade     0.35  %     trade   a method
                visits   tracked  %     visits  a method

                Influence capacity. Not success, intent, coercion or approval.

                """
        )
        #expect(
            ModelReport(answer: try answer(document), showsFiles: true).table(.plain)
                == "# tiny.yaml\nid: tiny\n\n# base.yaml\nid: base\n"
        )
    }

    private func node(_ id: String, _ parent: String?, _ weight: Double?, _ kind: String) -> JSONValue {
        [
            "node": .string(id), "title": .string(id), "kind": .string(kind), "parent": parent.json,
            "weight": .number(orNull: weight), "unit": kind == "aggregate" ? nil : "%", "method": "a method",
            "note": nil,
        ]
    }

    @Test func `Observations and series are tables`() throws {
        let observation: JSONValue = [
            "indicator": "gdp", "power": nil, "country": "KAZ", "period": "2023", "value": 262_642.5, "unit": "m USD",
            "status": "A", "reporter": "", "released": nil, "source": "World Bank", "note": "",
            "recorded_at": "2026-11-20T00:00:01Z",
        ]
        #expect(
            ObservationsReport(answer: try answer(["observations": [observation]]), showsVintages: false).table(.plain)
                == """
                indicator  power  country  period     value  unit   status  reporter  source
                gdp        -      KAZ      2023    262642.5  m USD  A       -         World Bank

                """
        )
        #expect(
            ObservationsReport(answer: try answer(["observations": [observation]]), showsVintages: true).csvText == """
                indicator,power,country,period,value,unit,status,reporter,released,source,note,recorded_at
                gdp,,KAZ,2023,262642.5,m USD,A,,,World Bank,,2026-11-20T00:00:01Z

                """
        )
        let series: JSONValue = [
            "indicator": "gdp", "power": nil, "country": "KAZ", "reporter": "", "unit": "m USD", "first_period": "2000",
            "last_period": "2023", "periods": 24, "vintages": 25, "last_recorded_at": "2026-11-20T00:00:01Z",
        ]
        #expect(
            SeriesReport(answer: try answer(["series": [series]])).table(.plain) == """
                indicator  power  country  reporter  unit   first  last  periods  vintages  recorded at
                gdp        -      KAZ      -         m USD  2000   2023       24        25  2026-11-20T00:00:01Z

                """
        )
    }

    @Test func `The live stream tells states, runs, heartbeats and failures apart`() throws {
        func text(_ kind: String, _ scores: [JSONValue] = [], message: String? = nil) throws -> String {
            WatchReport(
                answer: try answer([
                    "kind": .string(kind), "run": run, "scores": .array(scores), "message": message.json,
                ])
            ).table(.plain)
        }
        let sentence = "run 12 (schedule, 2026-11-23T06:00:00Z) computed 2026-11: 1 score changed in 0.42 s\n"
        #expect(try text("state") == "now: " + sentence)
        #expect(
            try text("run", [score("KAZ", "CHN", "index", 43.076, rank: 1), score("KAZ", "RUS", "index", nil)])
                == sentence
                + "  KAZ CHN index 2026-11 43.08, rank 1, coverage 91 %\n  KAZ RUS index 2026-11 -, coverage 91 %\n"
        )
        #expect(try text("heartbeat") == "nothing new at 2026-11-23T09:00:00Z, run 12 stands\n")
        #expect(try text("failure", message: "disk full") == "run failed: disk full\n")
    }

    @Test func `An import counts, and several files are told apart`() throws {
        let reply: JSONValue = [
            "added": 2, "revised": 1, "unchanged": 0, "rejected": 0, "recorded_at": "2026-11-23T06:00:00Z",
            "problems": [], "rejects": nil, "run": run, "run_error": nil,
        ]
        let one = ImportReport(files: [("a.csv", try answer(reply))])
        #expect(
            one.table(.plain) == """
                a.csv: 2 added, 1 revised, 0 unchanged, 0 rejected
                  run 12 (schedule, 2026-11-23T06:00:00Z) computed 2026-11: 1 score changed in 0.42 s

                """
        )
        #expect(one.document == reply)
        let two = ImportReport(files: [("a.csv", try answer(reply)), ("b.csv", try answer(reply))])
        #expect(two.document.elements.map { $0["file"] } == ["a.csv", "b.csv"])
        #expect(
            two.csvText == """
                file,added,revised,unchanged,rejected,recorded_at,run,run_error
                a.csv,2,1,0,0,2026-11-23T06:00:00Z,12,
                b.csv,2,1,0,0,2026-11-23T06:00:00Z,12,

                """
        )
    }
}
