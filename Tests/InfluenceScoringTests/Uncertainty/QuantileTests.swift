import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite struct QuantileTests {
    @Test func `Selection finds what sorting finds`() {
        var random = SplitMix(3)
        for round in 0..<200 {
            let count = random.pick([1, 2, 3, 64, 65, 100, 1_000, 3_000])
            let values = (0..<count).map { _ -> Double in
                switch round % 4 {
                case 0: Double.random(in: -5..<50, using: &random)
                case 1: random.pick([0, 1, 2, 50])
                // Most share one bucket.
                case 2: random.chance(0.01) ? 1e12 : Double.random(in: 0..<1, using: &random)
                default: 7
                }
            }
            let sorted = values.sorted()
            let wanted = Set((0..<5).map { _ in Int.random(in: 0..<count, using: &random) }).sorted()
            #expect(OrderStatistics.select(wanted, of: values) == wanted.map { sorted[$0] })
        }
    }

    @Test func `Quantiles are those of type 7`() {
        // R: quantile(c(1, 2, 4, 8, 16), c(.05, .5, .95), type = 7)
        let quantiles = Quantiles.of([16, 1, 8, 2, 4], at: [0.05, 0.5, 0.95])
        for (quantile, expected) in zip(quantiles, [1.2, 4, 14.4]) { #expect(abs(quantile - expected) < 1e-12) }
        #expect(Quantiles.of([3], at: [0.05, 0.5, 0.95]) == [3, 3, 3])
        #expect(
            Quantiles.of([1, 2, 4], counts: [2, 0, 3], at: [0.25, 0.5, 0.9])
                == Quantiles.of([4, 1, 4, 1, 4], at: [0.25, 0.5, 0.9])
        )
    }

    @Test func `The error of a quantile is the deviation of those of other samples`() {
        var random = SplitMix(4)
        for exponent in [1.0, 3] {
            let samples = (0..<400).map { _ in
                Quantiles.estimates(
                    of: (0..<500).map { _ in
                        let value = Double.random(in: 0..<1, using: &random)
                        return exponent == 1 ? value : value * value * value
                    },
                    at: [0.05, 0.5, 0.95]
                )
            }
            for place in 0..<3 {
                let values = samples.map { $0[place].value }
                let mean = values.reduce(0, +) / 400
                let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399
                let stated = samples.reduce(0) { $0 + $1[place].error * $1[place].error } / 400
                #expect(stated > 0.7 * variance && stated < 3 * variance, "\(exponent) \(place): \(stated / variance)")
            }
        }
        let same = Quantiles.estimates(of: [3, 3, 3, 3], at: [0.05])
        #expect(same == [Quantiles.Estimate(value: 3, error: 0)])
        #expect(
            Quantiles.estimates(of: [1, 2, 4], counts: [20, 0, 30], at: [0.05, 0.9])
                == Quantiles.estimates(
                    of: Array(repeating: 1, count: 20) + Array(repeating: 4, count: 30),
                    at: [0.05, 0.9]
                )
        )
    }
}
