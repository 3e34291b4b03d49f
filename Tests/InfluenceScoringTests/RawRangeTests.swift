import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite struct `The values that an indicator can have` {
    private func range(_ indicator: Indicator, _ others: [Indicator] = []) -> String? {
        RawRange(indicator) { id in others.first { $0.id == id } }.text
    }

    private func indicator(_ transform: Transform..., low: Double? = nil, high: Double? = nil) -> Indicator {
        Indicator(id: "a", title: "A", transform: transform, plausibility: Plausibility(low: low, high: high))
    }

    @Test func `are those of its observations, through its transform`() {
        #expect(range(indicator()) == nil)
        #expect(range(indicator(low: 0, high: 100)) == "0..100")
        #expect(range(indicator(.share(), low: 0)) == "0..100")
        #expect(range(indicator(.share(of: .powers))) == "0..100")
        #expect(range(indicator(.ratio(to: "b", scale: 100), low: 0, high: 5)) == "0 or more")
        #expect(range(indicator(.ratio(to: "b", scale: 100))) == nil)
        #expect(range(indicator(.log(.ten), low: 0)) == "0 or more")
        #expect(range(indicator(.log(.two), low: 0, high: 7)) == "0..3")
        #expect(range(indicator(.log(.e))) == nil)
        #expect(range(indicator(.exp(.two), low: 0, high: 3)) == "1..8")
        #expect(range(indicator(.exp(.e))) == "0 or more")
        #expect(range(indicator(.power(2), low: 0, high: 3)) == "0..9")
        #expect(range(indicator(.power(2), low: -1, high: 3)) == nil)
        #expect(range(indicator(.power(-1), low: 2, high: 4)) == "0.25..0.5")
        #expect(range(indicator(.cap(low: 0, high: 10))) == "0..10")
        #expect(range(indicator(.cap(low: 0, high: 10), low: 4, high: 99)) == "4..10")
        #expect(range(indicator(.share(), .cap(low: 0, high: 40), .power(0.5))) == "0..6.324555320336759")
        let levels = [
            OrdinalLevel(level: 0, label: "a", score: 5, citation: ""),
            OrdinalLevel(level: 1, label: "b", score: 80, citation: ""),
        ]
        #expect(range(indicator(.ordinal(levels))) == "5..80")
    }

    @Test func `are sums where it adds others, and amounts of a window where it accrues`() {
        let parts = [indicator(low: 0, high: 10)]
        var sum = Indicator(id: "s", title: "S", inputs: ["a", "a"])
        #expect(range(sum, parts) == "0..20")
        sum.inputs = ["a", "unknown"]
        #expect(range(sum, parts) == nil)
        // Of what holds, too: so much times the months.
        var windowed = indicator(.window(Window(.sum, .months(12))), low: 0, high: 10)
        #expect(range(windowed) == "0 or more")
        windowed.isFlow = true
        #expect(range(windowed) == "0 or more")
        for mean in [Window(.mean, .months(12)), Window(.decay(halfLife: .months(6)), .months(12))] {
            #expect(range(indicator(.window(mean), low: 0, high: 10)) == "0..10")
        }
        #expect(range(indicator(.window(Window(.sum, .months(18))), .log(.two), low: 0, high: 7)) == "0 or more")
        // A quarter's 59 is 236 a year.
        var flow = indicator(low: 0, high: 60)
        flow.isFlow = true
        #expect(range(flow) == "0 or more")
        flow.transform = [.share()]
        #expect(range(flow) == "0..100")
        var published = indicator(low: nil, high: nil)
        published.isTable = true
        #expect(range(published) == "0..100")
    }

    @Test func `are all that can be assumed`() throws {
        var indicator = indicator(.share(), low: 0)
        indicator.unit = "percent"
        let range = RawRange(indicator) { _ in nil }
        for value in [0.0, 50, 100] { #expect(range.contains(value)) }
        for value in [-0.1, 100.5, 300] { #expect(!range.contains(value)) }
        #expect(
            ScenarioError.outOfRange("trade_share", 300, range: "0..100", unit: "percent").description
                == "trade_share cannot be 300: it is 0..100 (percent)"
        )
    }
}
