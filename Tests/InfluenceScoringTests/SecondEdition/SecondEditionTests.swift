import InfluenceModel
import Testing

@testable import InfluenceScoring

/// The bundled model and observations, scored by the product and by an independent implementation of the same contract.
@Suite("Second edition against the reference script") struct SecondEditionTests {
    private static let periods =
        ((2000...2025).map { "\($0)-12" } + ["2026-11", "2027-02", "2028-01", "2029-02"]).compactMap { try? Period($0) }

    private static func script(at periods: [Period]) throws -> [ReferenceScript.Key: ReferenceScript.Figures] {
        try ReferenceScript.scores(
            model: ReferenceScript.found + "model2.json",
            rows: [BundledIndex.data],
            at: periods
        )
    }

    @Test(.enabled(if: ReferenceScript.isThere, "needs ../shared/tools/second_edition.py, its model and python3"))
    func `every value and coverage of every node and dyad agrees`() throws {
        let table = try BundledIndex.scorer.get().scores(for: Self.periods)
        let expected = try Self.script(at: Self.periods)
        try check(table, expected)
        #expect(expected.count == 19 * 55 * Self.periods.count)
    }

    /// What the script found when the edition was made, to ten decimals: value;coverage by node, dyad and month.
    private static func stored() throws -> [ReferenceScript.Key: ReferenceScript.Figures] {
        var stored: [ReferenceScript.Key: ReferenceScript.Figures] = [:]
        for record in try BundledIndex.fixture("scores.csv") {
            guard let node = record["node"], let country = record["country"], let power = record["power"] else {
                continue
            }
            for (column, cell) in record where column.first == "2" {
                let parts = cell.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
                let key = ReferenceScript.Key(country: country, power: power, node: node, period: try Period(column))
                stored[key] = ReferenceScript.Figures(value: Double(parts[0]), coverage: Double(parts[1]))
            }
        }
        return stored
    }

    @Test func `what the script found in eight months is in the repository, and agrees without it`() throws {
        let stored = try Self.stored()
        let periods = Set(stored.keys.map(\.period)).sorted()
        #expect(periods.count == 8 && stored.count == 19 * 55 * 8)
        try check(try BundledIndex.scorer.get().scores(for: periods), stored)
    }

    @Test(.enabled(if: ReferenceScript.isThere, "needs ../shared/tools/second_edition.py, its model and python3"))
    func `what is stored of the script is what it finds`() throws {
        let stored = try Self.stored()
        let found = try Self.script(at: Set(stored.keys.map(\.period)).sorted())
        #expect(found.count == stored.count)
        for (key, figures) in found {
            let kept = try #require(stored[key])
            #expect(
                (kept.value == nil) == (figures.value == nil) && (kept.coverage == nil) == (figures.coverage == nil)
            )
            #expect(abs((kept.value ?? 0) - (figures.value ?? 0)) < 1e-9, "\(key)")
            #expect(abs((kept.coverage ?? 0) - (figures.coverage ?? 0)) < 1e-9, "\(key)")
        }
    }

    @Test func `on a table of all months each cell is what it is alone`() throws {
        let scorer = try BundledIndex.scorer.get()
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
