import InfluenceScoring
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct SobolTests {
    /// The seed is fixed, so the tests say the same every time. The tolerance is four standard errors, as the estimate
    /// itself states them, of at most what is expected at that number of rows.
    @Test func `Ishigami's function has its analytic indices within four standard errors`() throws {
        let (a, b) = (7.0, 0.1)
        let indices = try #require(
            Sobol.indices(factors: 3, rows: 65_536, random: Philox(key: 20_111)) { points in
                let x = points.map { (2 * $0.uniform - 1) * .pi }
                return sin(x[0]) + a * sin(x[1]) * sin(x[1]) + b * x[2] * x[2] * x[2] * x[2] * sin(x[0])
            }
        )
        let pi4 = Double.pi * .pi * .pi * .pi
        let variance = a * a / 8 + b * pi4 / 5 + b * b * pi4 * pi4 / 18 + 0.5
        let alone = [(1 + b * pi4 / 5) * (1 + b * pi4 / 5) / 2, a * a / 8, 0]
        let interaction = b * b * pi4 * pi4 * (1.0 / 18 - 1.0 / 50)
        let total = [alone[0] + interaction, alone[1], interaction]
        for factor in 0..<3 {
            let index = indices[factor]
            #expect(abs(index.first - alone[factor] / variance) < 4 * index.firstError)
            #expect(abs(index.total - total[factor] / variance) < 4 * index.totalError)
            #expect(index.firstError < 0.008 && index.totalError < 0.008)
        }
    }

    @Test func `A linear function has the shares of its squared coefficients, and a factor without effect exactly 0`()
        throws
    {
        let coefficients = [4.0, 2, 1, 0]
        let indices = try #require(
            Sobol.indices(factors: 4, rows: 16_384, random: Philox(key: 7)) { points in
                zip(coefficients, points).reduce(100) { $0 + $1.0 * $1.1.uniform }
            }
        )
        for (coefficient, index) in zip(coefficients, indices) {
            let share = coefficient * coefficient / 21
            #expect(abs(index.first - share) <= 4 * index.firstError)
            #expect(abs(index.total - share) <= 4 * index.totalError)
        }
        #expect(indices[3].first == 0)
        #expect(indices[3].total == 0)
    }

    @Test func `A factor may be a whole stream of numbers`() throws {
        // The mean of 20 numbers has a variance of 1/240, the single number one of 1/12.
        let indices = try #require(
            Sobol.indices(factors: 2, rows: 16_384, random: Philox(key: 9)) { points in
                let stream = (0..<20).reduce(0.0) { $0 + points[0].uniform(of: UInt64($1)) } / 20
                return stream + points[1].uniform
            }
        )
        #expect(abs(indices[0].first - 1.0 / 21) < 4 * indices[0].firstError)
        #expect(abs(indices[1].total - 20.0 / 21) < 4 * indices[1].totalError)
    }

    @Test func `What does not vary has no indices`() {
        #expect(Sobol.indices(factors: 2, rows: 64, random: Philox(key: 1)) { _ in 5 } == nil)
    }
}
