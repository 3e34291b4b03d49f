import InfluenceTestKit
import Testing

@testable import InfluenceModel

@Suite struct ObservationTableTests {
    private static func observation(_ number: Int, _ random: inout SplitMix) -> Observation {
        let status: ObservationStatus = number % 7 == 0 ? .missing : number % 5 == 0 ? .provisional : .normal
        let day = Day(clamping: number * 31 - 40_000)
        return Observation(
            series: SeriesKey(
                indicator: NodeID("i\(number % 3)"),
                power: number % 4 == 0 ? nil : PowerID("P\(number % 11)"),
                country: number % 6 == 0 ? nil : "KAZ",
                reporter: number % 2 == 0 ? "" : "R\(number % 13)"
            ),
            period: Period(start: day, end: day.adding(days: number % 40)) ?? .day(day),
            value: status.hasValue ? Double.random(in: -1e9...1e9, using: &random) : nil,
            unit: ["", "USD", "per cent of the total"][number % 3],
            status: status,
            released: number % 3 == 0 ? nil : day,
            source: number % 8 == 0 ? "a source that is longer than what fits beside a row, é" : "",
            note: number % 9 == 0 ? "note \(number)" : ""
        )
    }

    @Test func `What is put in comes out, in that order, as a whole and by column`() {
        var random = SplitMix(5)
        let observations = (0..<2_000).map { Self.observation($0, &random) }
        let table = ObservationTable(observations)
        #expect(Array(table) == observations)
        #expect(ObservationTable(observations.reversed()) != table)
        #expect(ObservationTable(table) == table)
        for (position, observation) in observations.enumerated() {
            #expect(table.series(position) == observation.series)
            #expect(table.series[table.seriesPlace(position)] == observation.series)
            #expect(table.period(position) == observation.period)
            #expect(table.value(position)?.bitPattern == observation.value?.bitPattern)
            #expect(table.status(position) == observation.status && table.released(position) == observation.released)
            let numbers = table.textNumbers(position)
            #expect(table.text(numbers.unit) == observation.unit && table.text(numbers.note) == observation.note)
        }
    }

    @Test func `Rows can be taken in another order, and values replaced`() {
        var random = SplitMix(5)
        let observations = (0..<100).map { Self.observation($0, &random) }
        var table = ObservationTable(observations)
        table.keep([99, 1, 1, 50])
        // So are their series, and those of no row are gone.
        #expect(table.series == [observations[99], observations[1], observations[50]].map(\.series))
        #expect(Array(table) == [observations[99], observations[1], observations[1], observations[50]])
        table.replaceValue(1, with: 7)
        #expect(table.value(1) == 7 && table.value(2) == observations[1].value)
    }

    /// Before: 168 bytes each, and two or three times as many while they were read and sorted.
    @Test func `A row takes forty bytes`() {
        #expect(ObservationTable.bytesPerRow == 40)
    }

    @Test func `More series and texts than are remembered come out as they went in`() {
        let count = 70_000
        func observation(_ number: Int) -> Observation {
            Observation(
                series: SeriesKey(indicator: "i", power: nil, country: nil, reporter: "R\(number)"),
                period: .day(Day(clamping: 0)),
                value: Double(number),
                source: "s\(number)",
                note: "n\(number)"
            )
        }
        var table = ObservationTable((0..<2 * count).lazy.map { observation($0 % count) })
        #expect(table.count == 2 * count)
        for number in [0, 1, 65_535, 65_536, count - 1] {
            #expect(table[number] == observation(number))
            #expect(table[count + number] == observation(number))
        }
        // Brought together, each series stands once.
        table.keep((0..<UInt32(2 * count)).sorted { Int($0) % count < Int($1) % count })
        #expect(table.series.count == count && table.series.last == observation(count - 1).series)
        #expect(table[2 * 65_540] == observation(65_540))
    }

    @Test func `Days have the numbers that they had, to the ends of the calendar`() {
        #expect([Day.earliest.number, Day.latest.number] == [-719_162, 2_932_896])
        #expect(Day(clamping: .max) == .latest && Day(clamping: .min) == .earliest)
        #expect(Day(clamping: -1).number == -1)
    }
}
