import Foundation
import InfluenceFeeds
import InfluenceModel
import InfluenceModelFiles
import Testing

@testable import InfluenceScoring

/// The second edition's model and rows, scored by the product and by an independent implementation of the same contract.
@Suite(
    "Second edition against the reference script",
    .enabled(if: ReferenceScript.isThere, "needs ../shared/tools/second_edition.py and its data, and python3")
)
struct SecondEditionTests {
    private static let rows = [
        "new_public_facts.csv", "presence_class_coding.csv", "model2_facts.csv", "hunt_remittances_cgd_2021_2024.csv",
        "hunt_official_finance.csv",
    ].map { ReferenceScript.found + $0 }
    private static let edits = ReferenceScript.found + "first_edition_edits.csv"
    private static let first = URL(filePath: #filePath).appending(path: "../../../../Config/data/central-asia.csv")
        .standardized.path

    /// The first edition's rows as they were corrected.
    private static func edited() throws -> [Observation] {
        struct Key: Hashable {
            let series: SeriesKey
            let period: Period
        }
        var edits: [Key: [String: String]] = [:]
        for edit in try table(Self.edits) {
            let key = Key(series: series(edit), period: try Period(edit["period"] ?? ""))
            edits[key] = edit
        }
        return try read(first).compactMap { row in
            guard let edit = edits[Key(series: row.series, period: row.period)] else { return row }
            if edit["action"] == "delete" { return nil }
            let status = ObservationStatus(rawValue: edit["new_status"] ?? "") ?? .normal
            let period = edit["new_period"].flatMap { $0.isEmpty ? nil : $0 }
            return Observation(
                series: row.series,
                period: try period.map { try Period($0) } ?? row.period,
                value: status.hasValue ? edit["new_value"].flatMap(Double.init) : nil,
                status: status,
                released: row.released
            )
        }
    }

    private static func series(_ row: [String: String]) -> SeriesKey {
        let text = { (column: String) in row[column].flatMap { $0.isEmpty ? nil : $0 } }
        return SeriesKey(
            indicator: NodeID(text("indicator") ?? ""),
            power: text("power").map { PowerID($0) },
            country: text("country").map { CountryID($0) },
            reporter: text("reporter") ?? ""
        )
    }

    private static func read(_ path: String) throws -> [Observation] {
        let outcome = ObservationCSV.read(Array(try Data(contentsOf: URL(filePath: path))))
        #expect(outcome.errors == [])
        return outcome.observations
    }

    /// Records by column. Of the forms of CSV those that the file has: quotes, doubled inside.
    private static func table(_ path: String) throws -> [[String: String]] {
        var records: [[String]] = [[""]]
        var isQuoted = false
        for character in String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self) {
            switch character {
            case "\"": isQuoted.toggle()
            case ",":
                if isQuoted {
                    records[records.count - 1][records[records.count - 1].count - 1].append(",")
                } else {
                    records[records.count - 1].append("")
                }
            case "\n", "\r\n":
                if isQuoted {
                    records[records.count - 1][records[records.count - 1].count - 1].append("\n")
                } else {
                    records.append([""])
                }
            default: records[records.count - 1][records[records.count - 1].count - 1].append(character)
            }
        }
        return records.dropFirst().filter { $0.count > 1 }.map { record in
            Dictionary(uniqueKeysWithValues: zip(records[0], record))
        }
    }

    /// Of several editions of one key: of dated ones the later release, of undated ones the later arrival, between those
    /// two the later arrival.
    static func newest(_ rows: [Observation]) -> [Observation] {
        struct Key: Hashable {
            let series: SeriesKey
            let period: Period
        }
        var best: [Key: [Bool: (arrival: Int, row: Observation)]] = [:]
        for (arrival, row) in rows.enumerated() {
            let key = Key(series: row.series, period: row.period)
            let isDated = row.released != nil
            if let known = best[key]?[isDated]?.row.released, let released = row.released, released < known { continue }
            best[key, default: [:]][isDated] = (arrival, row)
        }
        return best.values.compactMap { editions in editions.values.max { $0.arrival < $1.arrival }?.row }
    }

