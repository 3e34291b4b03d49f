import Foundation
import InfluenceModel
import InfluenceModelFiles
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// Small models and rows drawn at random, written once as the script reads them and once as a model file.
///
/// Left out is where the script says less than the contract: part-year flows without a window or a ratio, M in windows and
/// shares, zero denominators, registers with `max_age` or without a row of a dyad, shares above 100 % in one period.
@Suite(
    "Random models against the reference script",
    .enabled(if: ReferenceScript.isThere, "needs ../shared/tools/second_edition.py and python3")
)
struct RandomScriptTests {
    private static let powers = ["RUS", "CHN", "EUU", "DEU"]
    private static let countries = ["KAZ", "UZB"]
    private static let reporters = ["A", "B", "C"]

    /// A value that both notations share, as they write it.
    private struct Written {
        var json: [String] = []
        var yaml: [String] = []

        mutating func add(_ key: String, json: String, yaml: String? = nil, as other: String? = nil) {
            self.json.append("\"\(key)\": \(json)")
            self.yaml.append("\(other ?? key): \(yaml ?? json)")
        }
    }

    private struct Drawn {
        var json: [String] = []
        var yaml: [String] = []
        var rows: [Observation] = []
    }

    private static func duration(_ months: Int) -> String { "P\(months)M" }

    private static func texts(_ names: [String]) -> (json: String, yaml: String) {
        ("[" + names.map { "\"\($0)\"" }.joined(separator: ", ") + "]", "[" + names.joined(separator: ", ") + "]")
    }

    private static func order(_ random: inout SplitMix) -> (json: String, yaml: String) {
        func some(_ random: inout SplitMix, canBeNone: Bool) -> [String] {
            let chosen = reporters.shuffled(using: &random).prefix(random.pick([1, 2, 3]))
            return canBeNone && random.chance(0.15) ? [] : Array(chosen)
        }
        if random.chance(0.6) { return texts(some(&random, canBeNone: false)) }
        let (usual, own) = (texts(some(&random, canBeNone: true)), texts(some(&random, canBeNone: true)))
        return ("{\"default\": \(usual.json), \"KAZ\": \(own.json)}", "{default: \(usual.yaml), KAZ: \(own.yaml)}")
    }

    private static let years = 2012...2020

    private static func period(_ random: inout SplitMix, yearly: Double = 0.5) -> String {
        let year = Int.random(in: years, using: &random)
        if random.chance(yearly) { return "\(year)" }
        let month = Int.random(in: 1...12, using: &random)
        let two = month < 10 ? "0\(month)" : "\(month)"
        return random.pick([
            "\(year)-S\(random.pick([1, 2]))", "\(year)-Q\(random.pick([1, 2, 3, 4]))", "\(year)-\(two)",
            "\(year)-\(two)-01/P\(random.pick([2, 5, 9, 17]))M",
        ])
    }

    private static func row(
        _ id: String,
        _ power: String?,
        _ country: String,
        _ reporter: String,
        _ period: String,
        _ value: Double?,
        _ status: ObservationStatus = .normal
    ) throws -> Observation {
        observed(
            NodeID(id),
            power.map { PowerID($0) },
            CountryID(country),
            try Period(period),
            status.hasValue ? value : nil,
            status,
            by: reporter
        )
    }

    private static func status(_ random: inout SplitMix) -> ObservationStatus {
        random.chance(0.8)
            ? .normal
            : random.pick([
                .seriesBreak, .estimated, .forecast, .lowReliability, .missing, .notCollected, .suppressed, .holiday,
                .includedElsewhere, .unvalidated,
            ])
    }

