import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

#if canImport(Glibc)
    import Glibc
#endif

/// One amount a month, told by rows that leave gaps, lie over one another and reach out of the window: what is known is
/// worked out day by day.
@Suite struct WindowPartitionTests {
    /// Months since 2000 at the beginning of a day, days as parts of their month.
    private func axis(_ day: Day) -> Double {
        let (year, month, number) = day.components
        return Double((year - 2000) * 12 + month - 1)
            + Double(number - 1) / Double(Day.length(ofMonth: month, year: year))
    }

    private func rows(_ random: inout SplitMix) -> [Period] {
        let lengths: [CalendarDuration] = [
            .months(12), .months(6), .months(3), .months(1), .days(1), .days(7), .days(40), .months(17),
        ]
        let (first, last) = (Period("2016-01").start, Period("2024-06").end)
        return Array(
            Set(
                (0..<Int.random(in: 3...25, using: &random)).compactMap { _ in
                    let start = Day(clamping: Int.random(in: first.number...last.number, using: &random))
                    return Period(start: start, end: start.adding(random.pick(lengths)).adding(days: -1))
                }
            )
        ).sorted()
    }

    /// The weight of a piece of time before `end`.
    private func weight(_ from: Double, _ to: Double, before end: Double, _ halfLife: Double?) -> Double {
        guard let halfLife else { return to - from }
        return halfLife / M_LN2 * (pow(2, (to - end) / halfLife) - pow(2, (from - end) / halfLife))
    }

    @Test(arguments: 0..<120)
    func `Gaps, overlaps and edges leave what is known day by day`(seed: Int) throws {
        var random = SplitMix(UInt64(1_000 + seed))
        let periods = rows(&random)
        let date = Period("2023-12").end
        let observations = periods.map { period in
            observed("x", "RUS", "KAZ", period, axis(period.end.adding(days: 1)) - axis(period.start))
        }
        let seen = periods.filter { $0.end <= date }
        let covered = Set(seen.flatMap { $0.start.number...$0.end.number })
        for (kind, length) in [
            (Window.Kind.sum, 60), (.mean, 24), (.decay(halfLife: .months(36)), 60), (.decay(halfLife: .months(5)), 18),
        ] {
            var halfLife: Double?
            if let decay = kind.method as? DecayWindow { halfLife = decay.halfLife.lengthInMonths }
            for gaps in [Gaps.unknown, .zero] {
                let through: Day? = gaps == .zero && seed % 3 == 0 ? Period("2023-05").end : nil
                let indicator = Indicator(
                    id: "x",
                    title: "",
                    isFlow: true,
                    gaps: gaps,
                    through: through,
                    transform: [.window(Window(kind, .months(length)))],
                    cadence: .months(12)
                )
                let scorer = try Scorer(model: Model(indicator), panel: Panel(observations))
                let score = try #require(
                    try scorer.scores(for: ["2023-12"])["x", Dyad(power: "RUS", country: "KAZ"), "2023-12"]
                )
                guard let newest = seen.map(\.end).max() else {
                    #expect(score.value == nil)
                    continue
                }
                let last = gaps == .zero ? min(date, through ?? date) : newest
                let end = axis(last.adding(days: 1))
                let known = covered.sorted().reduce(0.0) { sum, number in
                    let day = Day(clamping: number)
                    let from = max(axis(day), end - Double(length))
                    let to = min(axis(day.adding(days: 1)), end)
                    return from < to ? sum + weight(from, to, before: end, halfLife) : sum
                }
                let whole = weight(end - Double(length), end, before: end, halfLife)
                let share = gaps == .zero ? 1 : known / whole
                // At the least share itself rounding decides.
                guard abs(share - 0.6) > 1e-9 else { continue }
                let amount = gaps == .zero ? known : whole
                let expected: Double? = share < 0.6 ? nil : kind == .mean ? amount * 12 / whole : amount
                #expect(agree(score.value, expected), "\(kind) \(gaps): \(score) for \(String(describing: expected))")
                if expected != nil { #expect(abs(score.coverage - share) < 1e-12, "\(kind) \(gaps)") }
            }
        }
    }
}
