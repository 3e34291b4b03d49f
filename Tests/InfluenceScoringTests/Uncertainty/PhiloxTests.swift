import InfluenceScoring
import Testing

@Suite struct PhiloxTests {
    struct Vector: Sendable {
        let counter: SIMD4<UInt32>
        let key: SIMD2<UInt32>
        let block: SIMD4<UInt32>
    }

    // Random123, kat_vectors, "philox4x32 10".
    static let vectors = [
        Vector(
            counter: SIMD4(repeating: 0),
            key: SIMD2(repeating: 0),
            block: SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
        ),
        Vector(
            counter: SIMD4(repeating: .max),
            key: SIMD2(repeating: .max),
            block: SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
        ),
        Vector(
            counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
            key: SIMD2(0xa409_3822, 0x299f_31d0),
            block: SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
        ),
    ]

    @Test(arguments: vectors)
    func `The published vectors come out`(vector: Vector) {
        #expect(Philox.block(vector.counter, key: vector.key) == vector.block)
    }

    @Test func `Numbers lie in 0..<1 and are made of 53 bits`() {
        // The third vector once more: words 1 and 0, then 3 and 2, the upper 53 bits of each pair.
        let random = Philox(key: 0x299f_31d0_a409_3822)
        let (first, second) = random.uniforms(replication: 0x85a3_08d3_243f_6a88, stream: 0x0370_7344_1319_8a2e)
        #expect(first == Double(0x94fd_cceb_d16c_fe09 as UInt64 >> 11) / 9_007_199_254_740_992)
        #expect(second == Double(0x2412_6ea1_5001_e420 as UInt64 >> 11) / 9_007_199_254_740_992)
        var sum = 0.0
        for replication in 0..<10_000 as Range<UInt64> {
            let (first, second) = random.uniforms(replication: replication, stream: 3)
            #expect((0..<1).contains(first) && (0..<1).contains(second))
            sum += first + second
        }
        // Five standard errors: 5 x sqrt(1/12 / 20,000).
        #expect(abs(sum / 20_000 - 0.5) < 0.0103)
    }

    @Test func `Numbers of eight replications at once have the bits of each alone`() {
        let random = Philox(key: 0x299f_31d0_a409_3822)
        for number in 0..<2_000 as Range<UInt64> {
            // Words of all sizes, and of all ones.
            let stream = (number &* 0x9e37_79b9_7f4a_7c15) >> (number % 64)
            var replications = SIMD8<UInt64>(repeating: .max)
            for lane in 0..<7 {
                replications[lane] = ((number &+ UInt64(lane)) &* 0xbf58_476d_1ce4_e5b9) >> (UInt64(lane) * 9)
            }
            let (first, second) = random.uniforms(replications: replications, stream: stream)
            for lane in 0..<8 {
                let alone = random.uniforms(replication: replications[lane], stream: stream)
                #expect(first[lane] == alone.0 && second[lane] == alone.1)
            }
        }
    }
}