    /// An indicator about dyads and its rows.
    private static func leaf(_ number: Int, _ random: inout SplitMix, _ drawn: inout Drawn) throws {
        let id = "x\(number)"
        var written = Written()
        written.add("id", json: "\"\(id)\"", yaml: id)
        written.add("parent", json: "\"index\"", yaml: "index")
        let weight = random.pick([1, 2, 0.35])
        written.add("weight", json: "\(weight)")
        written.yaml.append("title: \(id)")
        let kind = random.pick(["share", "share", "else", "single", "event", "ratio", "window", "window", "register"])
        let order = order(&random)
        written.add("reporters", json: order.json, yaml: order.yaml)
        let high = random.pick([50.0, 80])
        written.yaml.append("normalise: {goalposts: [0, \(high)]}")
        written.json.append("\"goalposts\": [0, \(high)]")
        let cadence = random.pick([12, 12, 3, 60])
        let isEvent = kind == "event" || (kind == "register" && random.chance(0.5))
        written.add(
            "cadence",
            json: isEvent ? "\"event\"" : "\(cadence)",
            yaml: isEvent ? "event" : duration(cadence)
        )
        let age = random.pick([nil, 24, 60])
        if let age, kind != "register" { written.add("max_age", json: "\(age)", yaml: duration(age)) }
        if !isEvent, random.chance(0.4) {
            let lag = random.pick([0, 6, 24])
            written.add("lag", json: "\(lag)", yaml: lag == 0 ? "none" : duration(lag))
        }
        let isFlow = kind == "ratio" || (["window", "register"].contains(kind) && random.chance(0.6))
        if isFlow { written.add("flow", json: "true") }
        switch kind {
        case "share", "else":
            written.add("transform", json: "\"share\"", yaml: "share")
            if random.chance(0.3) { written.add("min_total", json: "7.5") }
            try shares(id, &random, &drawn)
            if kind == "else" {
                written.add("else", json: "\"p\(number)\"", yaml: "p\(number)")
                let own = Self.order(&random)
                drawn.json.append(
                    "{\"id\": \"p\(number)\", \"cadence\": 12, \"reporters\": \(own.json)}"
                )
                drawn.yaml.append("  - {id: p\(number), title: p, cadence: P1Y, reporters: \(own.yaml)}")
                try published("p\(number)", &random, &drawn)
            }
        case "single":
            let isLog = random.chance(0.4)
            written.add(
                "transform",
                json: isLog ? "\"log\"" : "\"level\"",
                yaml: isLog ? "{log: {base: 10}}" : "level"
            )
            try rows(id, &random, &drawn, hasNever: age == nil)
        case "event":
            if random.chance(0.5) {
                written.add("transform", json: "\"level\"", yaml: "level")
            } else {
                written.add("transform", json: "\"ordinal\"", yaml: "ordinal")
                let scores = (0..<5).map { $0 * 20 }
                written.json.append(
                    "\"levels\": {" + scores.map { "\"\($0 / 20)\": \($0)" }.joined(separator: ", ") + "}"
                )
                let levels = scores.map { "{level: \($0 / 20), label: l, score: \($0), citation: c}" }
                written.yaml.append("levels: [" + levels.joined(separator: ", ") + "]")
            }
            try events(id, &random, &drawn)
        case "ratio":
            written.add(
                "transform",
                json: "{\"ratio\": \"gdp\", \"scale\": 100}",
                yaml: "{ratio: gdp, scale: 100}"
            )
            try rows(id, &random, &drawn, hasNever: age == nil)
        default:
            written.json.append("\"transform\": \"level\"")
            let length = random.pick([6, 12, 36, 60, 120])
            let name = random.pick(["sum", "mean", "decay"])
            let least = random.pick([nil, 0.1, 0.9])
            let half = name == "decay" ? random.pick([5, 36]) : nil
            var parts = ["\"kind\": \"\(name)\"", "\"length\": \(length)"]
            var words = ["\(name): \(duration(length))"]
            if let half {
                parts.append("\"half_life\": \(half)")
                words.append("half_life: \(duration(half))")
            }
            if let least {
                parts.append("\"min_window\": \(least)")
                words.append("min_window: \(least)")
            }
            written.json.append("\"window\": {" + parts.joined(separator: ", ") + "}")
            written.yaml.append("window: {" + words.joined(separator: ", ") + "}")
            if kind == "register" {
                written.add("gaps", json: "\"zero\"", yaml: "zero")
                // So that the register speaks of every dyad in the script too.
                for country in countries {
                    for power in powers {
                        for reporter in reporters {
                            drawn.rows.append(try row(id, power, country, reporter, "2011", 3))
                        }
                    }
                }
            }
            try rows(id, &random, &drawn, hasNever: false)
        }
        drawn.json.append("{" + written.json.joined(separator: ", ") + "}")
        drawn.yaml.append("  - {" + written.yaml.joined(separator: ", ") + "}")
    }

    private static func rows(_ id: String, _ random: inout SplitMix, _ drawn: inout Drawn, hasNever: Bool) throws {
        for country in countries {
            for power in powers {
                for reporter in reporters where random.chance(0.6) {
                    for period in Set((0..<random.pick([1, 4, 12])).map { _ in period(&random) }).sorted() {
                        let value = Double.random(in: 0..<60, using: &random)
                        let status = hasNever && random.chance(0.05) ? .notApplicable : status(&random)
                        drawn.rows.append(try row(id, power, country, reporter, period, value, status))
                    }
                }
            }
        }
    }

    private static func events(_ id: String, _ random: inout SplitMix, _ drawn: inout Drawn) throws {
        for country in countries {
            for power in powers {
                for reporter in reporters where random.chance(0.6) {
                    let days = (0..<random.pick([1, 2, 5])).map { _ -> String in
                        let year = Int.random(in: years, using: &random)
                        let text = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
                        let day = Int.random(in: 1...28, using: &random)
                        return random.chance(0.2)
                            ? "\(year)" : "\(year)-\(text(Int.random(in: 1...12, using: &random)))-\(text(day))"
                    }
                    for day in Set(days).sorted() {
                        let value = Double(Int.random(in: 0..<5, using: &random))
                        let status = random.chance(0.1) ? .notApplicable : status(&random)
                        drawn.rows.append(try row(id, power, country, reporter, day, value, status))
                    }
                }
            }
        }
    }

