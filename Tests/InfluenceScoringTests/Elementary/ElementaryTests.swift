import InfluenceScoring
import Testing

@Suite struct ElementaryTests {
    @Test func `The hardest arguments known are rounded to the nearest double`() {
        for (argument, nearest) in HardArguments.exp {
            #expect(Elementary.exp(argument) == nearest, "exp(\(argument))")
        }
        for (argument, nearest) in HardArguments.log {
            #expect(Elementary.log(argument) == nearest, "log(\(argument))")
        }
    }

    @Test func `Exponentials end where the numbers do`() {
        #expect(Elementary.exp(0x1.62e42fefa39fp+9) == .infinity)
        #expect(Elementary.exp(-0x1.74910d52d3052p+9) == 0)
        #expect(Elementary.exp(-.greatestFiniteMagnitude) == 0)
        #expect(Elementary.exp(.greatestFiniteMagnitude) == .infinity)
        #expect(Elementary.exp2(1024) == .infinity)
        #expect(Elementary.exp2(1024.0.nextDown) < .infinity)
        #expect(Elementary.exp2(-1074) == .leastNonzeroMagnitude)
        #expect(Elementary.exp2(-1075) == 0)
        #expect(Elementary.expm1(-745) == -1)
        #expect(Elementary.expm1(710) == .infinity)
        for function in [Elementary.exp, Elementary.exp2] {
            #expect(function(.infinity) == .infinity)
            #expect(function(-.infinity) == 0)
            #expect(function(0) == 1)
            #expect(function(-0.0) == 1)
            #expect(function(.leastNonzeroMagnitude) == 1)
        }
        #expect(Elementary.expm1(.infinity) == .infinity)
        #expect(Elementary.expm1(-.infinity) == -1)
    }

    @Test func `Logarithms end where their arguments do`() {
        for function in [Elementary.log, Elementary.log2, Elementary.log10] {
            #expect(function(0) == -.infinity)
            #expect(function(-0.0) == -.infinity)
            #expect(function(.infinity) == .infinity)
            #expect(function(1).bitPattern == 0)
            #expect(function(-.leastNonzeroMagnitude).isNaN)
            #expect(function(-1).isNaN)
            #expect(function(-.infinity).isNaN)
        }
        for function in [Elementary.log1p, Elementary.log2p1, Elementary.log10p1] {
            #expect(function(-1) == -.infinity)
            #expect(function((-1.0).nextDown).isNaN)
            #expect(function(-.infinity).isNaN)
            #expect(function(.infinity) == .infinity)
        }
    }

    /// Processors make different NaN; and the two zeros print differently.
    @Test func `NaN is one and the same, and zero keeps its sign`() {
        let functions = [
            Elementary.exp, Elementary.expm1, Elementary.exp2, Elementary.log, Elementary.log1p, Elementary.log2,
            Elementary.log10, Elementary.log2p1, Elementary.log10p1,
        ]
        for function in functions {
            for nan in [Double.nan, -.nan, .signalingNaN, Double(nan: 7, signaling: false)] {
                #expect(function(nan).bitPattern == Double.nan.bitPattern)
            }
        }
        #expect(Elementary.log(-2).bitPattern == Double.nan.bitPattern)
        #expect(Elementary.log1p(-2).bitPattern == Double.nan.bitPattern)
        #expect(Elementary.pow(-.nan, 2).bitPattern == Double.nan.bitPattern)
        #expect(Elementary.pow(2, -.nan).bitPattern == Double.nan.bitPattern)
        #expect(Elementary.pow(-2, 0.5).bitPattern == Double.nan.bitPattern)
        for function in [Elementary.expm1, Elementary.log1p, Elementary.log2p1, Elementary.log10p1] {
            #expect(function(0).bitPattern == 0)
            #expect(function(-0.0).bitPattern == (-0.0).bitPattern)
        }
        for tiny in [Double.leastNonzeroMagnitude, .leastNormalMagnitude, 0x1p-500, 0x1p-101, 0x1p-60] {
            #expect(Elementary.expm1(tiny) == tiny)
            #expect(Elementary.log1p(-tiny) == -tiny)
        }
    }

