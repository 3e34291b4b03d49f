import FoundationEssentials
import InfluenceModel
import InfluenceScoring
import InfluenceTestKit
import Testing

/// The Elcano Global Presence Index (calculus 2021) from its published variables: two years of it quoted in the repository, all
/// of 1990-2021 where they are beside it.
@Suite("Elcano Global Presence Index") struct ElcanoTests {
    /// Powers whose education counts as 0 in the published variables (in every year that the table has, or in those
    /// given) though a negative value went into the published area.
    private let withoutEducation: [PowerID: [Int]] = [
        "AFGHANISTAN": Elcano.years, "BAHAMAS": Elcano.years, "BOLIVIA_PLURINATIONAL_STATE_OF": Elcano.years,
        "CAMBODIA": Elcano.years, "EQUATORIAL_GUINEA": Elcano.years, "ETHIOPIA": Array(Elcano.years.dropFirst()),
        "GABON": Elcano.years, "HAITI": Elcano.years, "LIBYA": Elcano.years, "NICARAGUA": Elcano.years,
        "NIGERIA": Elcano.years, "PANAMA": Elcano.years, "PAPUA_NEW_GUINEA": Elcano.years, "PARAGUAY": Elcano.years,
        "SOMALIA": Elcano.years, "SUDAN": Array(Elcano.years.dropFirst()), "SUDAN_SOUTH": Array(2013...2021),
        "SYRIA": Elcano.years, "ZAMBIA": Elcano.years,
    ]

    @Test func `every published value is reproduced, but for those that contradict the index's own weights`() throws {
        try check(Elcano(folder: Elcano.quoted, years: [1990, 2021]), published: 1120, contradicting: 36)
    }

    @Test(.enabled(if: Elcano.whole != nil, "needs ../shared/reference/elcano"))
    func `so is every value of all years`() throws {
        let elcano = Elcano(folder: try #require(Elcano.whole), years: Elcano.years)
        try check(elcano, published: 9544, contradicting: 296)
    }

    private func check(_ elcano: Elcano, published count: Int, contradicting: Int) throws {
        let observations = try elcano.rows("observations.csv")
        let expected = try elcano.rows("expected.csv")
        #expect(expected.count == count)
        let powers = try elcano.powers()
        let scorer = try Scorer(
            model: Elcano.model(powers: powers),
            panel: Panel(observations.map { observed(NodeID($0.node), $0.power, "WLD", $0.period, $0.value) })
        )
        let table = try scorer.scores(for: elcano.years.compactMap { Period.year($0) }, threads: 2)

        var exceptions: Set<Dyad.InYear> = []
        for (power, years) in withoutEducation {
            exceptions.formUnion(years.filter(elcano.years.contains).map { .init(power: power, year: $0) })
        }
        // The same with migration.
        exceptions.insert(.init(power: "VIET_NAM", year: 1990))
        #expect(exceptions.count == contradicting)

        let published = Dictionary(
            uniqueKeysWithValues: expected.map {
                (Elcano.Key(node: $0.node, power: $0.power, period: $0.period), $0.value)
            }
        )
        var compared = 0
        for row in expected {
            let scored = table[NodeID(row.node), Dyad(power: row.power, country: "WLD"), row.period]
            let score = try #require(scored?.value)
            let deviation = abs(score - row.value)
            let isException = exceptions.contains(.init(power: row.power, year: row.period.start.year))
            if isException, row.node == "soft" {
                // A negative share was left out of the variable: the published area is lower than their mean.
                #expect(score > row.value && deviation > 1e-9 * row.value, "\(row.power) \(row.period)")
                let missing = row.power == "VIET_NAM" ? "migration" : "education"
                #expect(table[NodeID(missing), Dyad(power: row.power, country: "WLD"), row.period]?.value == 0)
            } else if isException, row.node == "index" {
                // It contradicts the variables through its area only: of the published areas it is the weighted mean.
                #expect(deviation > 1e-9 * row.value, "\(row.power) \(row.period)")
                let areas = try [("economic", 43.0), ("military", 21), ("soft", 36)].map { area, weight in
                    let key = Elcano.Key(node: area, power: row.power, period: row.period)
                    return try #require(published[key]) * weight
                }
                #expect(abs(areas.reduce(0, +) / 100 - row.value) <= 1e-9 * row.value, "\(row.power) \(row.period)")
            } else {
                #expect(deviation <= 1e-9 * abs(row.value), "\(row.node) of \(row.power) \(row.period)")
                compared += 1
            }
        }
        #expect(compared == count - 2 * contradicting)
        let aggregates: Set<NodeID> = ["index", "economic", "military", "soft"]
        let scored = table.count { aggregates.contains(table.nodes[$0.node]) && $0.score.value != nil }
        #expect(scored == count)
    }
}

extension Dyad {
    fileprivate struct InYear: Hashable {
        let power: PowerID
        let year: Int
    }
}

private struct Elcano {
    let folder: String
    let years: [Int]

    struct Row {
        let node: String
        let power: PowerID
        let period: Period
        let value: Double
    }

    struct Key: Hashable {
        let node: String
        let power: PowerID
        let period: Period
    }

    struct Unreadable: Error {
        let line: String
    }

    static let years = [1990, 1995, 2000, 2005] + Array(2010...2021)

    static let weights: [(NodeID, Double, [(NodeID, Double)])] = [
        (
            "economic", 43,
            [("energy", 8), ("primary_goods", 6), ("manufactures", 9), ("services", 10), ("investments", 10)]
        ),
        ("military", 21, [("troops", 9), ("military_equipment", 12)]),
        (
            "soft", 36,
            [
                ("migration", 3), ("tourism", 4), ("sports", 3), ("culture", 5), ("information", 4), ("technology", 5),
                ("science", 4), ("education", 4), ("development_cooperation", 4),
            ]
        ),
    ]

    static let quoted = Repository.path("Tests/Fixtures/elcano")

    static let whole: String? = {
        let folder = Repository.shared + "/reference/elcano"
        return FileManager.default.fileExists(atPath: folder + "/expected.csv") ? folder : nil
    }()

    func lines(_ file: String) throws -> [Substring] {
        try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst().map { $0 }
    }

    /// `observations.csv` has the node first, `expected.csv` third.
    func rows(_ file: String) throws -> [Row] {
        try lines(file).map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let (node, power) = file == "expected.csv" ? (fields[2], fields[0]) : (fields[0], fields[1])
            guard fields.count == 5, let value = Double(fields[4]) else { throw Unreadable(line: String(line)) }
            return Row(node: node, power: PowerID(power), period: try Period(fields[3]), value: value)
        }
    }

    func powers() throws -> [PowerID] {
        try lines("powers.csv").compactMap { $0.split(separator: ",").first.map { PowerID(String($0)) } }
    }

    static func model(powers: [PowerID]) -> Model {
        Model(
            .node(
                "index",
                weights.map { area, weight, variables in
                    .node(
                        area,
                        variables.map { .leaf(Indicator(id: $0.0, title: ""), weight: $0.1) },
                        weight: weight
                    )
                }
            ),
            powers: powers,
            countries: ["WLD"]
        )
    }
}
