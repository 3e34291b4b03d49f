import InfluenceModel
import Testing

@testable import InfluenceStore

@Suite struct ImportTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
    }

    @Test func `What is imported is read back, every field of it`() throws {
        let full = Observation(
            series: SeriesKey(indicator: "gdp", power: nil, country: "KAZ", reporter: ""),
            period: try Period("2023-01-01/P9M"),
            value: 0.1 + 0.2,
            unit: "тенге",
            status: .provisional,
            released: Day(year: 1899, month: 12, day: 31),
            source: "https://stat.gov.kz/?a=1&b=\u{0}2",
            note: "line one\nline two, \"quoted\""
        )
        let other = Observation(
            series: SeriesKey(indicator: "un_votes", power: "CHN+RUS", country: nil, reporter: "UN"),
            period: try Period("9999-12-31"),
            value: nil,
            status: .suppressed
        )
        let outcome = try store.importObservations([full, other], recordedAt: .at(5), origin: "a file")
        #expect(outcome.vintage == Vintage(id: 1, recordedAt: .at(5), origin: "a file", added: 2, revised: 0))
        #expect(try store.observations() == [full, other])
        #expect(try store.lastVintage() == outcome.vintage)
    }

    @Test func `The same again adds nothing`() throws {
        let observations = (0..<100).map { Observation.trade("CHN", "KAZ", .month($0), Double($0)) }
        _ = try store.importObservations(observations, recordedAt: .at(1), origin: "a")
        let again = try store.importObservations(observations.reversed(), recordedAt: .at(2), origin: "b")
        #expect(again == ImportOutcome(vintage: nil, added: 0, revised: 0, unchanged: 100))
        #expect(try store.vintages().count == 1)
    }

    @Test func `Any difference of content is a new vintage, and the old one stays`() throws {
        let first = Observation.trade()
        let versions = [
            first, .trade("CHN", "KAZ", .month(600), 2), .trade("CHN", "KAZ", .month(600), nil, status: .missing),
            .trade("CHN", "KAZ", .month(600), 2, status: .estimated),
            .trade("CHN", "KAZ", .month(600), 2.5, status: .estimated, note: "restated"), first,
        ]
        for (index, version) in versions.enumerated() {
            let outcome = try store.importObservations([version], recordedAt: .at(index), origin: "v\(index)")
            #expect(outcome.added == (index == 0 ? 1 : 0))
            #expect(outcome.revised == (index == 0 ? 0 : 1))
        }
        for (index, version) in versions.enumerated() {
            #expect(try store.observations(asOf: .at(index)) == [version])
        }
        #expect(try store.observations(asOf: .at(-1)) == [])
        let page = try store.observationPage(vintages: .all)
        #expect(page.observations.map(\.observation) == versions)
        #expect(page.observations.map(\.recordedAt) == (0..<6).map { .at($0) })
        #expect(page.next == nil)
    }

    @Test func `The sign of zero makes no vintage`() throws {
        _ = try store.importObservations([.trade("CHN", "KAZ", .month(1), -0.0)], recordedAt: .at(1), origin: "a")
        let again = try store.importObservations(
            [.trade("CHN", "KAZ", .month(1), 0.0)],
            recordedAt: .at(2),
            origin: "b"
        )
        #expect(again.unchanged == 1)
        #expect(try store.observations().first?.value?.sign == .plus)
    }

    @Test func `Doubles survive to the last bit`() throws {
        let values = [
            Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude, .ulpOfOne, .pi, 1e15, 1e16,
            9_007_199_254_740_992, -1, 0x1p53, -0x1p63, 0.1,
        ]
        let observations = values.enumerated().map { Observation.trade("CHN", "KAZ", .month($0), $1) }
        _ = try store.importObservations(observations, recordedAt: .at(1), origin: "a")
        #expect(try store.observations().map { $0.value?.bitPattern } == values.map(\.bitPattern))
    }

    @Test func `Contradictions inside one import are refused with both places, repetitions are not`() throws {
        let observations: [Observation] = [
            .trade("RUS"), .trade("CHN"), .trade("RUS", "UZB"), .trade("RUS"), .trade("CHN", note: "other"),
        ]
        let error = #expect(throws: StoreError.self) {
            try store.importObservations(observations, recordedAt: .at(1), origin: "a")
        }
        #expect(
            error
                == .contradictoryObservations(
                    first: 1,
                    second: 4,
                    series: "trade_turnover CHN KAZ UN Comtrade",
                    period: Period.month(600).description
                )
        )
        #expect(error?.description.hasPrefix("observations 2 and 5 contradict each other") ?? false)
        #expect(try store.observations() == [])
        let outcome = try store.importObservations(Array(observations.prefix(4)), recordedAt: .at(1), origin: "a")
        #expect(outcome.added == 3)
        #expect(outcome.unchanged == 1)
    }

    @Test func `Values that cannot be are refused by position, and nothing is stored`() throws {
        let bad: [(Observation, String)] = [
            (.trade("CHN", "KAZ", .month(1), .nan), "observation 2: the value is not finite"),
            (.trade("CHN", "KAZ", .month(1), .infinity), "observation 2: the value is not finite"),
            (.trade("CHN", "KAZ", .month(1), nil), "observation 2: status A needs a value"),
            (.trade("CHN", "KAZ", .month(1), 1, status: .missing), "observation 2: status O has no value"),
        ]
        for (observation, message) in bad {
            let error = #expect(throws: StoreError.self) {
                try store.importObservations([.trade(), observation], recordedAt: .at(1), origin: "a")
            }
            #expect(error?.description == message)
        }
        #expect(try store.observations() == [])
    }

    @Test func `Recorded times rise even where the clock steps back`() throws {
        var moments: [Instant] = []
        for (index, seconds) in [100, 50, 50, 200, 1].enumerated() {
            let outcome = try store.importObservations(
                [.trade("CHN", "KAZ", .month(1), Double(index))],
                recordedAt: .at(seconds),
                origin: "a"
            )
            moments.append(try #require(outcome.vintage).recordedAt)
            let run = try store.commit(.of { _, _ in Double(index) }, recordedAt: .at(seconds)).run
            moments.append(run.recordedAt)
        }
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 < $1 })
        #expect(moments.first == .at(100))
        #expect(moments.contains(.at(200)))
    }

    @Test func `Filters select by indicator, power, country, reporter and period`() throws {
        let observations: [Observation] = [
            .trade("CHN", "KAZ", .month(1)), .trade("CHN", "KAZ", .month(2)), .trade("RUS", "KAZ", .month(1)),
            .trade("RUS", "UZB", .month(1)),
            Observation(
                series: SeriesKey(indicator: "gdp", power: nil, country: "UZB", reporter: "World Bank"),
                period: .month(1),
                value: 3
            ),
        ]
        _ = try store.importObservations(observations, recordedAt: .at(1), origin: "a")
        func select(_ filter: ObservationFilter) throws -> [Observation] {
            try Array(store.observations(matching: filter))
        }
        #expect(try select(.all) == observations)
        #expect(try select(ObservationFilter(powers: ["RUS"])) == Array(observations[2...3]))
        #expect(try select(ObservationFilter(countries: ["UZB"])) == Array(observations[3...4]))
        #expect(try select(ObservationFilter(indicators: ["gdp"])) == [observations[4]])
        #expect(try select(ObservationFilter(reporters: ["World Bank"])) == [observations[4]])
        #expect(try select(ObservationFilter(powers: ["NOBODY"])) == [])
        #expect(try select(ObservationFilter(powers: [])) == [])
        let february = PeriodRange(from: Period.month(2).start, through: Period.month(2).end)
        #expect(try select(ObservationFilter(periods: february)) == [observations[1]])
        let late = PeriodRange(from: Period.month(1).start.adding(days: 1))
        #expect(try select(ObservationFilter(periods: late)) == [observations[1]])
        let backwards = PeriodRange(from: .latest, through: .earliest)
        #expect(try select(ObservationFilter(periods: backwards)) == [])
        let series = try store.observationSeries(matching: ObservationFilter(countries: ["KAZ"]))
        #expect(series.map(\.first) == [.month(1), .month(1)])
        #expect(series.map(\.last) == [.month(2), .month(1)])
    }

    @Test(arguments: [VintageChoice.latest, .all], [1, 2, 3, 7, 1000])
    func `Pages together are the answer of the first one's time`(choice: VintageChoice, limit: Int) throws {
        for vintage in 0..<3 {
            let observations = (0..<10).map { index in
                Observation.trade(
                    index % 2 == 0 ? "CHN" : "RUS",
                    "KAZ",
                    .month(index / 2),
                    Double(vintage * (index % 3))
                )
            }
            _ = try store.importObservations(observations, recordedAt: .at(vintage), origin: "a")
        }
        let whole = try store.observationPage(vintages: choice, limit: 10_000).observations
        var pages: [StoredObservation] = []
        var position: ObservationPosition?
        var next = 0
        repeat {
            let page = try store.observationPage(vintages: choice, after: position, limit: limit)
            #expect(page.observations.count <= limit)
            pages += page.observations
            position = page.next
            // What comes in between does not show.
            next += 1
            _ = try store.importObservations(
                [.trade("CHN", "KAZ", .month(next), 1e6 + Double(next))],
                recordedAt: .at(100),
                origin: "between"
            )
        } while position != nil
        #expect(pages == whole)
    }
}