    @Test func `Powers have the special cases of IEEE 754`() {
        let infinity = Double.infinity
        let cases: [(Double, Double, Double)] = [
            (.nan, 0, 1), (.nan, -0.0, 1), (1, .nan, 1), (1, infinity, 1), (-1, infinity, 1), (-1, -infinity, 1),
            (0, 3, 0), (-0.0, 3, -0.0), (0, 2, 0), (-0.0, 2, 0), (-0.0, 0.5, 0), (0, 0.5, 0), (0, infinity, 0),
            (0, -3, infinity), (-0.0, -3, -infinity), (-0.0, -2, infinity), (-0.0, -0.5, infinity),
            (0, -infinity, infinity), (-0.0, -infinity, infinity),
            (0.5, infinity, 0), (-0.5, infinity, 0), (2, infinity, infinity), (-2, infinity, infinity),
            (0.5, -infinity, infinity), (-0.5, -infinity, infinity), (2, -infinity, 0), (-2, -infinity, 0),
            (infinity, 0.5, infinity), (infinity, -0.5, 0), (infinity, infinity, infinity), (infinity, -infinity, 0),
            (-infinity, 3, -infinity), (-infinity, 2, infinity), (-infinity, 0.5, infinity),
            (-infinity, -3, -0.0), (-infinity, -2, 0), (-infinity, -0.5, 0),
            (-2, 3, -8), (-2, 4, 16), (-2, -1, -0.5), (-1, 0x1p53 + 2, 1), (-1, 0x1p53 - 1, -1), (-2, 0x1p60, infinity),
            (2, 1024, infinity), (2, -1074, .leastNonzeroMagnitude), (2, -1076, 0), (-2, 1025, -infinity),
            (-2, -1077, -0.0), (1.5, .greatestFiniteMagnitude, infinity), (1.5, -.greatestFiniteMagnitude, 0),
            (0.5, .greatestFiniteMagnitude, 0), (1.0.nextUp, .greatestFiniteMagnitude, infinity),
            (1.0.nextDown, .greatestFiniteMagnitude, 0), (7, .leastNonzeroMagnitude, 1),
            (.leastNonzeroMagnitude, 1, .leastNonzeroMagnitude), (.leastNonzeroMagnitude, -1, infinity),
            (.greatestFiniteMagnitude, 1, .greatestFiniteMagnitude), (-3, 1, -3),
        ]
        for (x, y, power) in cases {
            #expect(Elementary.pow(x, y).bitPattern == power.bitPattern, "\(x) to the power of \(y)")
        }
        #expect(Elementary.pow(-8, 1.0 / 3).isNaN)
        #expect(Elementary.pow(.nan, 1).isNaN)
        #expect(Elementary.pow(0, .nan).isNaN)
    }

    @Test func `What is a double comes out exactly`() {
        for power in -1074...1023 {
            let number = Double(sign: .plus, exponent: power, significand: 1)
            #expect(Elementary.exp2(Double(power)) == number)
            #expect(Elementary.log2(number) == Double(power))
            #expect(Elementary.pow(2, Double(power)) == number)
            #expect(Elementary.pow(number, 1) == number)
        }
        // 10^22 is the last one that is a double.
        var ten = 1.0
        for power in 0...22 {
            #expect(Elementary.log10(ten) == Double(power))
            #expect(Elementary.pow(10, Double(power)) == ten)
            if power <= 15 { #expect(Elementary.log10p1(ten - 1) == Double(power)) }
            ten *= 10
        }
        for power in 1...53 { #expect(Elementary.log2p1(0x1p53 / Double(1 << (53 - power)) - 1) == Double(power)) }
        for root in 1...1_000 {
            let root = Double(root)
            #expect(Elementary.pow(root, 3) == root * root * root)
            #expect(Elementary.pow(root * root, 0.5) == root)
            #expect(Elementary.pow(root * root, -0.5) == 1 / root)
        }
    }
}