    private static func shares(_ id: String, _ random: inout SplitMix, _ drawn: inout Drawn) throws {
        for country in countries {
            for reporter in reporters where random.chance(0.8) {
                for period in Set((0..<random.pick([2, 6, 12])).map { _ in period(&random, yearly: 0.8) }).sorted() {
                    var listed = 0.0
                    for power in powers where random.chance(0.7) {
                        let value = Double.random(in: 0..<10, using: &random)
                        let status = status(&random)
                        listed += value
                        drawn.rows.append(try row(id, power, country, reporter, period, value, status))
                    }
                    guard random.chance(0.9) else { continue }
                    let total = max(1, listed) * random.pick([1, 1.02, 1.5])
                    drawn.rows.append(try row(id, "WLD", country, reporter, period, total, status(&random)))
                }
            }
        }
    }

    private static func published(_ id: String, _ random: inout SplitMix, _ drawn: inout Drawn) throws {
        for country in countries {
            for reporter in reporters where random.chance(0.8) {
                for period in Set((0..<random.pick([2, 6])).map { _ in period(&random, yearly: 0.8) }).sorted() {
                    for power in powers where random.chance(0.6) {
                        let value = Double.random(in: 0..<25, using: &random)
                        drawn.rows.append(try row(id, power, country, reporter, period, value, status(&random)))
                    }
                }
            }
        }
    }

    private static func denominator(_ random: inout SplitMix, _ drawn: inout Drawn) throws {
        let order = order(&random)
        drawn.json.append("{\"id\": \"gdp\", \"cadence\": 12, \"max_age\": 24, \"reporters\": \(order.json)}")
        drawn.yaml.append(
            "  - {id: gdp, title: gdp, subject: country, cadence: P1Y, max_age: P24M, reporters: \(order.yaml)}"
        )
        for country in countries {
            for reporter in reporters {
                for period in Set((0..<6).map { _ in period(&random, yearly: 0.8) }).sorted() {
                    let value = Double.random(in: 50..<90, using: &random)
                    drawn.rows.append(try row("gdp", nil, country, reporter, period, value, status(&random)))
                }
            }
        }
    }

    private static func csv(_ rows: [Observation]) -> String {
        var text = "indicator,power,country,period,value,unit,status,reporter,released,source,note\n"
        for row in rows {
            let value = row.value.map { "\($0)" } ?? ""
            let series = row.series
            text +=
                "\(series.indicator),\(series.power?.text ?? ""),\(series.country?.text ?? ""),"
                + "\(row.period),\(value),,\(row.status.rawValue),\(series.reporter),,,\n"
        }
        return text
    }

    @Test func `values and coverage of random models agree`() throws {
        var random = SplitMix(2026)
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "random-script-\(UInt64.random(in: 0 ... .max))"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var periods = try (2011...2023).map { try Period("\($0)-12") }
        periods += try ["2014-05", "2016-02", "2016-03", "2018-07", "2019-09", "2020-10"].map { try Period($0) }
        periods.sort()
        for number in 0..<60 {
            var drawn = Drawn()
            for leaf in 0..<random.pick([1, 2, 4]) { try Self.leaf(leaf, &random, &drawn) }
            try Self.denominator(&random, &drawn)
            let least = random.pick([0, 0.3, 0.5])
            let notScored = random.chance(0.3) ? ["E", "U"] : ["F", "U"]
            let names = Self.texts(notScored)
            let json = """
                {"powers": \(Self.texts(Self.powers).json), "within": {"DEU": "EUU"},
                 "countries": \(Self.texts(Self.countries).json), "not_scored": \(names.json),
                 "nodes": [{"id": "index", "min_coverage": \(least)}],
                 "indicators": [\(drawn.json.joined(separator: ",\n  "))]}
                """
            let yaml = """
                model: random
                title: Random
                definition: Random
                grid: {frequency: month, from: 2000-01}
                not_scored: \(names.yaml)
                powers: [{id: RUS, name: r}, {id: CHN, name: c}, {id: EUU, name: e}, {id: DEU, name: d, within: EUU}]
                countries: [{id: KAZ, name: k}, {id: UZB, name: u}]
                nodes: [{id: index, title: Index, min_coverage: \(least)}]
                indicators:
                \(drawn.yaml.joined(separator: "\n"))
                """
            let (model, rows) = (folder.appending(path: "\(number).json"), folder.appending(path: "\(number).csv"))
            try Data(json.utf8).write(to: model)
            try Data(Self.csv(drawn.rows).utf8).write(to: rows)
            let loaded = try ModelFiles.load(sources: [ModelSource(name: "random.yaml", text: yaml)])
            let scorer = try Scorer(model: loaded.model, panel: Panel(drawn.rows))
            let expected = try ReferenceScript.scores(model: model.path, rows: [rows.path], at: periods)
            try check(try scorer.scores(for: periods), expected, "case \(number)")
        }
    }
}
