import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite struct ConcentrationTests {
    private let model = MeasureCase(
        powers: ["RUS", "CHN", "EUU", "DEU"],
        within: ["DEU": "EUU"],
        tracked: [
            Indicator(id: "trade", title: "", isFlow: true),
            Indicator(
                id: "trade_share",
                title: "",
                unit: "percent",
                inputs: ["trade"],
                transform: [.share()],
                cadence: .months(12),
                maxAge: .months(36)
            ),
        ],
        plan: MeasurePlan(
            dependency: .init(
                saturation: 0.8,
                minAttributed: 0.8,
                channels: [.init(id: "trade", weight: 1, share: "trade_share", partners: "trade")]
            )
        )
    )

    private func year(_ year: Period, _ partners: [PowerID: Double], total: Double = 100) -> [Observation] {
        partners.map { observed("trade", $0.key, "KAZ", year, $0.value) }
            + [observed("trade", .world, "KAZ", year, total)]
    }

    @Test(arguments: [
        (["RUS": 40, "CHN": 40, "W00": 100], 1.8), (["RUS": 50, "CHN": 40, "RU": 50], 1.4),
        (["RUS": 60, "FRA": 20, "EU27": 20.6], 1.006),
    ])
    func `Partners that exceed the total are told and no concentration is`(
        partners: [PowerID: Double],
        sum: Double
    ) throws {
        let results = try model.results(
            year("2020", ["RUS": 60, "CHN": 40]) + year("2021", partners),
            ["2020", "2021"]
        )
        #expect(results.value(.concentration, .world, "2020", of: "trade") == 0.52)
        // Before: .159 at coverage 100 %, since the sum of the partners was taken for the total.
        for measure in [Measure.concentration, .effectivePartners] {
            #expect(results.value(measure, .world, "2021", of: "trade") == nil)
            let absence = try results.explain(measure, .world, "2021", of: "trade")?.absence
            guard case .exceedsTotal(let period, let share)? = absence else {
                Issue.record("\(String(describing: absence))")
                return
            }
            #expect(period == "2021" && abs(share - sum) < 1e-12)
        }
    }

    /// Before: 1 and 0, as the squares of such values are no numbers, or nothing.
    @Test(arguments: [1e160, 1e-175, 1e300, 1e-300]) func `Partners of any size are as concentrated`(unit: Double)
        throws
    {
        let results = try model.results(year("2021", ["RUS": 6 * unit, "CHN": 4 * unit], total: 10 * unit), ["2021"])
        #expect(near(results.value(.concentration, .world, "2021", of: "trade"), 0.52))
        #expect(near(results.value(.effectivePartners, .world, "2021", of: "trade"), 1 / 0.52))
    }

    /// Before: each of them counted as one more partner of the country.
    @Test(arguments: ["EU27", "CIS", "OECD", "EAEU", "EA19", "OTHER", "W1"] as [PowerID])
    func `A partner that stands for several is none, and is told of`(group: PowerID) throws {
        let results = try model.results(year("2021", ["RUS": 45, "CHN": 40, group: 12]), ["2021"])
        let score = try #require(results.score(.concentration, .world, "2021", of: "trade"))
        #expect(near(score.value, 0.45 * 0.45 + 0.4 * 0.4) && near(score.coverage, 0.85))
        let explanation = try #require(try results.explain(.concentration, .world, "2021", of: "trade"))
        #expect(explanation.used == ["RUS", "CHN"])
        let told = try #require(explanation.parts.last)
        #expect(told.id == group.text && !told.isUsed && told.value == 12 && told.contribution == nil)
        #expect(near(explanation.parts.compactMap(\.contribution).reduce(0, +), score.value ?? 0))
    }

    /// Before: left out, as though the reporter had not named it.
    @Test func `A union of which a member is listed is told of, and does not count`() throws {
        let results = try model.results(year("2021", ["RUS": 45, "DEU": 10, "EUU": 40]), ["2021"])
        let explanation = try #require(try results.explain(.concentration, .world, "2021", of: "trade"))
        #expect(explanation.used == ["RUS", "DEU"])
        let told = try #require(explanation.parts.last)
        #expect(told.id == "EUU" && !told.isUsed && told.value == 40 && told.contribution == nil)
    }

    /// Before: one more partner of the country, and beside a union of its a reason to leave that out.
    @Test func `A country is no partner of its own, by whatever code`() throws {
        for own in ["KAZ", "KZ", "M398"] as [PowerID] {
            let rows = year("2021", ["RUS": 45, "CHN": 40, own: 30])
            let results = try model.results(rows, ["2021"])
            let score = try #require(results.score(.concentration, .world, "2021", of: "trade"))
            #expect(near(score.value, 0.45 * 0.45 + 0.4 * 0.4) && near(score.coverage, 0.85), "\(own)")
            let explanation = try #require(try results.explain(.concentration, .world, "2021", of: "trade"))
            #expect(explanation.used == ["RUS", "CHN"])
            #expect(explanation.parts.last.map { $0.id == own.text && !$0.isUsed && $0.value == 30 } == true)
        }
        var union = model
        union.countries = ["FRA"]
        let rows = [("RUS", 45.0), ("EUU", 40), ("FRA", 10), (.world, 100)] as [(PowerID, Double)]
        let results = try union.results(rows.map { observed("trade", $0.0, "FRA", "2021", $0.1) }, ["2021"])
        #expect(near(results.table[Measure.concentration.node("trade"), .world, "FRA", "2021"]?.value, 0.3625))
    }

    @Test func `A group that the model has as a power counts, and what is left without it may be too little`() throws {
        // A power of the model, whatever it stands for.
        let union = try model.results(year("2021", ["RUS": 50, "EUU": 40]), ["2021"])
        #expect(near(union.value(.concentration, .world, "2021", of: "trade"), 0.41))
        let little = try model.results(year("2021", ["RUS": 50, "CIS": 45]), ["2021"])
        #expect(little.value(.concentration, .world, "2021", of: "trade") == nil)
        #expect(
            try little.explain(.concentration, .world, "2021", of: "trade")?.absence
                == .attributed("2021", share: 0.5, minimum: 0.8)
        )
    }

    @Test func `Rounding may exceed the total by half a per cent`() throws {
        let results = try model.results(year("2021", ["RUS": 60.2, "CHN": 40.2]), ["2021"])
        let value = try #require(results.value(.concentration, .world, "2021", of: "trade"))
        #expect(abs(value - (60.2 * 60.2 + 40.2 * 40.2) / (100.4 * 100.4)) < 1e-15)
        #expect(results.score(.concentration, .world, "2021", of: "trade")?.coverage == 1)
    }

    @Test func `The newest period that names enough partners counts, until it is too old`() throws {
        let results = try model.results(
            year("2020", ["RUS": 60, "CHN": 40]) + year("2021", ["RUS": 30]) + year("2022", ["RUS": 20, "CHN": 20]),
            ["2020", "2021", "2022", "2023", "2024"]
        )
        for period in ["2020", "2021", "2022", "2023"] as [Period] {
            #expect(results.value(.concentration, .world, period, of: "trade") == 0.52, "\(period)")
        }
        #expect(results.score(.concentration, .world, "2022", of: "trade")?.confidence == 0.75)
        let explanation = try #require(try results.explain(.concentration, .world, "2022", of: "trade"))
        let contributions = explanation.parts.compactMap(\.contribution)
        #expect(contributions.count == 2 && abs(contributions.reduce(0, +) - 0.52) < 1e-15)
        #expect(explanation.dataSpan?.to == Period("2020").end)
        #expect(results.value(.concentration, .world, "2024", of: "trade") == nil)
        let late = try #require(try results.explain(.concentration, .world, "2024", of: "trade"))
        #expect(late.absence == .attributed("2022", share: 0.4, minimum: 0.8))
    }

    @Test func `Without a total, or with one of 0, there is none`() throws {
        for observations in [[observed("trade", "RUS", "KAZ", "2021", 5)], year("2021", ["RUS": 5], total: 0)] {
            let results = try model.results(observations, ["2021"])
            #expect(results.value(.concentration, .world, "2021", of: "trade") == nil)
            #expect(try results.explain(.concentration, .world, "2021", of: "trade")?.absence == .noTotal)
        }
    }

    /// Before: the union and its members were both partners, below the total without a word.
    @Test func `A union of the model stands aside for members that are no powers of it`() throws {
        let rows = year("2021", ["RUS": 45, "CHN": 30, "EUU": 12, "FRA": 10])
        let results = try model.results(rows, ["2021"])
        let score = try #require(results.score(.concentration, .world, "2021", of: "trade"))
        #expect(near(score.value, 0.45 * 0.45 + 0.09 + 0.01) && near(score.coverage, 0.85))
        #expect(try results.explain(.concentration, .world, "2021", of: "trade")?.used == ["RUS", "CHN", "FRA"])
        // Together with its members it would exceed the total.
        let whole = try model.results(year("2021", ["RUS": 40, "CHN": 20, "EUU": 30, "FRA": 15, "ITA": 15]), ["2021"])
        #expect(near(whole.value(.concentration, .world, "2021", of: "trade"), 0.16 + 0.04 + 2 * 0.0225))
        // A member with nothing is none; another member of the model's own beside it makes no difference.
        let alone = try model.results(year("2021", ["RUS": 45, "EUU": 40, "FRA": 0]), ["2021"])
        #expect(near(alone.value(.concentration, .world, "2021", of: "trade"), 0.2025 + 0.16))
        let both = try model.results(year("2021", ["RUS": 50, "EUU": 40, "FRA": 20, "DEU": 20]), ["2021"])
        #expect(near(both.value(.concentration, .world, "2021", of: "trade"), 0.25 + 0.04 + 0.04))
    }

    @Test func `Who has left a union stands beside it from then on`() throws {
        let partners: [PowerID: Double] = ["RUS": 45, "EUU": 30, "GBR": 10]
        let results = try model.results(year("2019", partners) + year("2020", partners), ["2019", "2020"])
        #expect(
            try results.explain(.concentration, .world, "2019", of: "trade")?.absence
                == .attributed("2019", share: 0.55, minimum: 0.8)
        )
        #expect(near(results.value(.concentration, .world, "2020", of: "trade"), 0.2025 + 0.09 + 0.01))
    }

    /// Before: one more partner, as long as the total was not exceeded.
    @Test(arguments: ["RU", "M643", "643"] as [PowerID])
    func `Another code of a partner that is listed is none, and is told of`(code: PowerID) throws {
        let results = try model.results(year("2021", ["RUS": 40, "CHN": 42, code: 10]), ["2021"])
        let score = try #require(results.score(.concentration, .world, "2021", of: "trade"))
        #expect(near(score.value, 0.16 + 0.42 * 0.42) && near(score.coverage, 0.82))
        let explanation = try #require(try results.explain(.concentration, .world, "2021", of: "trade"))
        #expect(explanation.used == ["CHN", "RUS"])
        #expect(explanation.parts.contains { $0.id == code.text && !$0.isUsed })
        // By itself it is the only one to say so.
        let alone = try model.results(year("2021", ["CHN": 42, code: 40]), ["2021"])
        #expect(near(alone.value(.concentration, .world, "2021", of: "trade"), 0.16 + 0.42 * 0.42))
    }
}
