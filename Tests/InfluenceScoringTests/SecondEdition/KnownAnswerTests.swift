import InfluenceModel
import Testing

@testable import InfluenceScoring

/// What the second edition of the bundled model says about Central Asia, to one decimal.
@Suite struct KnownAnswerTests {
    private static let powers: [PowerID] = ["RUS", "CHN", "EUU", "TUR", "USA"]
    private static let countries: [CountryID] = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]

    private func tenth(_ value: Double?) -> Double? { value.map { ($0 * 10).rounded() / 10 } }

    @Test(
        arguments: zip(
            countries,
            [
                [65, 19, 15, 9, 5], [66, 33, 13, 15, 7], [62, 23, nil, 5, 7], [20, 29, nil, 14, nil],
                [40, 24, 13, 11, 6],
            ] as [[Double?]]
        )
    )
    func `The index in November 2026`(country: CountryID, expected: [Double?]) throws {
        // As printed: halves to even, so 40.45 is 40 and 20.5 is 20.
        let found = try Self.powers.map { power in
            try BundledIndex.score("index", power, country).map { $0.rounded(.toNearestOrEven) }
        }
        #expect(found == expected)
    }

    @Test func `The first of each country, to a tenth`() throws {
        for (country, power, value) in [
            ("KAZ", "RUS", 64.5), ("KAZ", "CHN", 19.3), ("KAZ", "EUU", 15.1), ("KAZ", "IRN", 12.3), ("KAZ", "TUR", 9.4),
            ("KGZ", "RUS", 65.6), ("KGZ", "CHN", 33.3), ("KGZ", "TUR", 14.9), ("KGZ", "EUU", 12.6),
            ("TJK", "RUS", 62.0), ("TJK", "CHN", 23.0), ("TJK", "TUR", 5.5), ("TKM", "CHN", 29.0),
            ("TKM", "RUS", 20.5), ("TKM", "TUR", 13.8), ("UZB", "RUS", 40.5), ("UZB", "CHN", 24.4),
            ("UZB", "EUU", 13.3), ("UZB", "TUR", 11.2),
        ] {
            #expect(
                tenth(try BundledIndex.score("index", PowerID(power), CountryID(country))) == value,
                "\(power) \(country)"
            )
        }
        let kazakhstan = try PowerID.all(of: BundledIndex.model.get()).compactMap { power in
            try BundledIndex.score("index", power, "KAZ").map { (power, $0) }
        }.sorted { $0.1 > $1.1 }.map(\.0)
        #expect(kazakhstan.prefix(4) == ["RUS", "CHN", "EUU", "IRN"])
    }

    @Test func `The dimensions`() throws {
        for (node, power, country, value) in [
            ("economic", "RUS", "KAZ", 45.1), ("economic", "EUU", "KAZ", 21.0), ("economic", "CHN", "KAZ", 18.2),
            ("economic", "CHN", "KGZ", 52.3), ("economic", "RUS", "TJK", 43.1), ("economic", "CHN", "TKM", 53.4),
            ("security", "RUS", "TJK", 95.9), ("security", "RUS", "KAZ", 76.4), ("security", "RUS", "KGZ", 72.6),
            ("security", "RUS", "UZB", 39.2), ("security", "RUS", "TKM", 16.8), ("security", "CHN", "TJK", 15.9),
            ("soft_power", "RUS", "KAZ", 80.9), ("soft_power", "RUS", "KGZ", 69.3), ("soft_power", "RUS", "TJK", 64.7),
            ("soft_power", "RUS", "UZB", 53.8), ("soft_power", "RUS", "TKM", 32.0),
        ] {
            let found = try BundledIndex.score(NodeID(node), PowerID(power), CountryID(country))
            #expect(tenth(found) == value, "\(node) \(power) \(country)")
        }
        // Its presence in Tajikistan is disputed: unknown, not none.
        let table = try BundledIndex.table.get()
        let disputed = table["security", Dyad(power: "CHN", country: "TJK"), "2026-11"]
        #expect(abs((disputed?.coverage ?? 0) - 0.7) < 1e-12)
    }

    /// The raw value of a leaf.
    private func raw(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) throws -> Double? {
        let scorer = try BundledIndex.scorer.get()
        let model = scorer.model
        let indicator = try #require(model.indicators.firstIndex { $0.id == node })
        let place = try #require(model.countries.firstIndex { $0.id == country })
        let number = try #require(model.powers.firstIndex { $0.id == power })
        let value = scorer.columns(for: [period], threads: 1)[indicator].raw.values[place * model.powers.count + number]
        return value.isNaN ? nil : value
    }

    @Test func `What the leaves say`() throws {
        for (node, power, country, period, value) in [
            ("trade_share", "CHN", "KAZ", "2022-12", 17.86), ("trade_share", "RUS", "KAZ", "2022-12", 19.90),
            ("trade_share", "CHN", "KAZ", "2023-12", 21.54), ("trade_share", "RUS", "KAZ", "2023-12", 19.39),
            ("trade_share", "CHN", "UZB", "2022-12", 17.94), ("trade_share", "RUS", "UZB", "2022-12", 18.58),
            ("trade_share", "CHN", "UZB", "2023-12", 21.76), ("trade_share", "RUS", "UZB", "2023-12", 15.99),
            ("trade_share", "CHN", "KGZ", "2022-12", 34.25), ("trade_share", "RUS", "KGZ", "2022-12", 28.83),
            ("trade_share", "CHN", "TJK", "2025-12", 24.8), ("trade_share", "RUS", "TJK", "2025-12", 23.15),
            ("trade_share", "CHN", "TJK", "2016-03", 24.59), ("trade_share", "RUS", "TJK", "2016-03", 24.48),
            ("energy_route_share", "RUS", "KAZ", "2026-11", 96.7), ("energy_route_share", "CHN", "KAZ", "2026-11", 1.3),
            ("energy_route_share", "TUR", "KAZ", "2026-11", 2), ("energy_route_share", "EUU", "KAZ", "2026-11", 0),
            ("energy_route_share", "CHN", "TKM", "2026-11", 77.1),
            ("energy_route_share", "RUS", "TKM", "2026-11", 12.0),
            ("students_share", "RUS", "KAZ", "2026-11", 71.1), ("students_share", "RUS", "KGZ", "2026-11", 35.7),
            ("students_share", "RUS", "TJK", "2026-11", 62.2), ("students_share", "RUS", "TKM", "2026-11", 35.8),
            ("students_share", "RUS", "UZB", "2026-11", 53.7), ("students_share", "CHN", "KGZ", "2026-11", 26.9),
            ("students_share", "CHN", "KAZ", "2026-11", 12.0), ("official_finance_gdp", "CHN", "KGZ", "2026-11", 20.0),
            ("official_finance_gdp", "RUS", "KGZ", "2026-11", 15.5),
            ("official_finance_gdp", "CHN", "TJK", "2026-11", 8.6),
            ("official_finance_gdp", "JPN", "TKM", "2026-11", 9.1),
            ("official_finance_gdp", "CHN", "UZB", "2026-11", 6.9),
            ("official_finance_gdp", "CHN", "KAZ", "2026-11", 1.3),
        ] {
            let found = try #require(try raw(NodeID(node), PowerID(power), CountryID(country), try Period(period)))
            #expect(abs(found - value) < 0.06, "\(node) \(power) \(country) \(period): \(found)")
        }
        // No hydrocarbons, or too few to be a lever.
        let table = try BundledIndex.table.get()
        let energy = try #require(table.nodes.firstIndex(of: "energy_route_share"))
        let period = try #require(table.periods.firstIndex(of: "2026-11"))
        for (number, dyad) in table.dyads.enumerated() where ["KGZ", "TJK", "UZB"].contains(dyad.country) {
            #expect(!table.isApplicable(node: energy, cell: number * table.periods.count + period), "\(dyad)")
        }
    }

    @Test func `The years before`() throws {
        for (country, expected) in [
            ("KAZ", [63, 15, 62, 15, 65, 20]), ("KGZ", [72, 26, 73, 24, 64, 33]), ("TJK", [63, 17, 59, 20, 60, 19]),
            ("TKM", [20, 28, 20, 32, 21, 27]), ("UZB", [37, 15, 39, 22, 42, 23]),
        ] as [(CountryID, [Double])] {
            let found = try (["2015-12", "2020-12", "2023-12"] as [Period]).flatMap { period in
                try (["RUS", "CHN"] as [PowerID]).map {
                    try BundledIndex.score("index", $0, country, period)?.rounded()
                }
            }
            #expect(found == expected, "\(country)")
        }
    }

    @Test func `Four fifths of the dyad-months have an index, Russia and China everywhere`() throws {
        let table = try BundledIndex.table.get()
        let place = try #require(table.nodes.firstIndex(of: "index"))
        var known: [CountryID: Int] = [:]
        for dyad in table.dyads.indices {
            for period in table.periods.indices where table.score(node: place, dyad: dyad, period: period).value != nil
            {
                known[table.dyads[dyad].country, default: 0] += 1
            }
        }
        let months = 11 * table.periods.count
        #expect(5 * months == 17_765)
        #expect(
            Self.countries.map { tenth(Double(known[$0] ?? 0) * 100 / Double(months)) } == [
                89.8, 86.0, 54.5, 76.6, 89.8,
            ]
        )
        #expect(tenth(Double(known.values.reduce(0, +)) * 100 / Double(5 * months)) == 79.3)
    }

    @Test
    func `Russia has an index without a gap from December 2000 and China from December 2002, both to the end of 2028`()
        throws
    {
        let months = Grid.regular(.month, from: "2000-01").periods(through: Period("2029-12").end)
        let table = try BundledIndex.scorer.get().scores(for: months, threads: 2)
        for country in Self.countries {
            for (power, first) in [("RUS", "2000-12"), ("CHN", "2002-12")] as [(PowerID, Period)] {
                let dyad = Dyad(power: power, country: country)
                let missing = months.filter { table["index", dyad, $0]?.value == nil }
                let inside = missing.filter { $0.end > first.start && $0.start <= Period("2028-12").start }
                #expect(inside == [], "\(power) \(country)")
                #expect(table["index", dyad, first]?.value != nil && missing.contains { $0.end <= first.start })
            }
        }
        // A year later the students of four countries and the remittances are too old.
        let left = Self.countries.map { country in
            (["RUS", "CHN"] as [PowerID]).map {
                table["index", Dyad(power: $0, country: country), "2029-01"]?.value != nil
            }
        }
        #expect(left.map { $0[1] } == [true, false, false, false, false])
        #expect(left.count { $0[0] } == 4)
        // When official finance has lapsed.
        let later = { (power: PowerID) in table["index", Dyad(power: power, country: "KAZ"), "2028-01"]?.value }
        #expect(tenth(later("RUS")) == 68.0 && tenth(later("CHN")) == 20.3)
    }
}

extension PowerID {
    fileprivate static func all(of model: Model) -> [PowerID] { model.powers.map(\.id) }
}
