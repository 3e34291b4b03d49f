#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The two-sided sign test: how likely it is that of as many coin tosses at least as many fall on one side.
/// Source: Conover (1999), Practical Nonparametric Statistics, section 3.4.
enum SignTest {
    /// Up to as many signs the binomial sum is exact; beyond it the normal approximation, corrected for continuity.
    static let exactLimit = 1_000

    /// 0...1; 1 where there is no sign.
    static func p(up: Int, down: Int) -> Double {
        let count = up + down
        guard count > 0 else { return 1 }
        let fewer = min(up, down)
        guard count <= exactLimit else {
            let z = (Double(count) / 2 - Double(fewer) - 0.5) / (Double(count).squareRoot() / 2)
            return min(1, erfc(max(0, z) / 2.0.squareRoot()))
        }
        // From the outside inwards, each term from the one before.
        var term = exp2(-Double(count))
        var sum = term
        for number in 0..<fewer {
            term *= Double(count - number) / Double(number + 1)
            sum += term
        }
        return min(1, 2 * sum)
    }
}
