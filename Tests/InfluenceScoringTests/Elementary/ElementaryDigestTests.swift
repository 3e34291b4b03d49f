import InfluenceScoring
import Testing

/// The bits of a hundred thousand results of each function. They are the same on every processor, in every build, with
/// every C library: where one of these fails, scores computed here are not those that others compute.
@Suite struct ElementaryDigestTests {
    @Test func `Every processor gives the same bits`() {
        let wide = ElementaryPropertyTests.uniform(-750...715, stream: 101, count: 50_000)
        let narrow = ElementaryPropertyTests.uniform(-2...2, stream: 102, count: 50_000)
        let positive = ElementaryPropertyTests.positive(stream: 103, count: 50_000)
        let usual = ElementaryPropertyTests.uniform(0...200, stream: 104, count: 50_000)
        let exponents = wide + narrow
        let numbers = positive + usual
        let digests = [
            "exp": Self.digest(exponents.map(Elementary.exp)),
            "expm1": Self.digest(exponents.map(Elementary.expm1)),
            "exp2": Self.digest(exponents.map(Elementary.exp2)),
            "log": Self.digest(numbers.map(Elementary.log)),
            "log1p": Self.digest((positive + narrow).map(Elementary.log1p)),
            "log2": Self.digest(numbers.map(Elementary.log2)),
            "log10": Self.digest(numbers.map(Elementary.log10)),
            "log2p1": Self.digest((positive + narrow).map(Elementary.log2p1)),
            "log10p1": Self.digest((positive + narrow).map(Elementary.log10p1)),
            "pow": Self.digest(zip(numbers, narrow + wide).map(Elementary.pow)),
        ]
        #expect(digests == Self.expected)
    }

    private static let expected: [String: UInt64] = [
        "exp": 0xEAEE_A5AE_193F_0BD7,
        "expm1": 0x01B9_F4F2_A36E_CCD1,
        "exp2": 0xC7C4_F6E8_F062_74FF,
        "log": 0xEB95_59B4_832F_C7AB,
        "log1p": 0x7F9C_D216_B9B8_F65F,
        "log2": 0x7C56_1209_70F1_9CD2,
        "log10": 0x3E4B_8A88_87BE_8421,
        "log2p1": 0x3091_E22A_D745_5D67,
        "log10p1": 0x10ED_B1E1_9EB1_6EFA,
        "pow": 0xAF65_C85C_4254_DA31,
    ]

    /// FNV-1a over words of 64 bits.
    private static func digest(_ results: [Double]) -> UInt64 {
        results.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1.bitPattern) &* 0x100_0000_01B3 }
    }
}
