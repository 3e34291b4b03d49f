import InfluenceScoring
import Testing

/// What holds for all arguments, at random ones and at the seams of the algorithms.
@Suite struct ElementaryPropertyTests {
    private static let random = Philox(key: 12)

    /// Numbers of a range.
    static func uniform(_ range: ClosedRange<Double>, stream: UInt64, count: Int) -> [Double] {
        (0..<count).map { number in
            let (share, _) = random.uniforms(replication: UInt64(number), stream: stream)
            return range.lowerBound + share * (range.upperBound - range.lowerBound)
        }
    }

    /// Doubles of any size, each as likely.
    static func positive(stream: UInt64, count: Int) -> [Double] {
        uniform(0...1, stream: stream, count: count).map { share in
            Double(bitPattern: UInt64(share * Double(Double.infinity.bitPattern)))
        }
    }

    /// Where one table entry ends and the next begins, and where the ways to compute part.
    private static let seams: [Double] = {
        var seams: [Double] = [
            0x1p-54, 0x1p-53, 0x1p-8, 0.5, 64, 708, 0x1p-7, 0x1p-100, 0x1p-1022, 0x1p-1021, 1 - 0x1p-7, 1 + 0x1p-7, 1,
            2,
        ]
        for interval in 0...128 { seams.append(0.6875 + Double(interval) / 128) }
        for step in stride(from: 0.5, to: 130, by: 1) { seams.append(step * 0x1.62e42fefa39efp-8) }
        return seams + seams.map { -$0 }
    }()

    @Test func `Correctly rounded functions never fall where the true ones rise`() {
        let exponents = Self.uniform(-746...710, stream: 1, count: 20_000) + Self.seams
        for x in exponents {
            #expect(Elementary.exp(x) <= Elementary.exp(x.nextUp))
            #expect(Elementary.exp(x.nextDown) <= Elementary.exp(x))
        }
        for x in Self.positive(stream: 2, count: 20_000) + Self.seams.filter({ $0 > 0 }) {
            #expect(Elementary.log(x) <= Elementary.log(x.nextUp))
            #expect(Elementary.log(x.nextDown) <= Elementary.log(x))
        }
    }

    @Test func `Logarithms of four numbers at once have the bits of each alone`() {
        let usual = Self.uniform(0...200, stream: 6, count: 100_000)
        let any = Self.positive(stream: 7, count: 50_000) + Self.uniform(0.98...1.02, stream: 8, count: 50_000)
        let odd: [Double] = [
            0, -0.0, -1, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, 0x1p-1022, .greatestFiniteMagnitude, 1,
        ]
        let seams = Self.seams.flatMap { [$0, $0.nextUp, $0.nextDown] } + odd
        var fours: [SIMD4<Double>] = []
        for (x, y) in zip(usual, any) {
            fours += [SIMD4(x, y, y, x), SIMD4(y, x, 0.3, x), SIMD4(x, 3, x, y)]
        }
        for (x, y) in zip(usual, usual.reversed()) { fours.append(SIMD4(x, y, x / 7, y * 5)) }
        for seam in seams {
            for lane in 0..<4 {
                var four = SIMD4(3, 0.3, 17, 1e9)
                four[lane] = seam
                fours.append(four)
            }
        }
        for four in fours {
            let all = Elementary.log(four)
            guard (0..<4).allSatisfy({ all[$0].bitPattern == Elementary.log(four[$0]).bitPattern }) else {
                Issue.record("\(four)")
                return
            }
        }
    }

    @Test func `Logarithm and exponential undo each other`() {
        for x in Self.uniform(-708...709, stream: 3, count: 10_000) where x.magnitude > 1 {
            // e^x is off by half a unit in its last place: 2^-54 of it, which the logarithm is moved by.
            let again = Elementary.log(Elementary.exp(x))
            #expect((again - x).magnitude <= 0x1p-53 + x.ulp / 2, "\(x)")
        }
        for x in Self.uniform(0.5...100, stream: 4, count: 10_000) {
            let again = Elementary.exp(Elementary.log(x))
            #expect((again - x).magnitude <= x * (0x1p-53 * Elementary.log(x).magnitude + 0x1p-52), "\(x)")
        }
        for x in Self.uniform(-0.9...0.9, stream: 5, count: 10_000) {
            let again = Elementary.expm1(Elementary.log1p(x))
            #expect((again - x).magnitude <= 4 * x.ulp, "\(x)")
        }
    }

    @Test func `Powers are near roots, products and quotients`() {
        for x in Self.positive(stream: 6, count: 10_000) where x < 0x1p500 && x > 0x1p-500 {
            let root = x.squareRoot()
            #expect((Elementary.pow(x, 0.5) - root).magnitude <= root.ulp)
            #expect((Elementary.pow(x, 2) - x * x).magnitude <= (x * x).ulp)
            #expect((Elementary.pow(x, -1) - 1 / x).magnitude <= (1 / x).ulp)
            #expect(Elementary.pow(x, 1) == x)
            #expect(Elementary.pow(-x, 3) == -Elementary.pow(x, 3))
        }
    }

    @Test func `Logarithms of other bases are multiples of the natural one`() {
        for x in Self.positive(stream: 7, count: 10_000) {
            let natural = Elementary.log(x)
            #expect((Elementary.log2(x) * 0.6931471805599453 - natural).magnitude <= 2 * natural.ulp)
            #expect((Elementary.log10(x) * 2.302585092994046 - natural).magnitude <= 2 * natural.ulp)
            #expect(Elementary.log1p(x) >= min(natural, x))
        }
    }
}
