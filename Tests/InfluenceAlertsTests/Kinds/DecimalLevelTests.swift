import InfluenceModel
import Testing

@testable import InfluenceAlerts

/// Levels, margins and changes are written in decimal, and figures are compared with them as decimals.
@Suite struct DecimalLevelTests {
    private let now = moment("2024-04-01")

    /// Before: an alert of "a value of 29" above 28.999999999999996, one of 0.3 above 0.3.
    @Test func `A value that is the level but for rounding is not beyond it`() {
        for (value, level) in [(0.1 + 0.2, 0.3), (29 / 100.0 * 100, 29), (50.0.nextUp, 50), (50.0.nextDown, 50)] {
            #expect(Level(.above, level, clear: level).verdict(of: value) == .left, "\(value)")
            #expect(Level(.below, level, clear: level).verdict(of: value) == .left, "\(value)")
            #expect(Level(.above, level, clear: level).verdict(of: value + 1e-6) == .met, "\(value)")
            #expect(Level(.below, level, clear: level).verdict(of: value - 1e-6) == .met, "\(value)")
            #expect(Level(.above, 2 * level, clear: level).verdict(of: value) == .left, "\(value)")
            #expect(Level(.above, 2 * level, clear: level).verdict(of: value + 1e-6) == .between, "\(value)")
        }
    }

    /// Before: 52.2 against 51.2 was a lead of 1, and 2.2 against 1.2 one, but 4.4 against 3.4 none.
    @Test func `A lead of the margin is one, whatever it is a difference of`() throws {
        let rule = Overtake(by: ["RUS"], of: ["CHN"], countries: ["KAZ"], nodes: ["index"], scale: .scores, margin: 1)
        let subject = AlertSubject(country: "KAZ", power: "RUS", counterpart: "CHN", node: "index")
        for whole in 0..<90 {
            for tenth in 0..<10 {
                let (high, low) = (Double("\(whole + 1).\(tenth)") ?? 0, Double("\(whole).\(tenth)") ?? 0)
                func verdict(_ own: Double, _ others: Double) -> Verdict? {
                    let source = FakeSource(scores: ["index RUS": own, "index CHN": others])
                    return rule.reading(of: subject, in: source, at: now).value?.verdict
                }
                #expect(verdict(high, low) == .met, "\(high)")
                #expect(verdict(low, high) == .between, "\(high)")
                #expect(verdict(high - 0.001, low) == .between, "\(high)")
                #expect(verdict(low, high + 0.001) == .left, "\(high)")
            }
        }
    }

    @Test func `A change of just so much is one`() {
        let rule = WindowedChange(
            SeriesSelection(countries: ["KAZ"], powers: ["RUS"], nodes: ["index"]),
            by: 10,
            direction: .any,
            window: .months(12),
            clear: 5
        )
        let subject = AlertSubject(country: "KAZ", power: "RUS", node: "index")
        for whole in 0..<80 {
            for tenth in 0..<10 {
                let (before, after) = (Double("\(whole).\(tenth)") ?? 0, Double("\(whole + 10).\(tenth)") ?? 0)
                for (one, other) in [(before, after), (after, before)] {
                    let source = FakeSource(scores: ["index RUS": other], earlier: ["index RUS": one])
                    #expect(rule.reading(of: subject, in: source, at: now).value?.verdict == .met, "\(before)")
                }
            }
        }
    }
}