    static let scorer = Result {
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "second-edition", text: secondEditionModel)])
        var observations = try edited()
        for path in rows { observations += try read(path) }
        return try Scorer(model: loaded.model, panel: Panel(newest(observations)))
    }

    private static let periods =
        ((2000...2025).map { "\($0)-12" } + ["2026-11", "2027-01", "2028-01", "2029-01"]).compactMap { try? Period($0) }

    @Test func `every value and coverage of every node and dyad agrees`() throws {
        let scorer = try Self.scorer.get()
        let table = try scorer.scores(for: Self.periods)
        let expected = try ReferenceScript.scores(
            model: ReferenceScript.found + "model2.json",
            rows: [Self.first] + Self.rows,
            edits: Self.edits,
            at: Self.periods
        )
        try check(table, expected)
        #expect(expected.count == 19 * 55 * Self.periods.count)
        // The known answers of the design.
        let value = { (node: NodeID, power: PowerID, country: CountryID) in
            table[node, Dyad(power: power, country: country), "2026-11"]?.value.map { ($0 * 10).rounded() / 10 }
        }
        #expect(value("index", "RUS", "KAZ") == 64.5 && value("index", "CHN", "KAZ") == 19.3)
        #expect(value("index", "CHN", "TKM") == 29.0 && value("index", "RUS", "TKM") == 20.5)
        #expect(value("security", "RUS", "TJK") == 95.9 && value("security", "CHN", "TJK") == 15.9)
    }

    @Test func `on a table of all months each cell is what it is alone`() throws {
        let scorer = try Self.scorer.get()
        let months = Grid.regular(.month, from: "2000-01").periods(through: Period("2030-12").end)
        let whole = try scorer.scores(for: months, threads: 2)
        for period in Self.periods {
            let alone = try scorer.scores(for: [period])
            let place = try #require(whole.position(of: period))
            for node in alone.nodes.indices {
                for dyad in alone.dyads.indices {
                    let (one, other) = (
                        alone.score(node: node, dyad: dyad, period: 0),
                        whole.score(node: node, dyad: dyad, period: place)
                    )
                    if one != other {
                        Issue.record("\(alone.nodes[node]) \(alone.dyads[dyad]) \(period): \(one) \(other)")
                    }
                }
            }
        }
    }

    @Test func `the shares of one country never add up to more than 100 %`() throws {
        let scorer = try Self.scorer.get()
        let months = Grid.regular(.month, from: "2000-01").periods(through: Period("2030-12").end)
        let columns = scorer.columns(for: months, threads: 2)
        for (indicator, column) in zip(scorer.model.indicators, columns) where indicator.readsTable {
            var largest = 0.0
            for country in scorer.model.countries.indices {
                for period in months.indices {
                    var shares: [PowerID: Double] = [:]
                    for (number, power) in scorer.model.powers.enumerated() {
                        let cell = (country * scorer.model.powers.count + number) * months.count + period
                        if !column.raw.values[cell].isNaN { shares[power.id] = column.raw.values[cell] }
                    }
                    if shares["EUU"] != nil { shares["DEU"] = nil }
                    largest = max(largest, shares.values.reduce(0, +))
                }
            }
            #expect(largest <= 100.5 && largest > 50, "\(indicator.id): \(largest)")
        }
    }
}

/// Compares a table with what the script found.
func check(_ table: ScoreTable, _ expected: [ReferenceScript.Key: ReferenceScript.Figures], _ name: String = "") throws
{
    var compared = 0
    for element in table {
        let node = table.nodes[element.node]
        let key = ReferenceScript.Key(
            country: table.dyads[element.dyad].country.text,
            power: table.dyads[element.dyad].power.text,
            node: node.text,
            period: table.periods[element.period]
        )
        guard let figures = expected[key] else { continue }
        let cell = element.dyad * table.periods.count + element.period
        let isApplicable = table.isApplicable(node: element.node, cell: cell)
        let isSame =
            isApplicable == (figures.coverage != nil)
            && (element.score.value == nil) == (figures.value == nil)
            && abs((element.score.value ?? 0) - (figures.value ?? 0)) <= 1e-9
            && abs(element.score.coverage - (figures.coverage ?? 0)) <= 1e-9
        if !isSame { Issue.record("\(name) \(key): \(element.score), the script: \(figures)") }
        compared += 1
    }
    #expect(compared == expected.count)
}
