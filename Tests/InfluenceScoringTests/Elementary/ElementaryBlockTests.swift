import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// Eight numbers at a time, against those that are correctly rounded.
@Suite struct ElementaryBlockTests {
    private func block(_ make: () -> Double) -> SIMD8<Double> {
        var block = SIMD8<Double>(repeating: 0)
        for lane in 0..<8 { block[lane] = make() }
        return block
    }

    @Test func `logarithms and exponentials of eight are within two units in the last place`() {
        var random = SplitMix(17)
        for round in 0..<20_000 {
            let numbers = block {
                switch round % 4 {
                case 0: Double.random(in: 0..<100, using: &random)
                case 1: 1 + Double.random(in: -1e-3..<1e-3, using: &random)
                case 2: Double(bitPattern: UInt64.random(in: 1..<0x7FF0_0000_0000_0000, using: &random))
                default: Double.random(in: 0.5..<2, using: &random)
                }
            }
            let logarithms = Elementary.log(numbers)
            for lane in 0..<8 {
                let exact = Elementary.log(numbers[lane])
                #expect(abs(logarithms[lane] - exact) <= 2 * exact.ulp, "ln \(numbers[lane])")
            }
            let arguments = block { Double.random(in: round % 2 == 0 ? -5..<5 : -745..<709, using: &random) }
            let powers = Elementary.exp(arguments)
            for lane in 0..<8 {
                let exact = Elementary.exp(arguments[lane])
                #expect(abs(powers[lane] - exact) <= 2 * exact.ulp, "e^\(arguments[lane])")
            }
        }
    }

    @Test func `what has no logarithm has none, wherever it stands`() {
        let numbers = SIMD8<Double>(1, 0, -1, .nan, .infinity, Double.leastNonzeroMagnitude, -0.0, 2)
        let found = Elementary.log(numbers)
        #expect(found[0] == 0 && found[7] == Elementary.log(2))
        #expect([1, 2, 3, 6].allSatisfy { found[$0].isNaN })
        #expect(found[4] == .infinity && found[5] == Elementary.log(Double.leastNonzeroMagnitude))
        let powers = Elementary.exp(SIMD8<Double>(0, .nan, 800, -800, .infinity, -.infinity, 1, -0.0))
        #expect(powers[0] == 1 && powers[7] == 1 && powers[1].isNaN)
        #expect(powers[2] == .infinity && powers[3] == 0 && powers[4] == .infinity && powers[5] == 0)
        #expect(abs(powers[6] - Elementary.exp(1)) <= 2 * Elementary.exp(1).ulp)
    }
}
