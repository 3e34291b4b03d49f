import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// What came about at a break of a leaf is no overtaking, no displacement and no momentum.
@Suite struct MeasureBreakTests {
    private let model = MeasureCase(
        plan: MeasurePlan(
            pairs: [PowerPair("RUS", "CHN")],
            overtaking: .init(shares: [], shareMargin: 1, scoreMargin: 2, hold: 2, ratio: 2),
            displacement: .months(12),
            momentum: .init(span: .months(36))
        )
    )
    private let years = (2010...2013).compactMap { Period.year($0) }

    /// The economy of a year by a reporter (`A` is preferred to `Z`), security by the same one always.
    private func rows(
        _ power: PowerID,
        _ year: Period,
        _ economic: Double,
        _ security: Double = 50,
        by reporter: String = "Z",
        status: ObservationStatus = .normal
    ) -> [Observation] {
        [
            observed("of_economic", power, "KAZ", year, economic, status, by: reporter),
            observed("of_security", power, "KAZ", year, security, by: "SAME"),
        ]
    }

    private func held(_ observations: [Observation]) throws -> [Double?] {
        let results = try model.results(observations, years)
        return years.map { results.value(.overtaking, "RUS+CHN", $0, of: "index") }
    }

    private func early(_ russia: Double, _ china: Double) -> [Observation] {
        rows("RUS", "2010", russia) + rows("CHN", "2010", china) + rows("RUS", "2011", russia)
            + rows("CHN", "2011", china)
    }

    @Test func `A lead in scores that another reporter makes begins anew, and is no candidate of the old one`() throws {
        let switched =
            early(60, 40) + rows("RUS", "2012", 30, by: "A") + rows("CHN", "2012", 60, by: "A")
            + rows("RUS", "2013", 30, by: "A") + rows("CHN", "2013", 60, by: "A")
        #expect(try held(switched) == [-1, -1, 1, 1])
        // By one reporter it is an overtaking, believed in the second year.
        let real =
            early(60, 40) + rows("RUS", "2012", 30) + rows("CHN", "2012", 60) + rows("RUS", "2013", 30)
            + rows("CHN", "2013", 60)
        #expect(try held(real) == [-1, -1, -1, 1])
        // Status B, and of one of the two alone.
        let marked = early(60, 40) + rows("RUS", "2012", 60) + rows("CHN", "2012", 90, status: .seriesBreak)
        #expect(try held(marked) == [-1, -1, 1, 1])
    }

    @Test func `A crossing beside a break that it does not need is an overtaking`() throws {
        let beside =
            rows("RUS", "2010", 50, 80) + rows("CHN", "2010", 50, 20) + rows("RUS", "2011", 50, 80)
            + rows("CHN", "2011", 50, 20) + rows("RUS", "2012", 50, 10, by: "A")
            + rows("CHN", "2012", 51, 90, by: "A") + rows("RUS", "2013", 50, 10, by: "A")
            + rows("CHN", "2013", 51, 90, by: "A")
        #expect(try held(beside) == [-1, -1, -1, 1])
        // The economy breaks and changes nothing about who leads.
        let kept = early(60, 40) + rows("RUS", "2012", 90, by: "A") + rows("CHN", "2012", 20, by: "A")
        #expect(try held(kept) == [-1, -1, -1, -1])
    }

