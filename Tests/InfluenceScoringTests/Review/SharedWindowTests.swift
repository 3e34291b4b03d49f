import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Shares of all powers after a window: what is not known of one of them is no zero in what the others share.
@Suite struct SharedWindowTests {
    private static let steady = "x RUS 2010 10\nx RUS 2011 10\nx RUS 2012 10\n"
    private static let both = steady + "x CHN 2010 30\nx CHN 2011 30\nx CHN 2012 30\n"

    private func shares(_ minimum: Double, _ rows: String, _ keys: String = "") throws -> [Score] {
        let written = try WrittenRows(
            "flow: true, cadence: P1Y, max_age: P5Y, normalise: none, "
                + "transform: [{sum: P3Y, min_window: \(minimum)}, {share: powers}]" + keys,
            rows,
            powers: "[{id: RUS, name: N}, {id: CHN, name: N}, {id: TUR, name: N}]"
        )
        return try ["RUS", "CHN", "TUR"].map { try written.score($0, at: "2012-12") }
    }

    private func areEqual(_ scores: [Score], _ values: [Double?]) -> Bool {
        zip(scores, values).allSatisfy { agree($0.value, $1) }
    }

    /// Before: 50 of RUS at the usual minimum, at full coverage, as if CHN had traded nothing in two years.
    @Test func `A power of which too little is known is none of them`() throws {
        let one = Self.steady + "x CHN 2012 30"
        #expect(areEqual(try shares(0.6, one), [100, nil, nil]))
        let little = try shares(0.3, one)
        #expect(areEqual(little, [25, 75, nil]) && agree(little[0].coverage, 1.0 / 3))
        #expect(areEqual(try shares(0.3, Self.both + "x TUR 2012 60"), [10, 30, 60]))
        // Before: 16.7 and 50 of 100, 33.3 being nobody's.
        #expect(areEqual(try shares(0.6, Self.both + "x TUR 2012 60"), [25, 75, nil]))
        #expect(areEqual(try shares(0.6, Self.both + "x TUR 2012-12 1"), [25, 75, nil]))
    }

    @Test func `Those that count are compared over the time that is known of all of them`() throws {
        let shifted = "x RUS 2010 10\nx RUS 2011 20\nx CHN 2011 60\nx CHN 2012 30"
        let scores = try shares(0.3, shifted)
        #expect(areEqual(scores, [25, 75, nil]) && agree(scores[1].coverage, 1.0 / 3))
        #expect(areEqual(try shares(0.6, shifted), [nil, nil, nil]))
        #expect(areEqual(try shares(0.6, Self.both), [25, 75, nil]))
    }

    @Test func `In a register nobody's time without a row is zero`() throws {
        let scores = try shares(0.6, Self.steady + "x CHN 2012 30", ", gaps: zero")
        #expect(areEqual(scores, [50, 50, 0]) && scores[0].coverage == 1)
    }
}
