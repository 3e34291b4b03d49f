import InfluenceTestKit
import InfluenceText
import Testing

@Suite struct DecimalTextTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("0.0e9", 0), ("12", 12), ("+1.5", 1.5), (".5", 0.5), ("5.", 5), ("007", 7), ("1e3", 1000),
        ("-2.5E-3", -0.0025), ("0.1", 0.1), ("1.01418887084792", 1.01418887084792),
        ("9007199254740993", 9007199254740992),
        ("123456789012345678901234567890", 1.2345678901234568e29), ("5e-324", .leastNonzeroMagnitude),
        ("1.7976931348623157e308", .greatestFiniteMagnitude), ("1e23", 1e23), ("0.000000000000000000000000001", 1e-27),
    ])
    func `Decimal numbers read as the nearest double`(text: String, value: Double) {
        #expect(DecimalText.parse(text) == .success(value))
    }

    @Test(arguments: [
        "", " ", "1 ", " 1", "-", "+", ".", "e5", "1e", "1e+", "1,5", "1 000", "1_000", "1'000", "0x10", "0x1p3", "inf",
        "-Infinity", "nan", "NaN", "1.2.3", "--1", "１２", "1f", "1e5.5",
    ])
    func `Anything else is no number`(text: String) {
        #expect(DecimalText.parse(text) == .failure(.notDecimal))
    }

    @Test(arguments: ["1e309", "-1e999999999999999999999", "1e-400", "0.0001e-99999"])
    func `Numbers that no double holds are refused, not rounded to infinity or zero`(text: String) {
        #expect(DecimalText.parse(text) == .failure(.outOfRange))
    }

    @Test func `Minus zero reads as zero`() throws {
        #expect(try DecimalText.parse("-0.0").get().sign == .plus)
    }

    @Test func `The shortest text of any double reads back as the same double`() {
        var random = SplitMix(1)
        for round in 0..<40_000 {
            let bits = random.next()
            // Half of them with few digits, as people write numbers.
            let value = round % 2 == 0 ? Double(bitPattern: bits) : Double(Int64(bitPattern: bits) % 1_000_000) / 1000
            guard value.isFinite else { continue }
            let text = DecimalText.shortest(value)
            #expect(DecimalText.parse(text) == .success(value), "\(text)")
        }
    }

    @Test func `Reading agrees with the standard library's correctly rounded reading`() {
        var random = SplitMix(2)
        for _ in 0..<20_000 {
            let digits = String(random.next() >> UInt64.random(in: 0..<64, using: &random))
            let point = Int.random(in: 0...digits.count, using: &random)
            let exponent = Int.random(in: -30...30, using: &random)
            let text = "\(digits.prefix(point)).\(digits.dropFirst(point))e\(exponent)"
            #expect(
                DecimalText.parse(text) == .success(Double(text.hasPrefix(".") ? "0" + text : text) ?? .nan),
                "\(text)"
            )
        }
    }

    @Test(arguments: [(100.0, "100"), (0, "0"), (-2.5, "-2.5"), (1e16, "1e+16"), (0.1, "0.1"), (1e-5, "1e-05")])
    func `Whole numbers print without a fraction`(value: Double, text: String) {
        #expect(DecimalText.shortest(value) == text)
    }
}