    @Test func `Displacement leaves out what came about at a break`() throws {
        func displacement(_ observations: [Observation], _ year: Period) throws -> Double? {
            try model.results(observations, years).value(.displacement, "RUS+CHN", year)
        }
        let real = early(60, 40) + rows("RUS", "2012", 40) + rows("CHN", "2012", 60)
        #expect(near(try displacement(real, "2012"), 1))
        let switched = early(60, 40) + rows("RUS", "2012", 40, by: "A") + rows("CHN", "2012", 60, by: "A")
        #expect(try displacement(switched, "2012") == 0)
        // The year after compares two figures of the new reporter.
        let after = switched + rows("RUS", "2013", 30, by: "A") + rows("CHN", "2013", 70, by: "A")
        #expect(near(try displacement(after, "2013"), 1))
        // Security's own change stays.
        let beside = early(60, 40) + rows("RUS", "2012", 90, 10, by: "A") + rows("CHN", "2012", 10, 90, by: "A")
        #expect(near(try displacement(beside, "2012"), 1))
        let explanation = try #require(try model.results(beside, years).explain(.displacement, "RUS+CHN", "2012"))
        #expect(
            explanation.breaks == [
                SeriesBreak(indicator: "of_economic", kind: .reporter(from: "Z", to: "A"), since: "2012")
            ]
        )
    }

    @Test func `Momentum leaves out what came about at a break`() throws {
        func slope(_ observations: [Observation]) throws -> Double? {
            try model.results(observations, years).value(.momentum, "RUS", "2012")
        }
        let steady = rows("RUS", "2010", 40) + rows("RUS", "2011", 44)
        // Scores of 42.5, 45.5, 48.5: 3 a year.
        #expect(near(try slope(steady + rows("RUS", "2012", 48)), 3))
        // A jump by 40 x 3/4 at the change of reporter, or where the reporter says so; what is left are slopes 3, 0, 1.5.
        #expect(near(try slope(steady + rows("RUS", "2012", 84, by: "A")), 1.5))
        #expect(near(try slope(steady + rows("RUS", "2012", 84, status: .seriesBreak)), 1.5))
        let results = try model.results(steady + rows("RUS", "2012", 84, by: "A"), years)
        #expect(try results.explain(.momentum, "RUS", "2012")?.breaks.count == 1)
        #expect(try results.explain(.momentum, "RUS", "2011")?.breaks == [])
    }

    /// Before: the index as it was, which no slope of 1.5 goes through.
    @Test func `The points of a momentum are those that its slope lies between, beside the index`() throws {
        let rows = rows("RUS", "2010", 40) + rows("RUS", "2011", 44) + rows("RUS", "2012", 84, by: "A")
        let results = try model.results(rows, years)
        let parts = try #require(try results.explain(.momentum, "RUS", "2012")).parts
        #expect(parts.map(\.id) == ["2010", "2011", "2012"])
        #expect(parts.map(\.value) == [72.5, 75.5, 75.5])
        #expect(parts.map(\.counterpart) == [42.5, 45.5, 75.5])
        // Without a break there is nothing to tell apart.
        let before = try #require(try results.explain(.momentum, "RUS", "2011")).parts
        #expect(before.map(\.value) == [42.5, 45.5] && before.allSatisfy { $0.counterpart == nil })
    }

    /// Before: all three counted as points, of a momentum that has one.
    @Test func `What cannot be compared with the end of the span is no point of a momentum`() throws {
        var model = model
        model.method = .geometric
        let rows = rows("RUS", "2010", 40) + rows("RUS", "2011", 44) + rows("RUS", "2012", 84, by: "A")
        let results = try model.results(rows, years)
        #expect(results.value(.momentum, "RUS", "2012") == nil)
        let explanation = try #require(try results.explain(.momentum, "RUS", "2012"))
        #expect(explanation.used == ["2012"] && explanation.parts.map(\.id) == ["2010", "2011", "2012"])
        #expect(explanation.parts.map(\.weight) == [nil, nil, 1])
        #expect(explanation.absence == .points(1, needed: 3))
    }

    // MARK: Signs of cooperation

    private let signs = MeasureCase(
        tracked: ["votes", "trade"].map { (id: NodeID) in
            Indicator(id: id, title: "", subject: .pair, reporters: ["A", "Z"], lag: .days(0), cadence: .months(12))
        },
        plan: MeasurePlan(
            pairs: [PowerPair("RUS", "CHN")],
            coopetition: .init(
                scale: 1,
                threshold: 0.33,
                hysteresis: 0.05,
                sources: [.init(indicator: "votes", full: 100), .init(indicator: "trade", full: 100)]
            )
        )
    )

    /// The quadrants of four years in which contest is 0, and so the half of cooperation alone is seen.
    private func quadrants(_ votes: [(Double, String, ObservationStatus)], trade: Double = 36) throws -> [Double?] {
        let rows = zip(years, votes).flatMap { year, vote in
            [
                observed("votes", "CHN+RUS", nil, year, vote.0, vote.2, by: vote.1),
                observed("trade", "CHN+RUS", nil, year, trade, by: "Z"),
            ] + signs.scores("RUS", year, 50, 0) + signs.scores("CHN", year, 0, 50)
        }
        let results = try signs.results(rows, years)
        return years.map { results.value(.coopetitionQuadrant, "RUS+CHN", $0) }
    }

    @Test func `A sign that breaks is compared with nothing: its half begins anew, unless it is the same anyway`()
        throws
    {
        let low = (20.0, "Z", ObservationStatus.normal)
        // Cooperation .28, then .34: beyond the threshold, not by the hysteresis.
        #expect(try quadrants([low, low, (32, "Z", .normal), (32, "Z", .normal)]) == [0, 0, 0, 0])
        // Before: what the old reporter's figures had said was carried on over the break.
        #expect(try quadrants([low, low, (32, "A", .normal), (32, "A", .normal)]) == [0, 0, 1, 1])
        #expect(try quadrants([low, low, (32, "Z", .seriesBreak), (32, "Z", .normal)]) == [0, 0, 1, 1])
        let high = (60.0, "Z", ObservationStatus.normal)
        #expect(try quadrants([high, high, (28, "Z", .normal), (28, "Z", .normal)]) == [1, 1, 1, 1])
        #expect(try quadrants([high, high, (28, "A", .normal), (28, "A", .normal)]) == [1, 1, 0, 0])
        #expect(try quadrants([low, low, (44, "A", .normal), (32, "A", .normal)]) == [0, 0, 1, 1])
        #expect(try quadrants([low, low, (44, "Z", .seriesBreak), (44, "Z", .normal)]) == [0, 0, 1, 1])
        #expect(try quadrants([low, low, (44, "Z", .normal), (32, "Z", .normal)]) == [0, 0, 1, 1])
        // The break adds nothing: the other sign alone does not move the half.
        #expect(try quadrants([low, low, (20, "A", .normal), (32, "A", .normal)]) == [0, 0, 0, 0])
    }

    @Test func `Breaks of signs are told of what is made of them`() throws {
        let rows = zip(years, ["Z", "Z", "A", "A"]).flatMap { year, reporter in
            [
                observed("votes", "CHN+RUS", nil, year, 50, by: reporter),
                observed("trade", "CHN+RUS", nil, year, 50, year == "2013" ? .seriesBreak : .normal, by: "Z"),
            ]
        }
        var model = signs.model
        model.grid = .regular(.year, from: "2010")
        let evidence = Evidence(model: model, panel: try Panel(rows))
        func breaks(_ measure: Measure, from: Period, to: Period) throws -> [SeriesBreak] {
            try evidence.breaks(ofMeasure: measure.node(nil), "RUS+CHN", in: "KAZ", from: from, to: to)
        }
        let reporter = SeriesBreak(indicator: "votes", kind: .reporter(from: "Z", to: "A"), since: "2012")
        let status = SeriesBreak(indicator: "trade", kind: .status("2013"), since: "2013")
        for measure in [Measure.cooperation, .coopetitionIntensity, .coopetitionBalance, .coopetitionQuadrant] {
            #expect(try breaks(measure, from: "2010", to: "2011") == [])
            #expect(try breaks(measure, from: "2011", to: "2012") == [reporter], "\(measure)")
            #expect(try breaks(measure, from: "2012", to: "2013") == [status])
            let shown = evidence.breaks(
                ofMeasure: measure.node(nil),
                "RUS+CHN",
                in: "KAZ",
                after: Period("2010").end,
                by: "2013"
            )
            #expect(Set(shown) == [reporter, status])
            #expect(
                evidence.breaks(ofMeasure: measure.node(nil), "RUS+CHN", in: "KAZ", after: nil, by: "2012") == [
                    reporter
                ]
            )
        }
        #expect(try breaks(.contest, from: "2011", to: "2013") == [])
        // In either order of the pair.
        #expect(
            try evidence.breaks(
                ofMeasure: Measure.cooperation.node(nil),
                "CHN+RUS",
                in: "KAZ",
                from: "2011",
                to: "2013"
            ).count == 2
        )
    }

    @Test func `What leaves add at breaks is what a waterfall says, on random data`() throws {
        var random = SplitMix(12)
        let grid = (2000...2012).compactMap { Period.year($0) }
        var compared = 0
        for _ in 0..<40 {
            var observations: [Observation] = []
            for year in grid {
                for power in ["RUS", "CHN"] as [PowerID] {
                    for dimension in ["economic", "security"] where !random.chance(0.2) {
                        observations.append(
                            observed(
                                NodeID("of_\(dimension)"),
                                power,
                                "KAZ",
                                year,
                                Double.random(in: 0...100, using: &random),
                                random.chance(0.1) ? .seriesBreak : .normal,
                                by: random.chance(0.5) ? "A" : "Z"
                            )
                        )
                    }
                }
            }
            let scorer = try Scorer(model: model.model, panel: Panel(observations))
            let table = try scorer.scores(for: grid)
            let plan = try #require(scorer.model.measures)
            let measures = CountryMeasures(scorer, plan, try MeasureReaders(scorer, plan), table, country: 0)
            for (power, id) in scorer.model.powers.map(\.id).enumerated() {
                let dyad = Dyad(power: id, country: "KAZ")
                for place in grid.indices.dropFirst() {
                    let ends = try [place - 1, place].map { try scorer.explain(dyad, at: grid[$0], in: table) }
                    guard ends.allSatisfy({ $0["index"]?.score.value != nil }) else { continue }
                    let told = BrokenChange(of: "index", from: ends[0], to: ends[1])
                    let found = measures.brokenChange(beneath: 0, power, from: place - 1, to: place)
                    #expect(abs((told.map { $0.effect ?? .nan } ?? 0) - found) < 1e-10)
                    if told != nil { compared += 1 }
                }
            }
        }
        #expect(compared > 100)
    }
}
