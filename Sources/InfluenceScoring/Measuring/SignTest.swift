/// The two-sided sign test: how likely it is that of as many coin tosses at least as many fall on one side.
/// Source: Conover (1999), Practical Nonparametric Statistics, section 3.4.
enum SignTest {
    /// 0...1; 1 where there is no sign.
    static func p(up: Int, down: Int) -> Double {
        let count = up + down
        guard count > 0 else { return 1 }
        let fewer = min(up, down)
        // The sum of binomial coefficients from the outside inwards, each from the one before, and what it has to be
        // halved by; the sum of all is 2^count, so halvings are made before it leaves the numbers.
        var (term, sum, halvings) = (1.0, 1.0, count)
        for number in 0..<fewer {
            term *= Double(count - number) / Double(number + 1)
            sum += term
            if sum >= 0x1p1000 {
                term *= 0x1p-1000
                sum *= 0x1p-1000
                halvings -= 1000
            }
        }
        return min(1, 2 * Double(sign: .plus, exponent: -halvings, significand: sum))
    }
}
