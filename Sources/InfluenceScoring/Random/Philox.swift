/// Random numbers by their place instead of their turn: the n-th number of a replication is a pure function of
/// (key, replication, n), so any thread can draw any of them and the numbers are the same.
///
/// Philox4x32-10. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11 (2011);
/// constants and test vectors of its Random123 library.
package struct Philox: Hashable, Sendable {
    private let key: SIMD2<UInt32>

    /// - Parameter key: Tells one sequence of replications from another.
    package init(key: UInt64) {
        self.key = SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
    }

    /// The block of 128 random bits of a counter: ten rounds.
    @inline(__always)
    package static func block(_ counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var (c0, c1, c2, c3) = (counter.x, counter.y, counter.z, counter.w)
        var (k0, k1) = (key.x, key.y)
        for _ in 0..<10 {
            let first = UInt64(0xD251_1F53) &* UInt64(c0)
            let second = UInt64(0xCD9E_8D57) &* UInt64(c2)
            (c0, c1, c2, c3) = (
                UInt32(truncatingIfNeeded: second >> 32) ^ c1 ^ k0, UInt32(truncatingIfNeeded: second),
                UInt32(truncatingIfNeeded: first >> 32) ^ c3 ^ k1, UInt32(truncatingIfNeeded: first)
            )
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return SIMD4(c0, c1, c2, c3)
    }

    /// Two independent numbers, uniform in [0, 1), of 53 bits each.
    @inline(__always)
    package func uniforms(replication: UInt64, stream: UInt64) -> (Double, Double) {
        let block = Self.block(
            SIMD4(
                UInt32(truncatingIfNeeded: replication),
                UInt32(truncatingIfNeeded: replication >> 32),
                UInt32(truncatingIfNeeded: stream),
                UInt32(truncatingIfNeeded: stream >> 32)
            ),
            key: key
        )
        return (Self.unit(block.x, block.y), Self.unit(block.z, block.w))
    }

    /// The same of eight replications.
    @inline(__always)
    package func uniforms(replications: SIMD8<UInt64>, stream: UInt64) -> (SIMD8<Double>, SIMD8<Double>) {
        let low = uniforms(replications: replications.lowHalf, stream: stream)
        let high = uniforms(replications: replications.highHalf, stream: stream)
        return (SIMD8(lowHalf: low.0, highHalf: high.0), SIMD8(lowHalf: low.1, highHalf: high.1))
    }

    @inline(__always)
    private func uniforms(replications: SIMD4<UInt64>, stream: UInt64) -> (SIMD4<Double>, SIMD4<Double>) {
        // 32 bits in 64: a product has all of them.
        var (c0, c1) = (replications & Self.lowBits, replications &>> 32)
        var (c2, c3) = (SIMD4(repeating: stream & Self.lowBits), SIMD4(repeating: stream >> 32))
        var (k0, k1) = (key.x, key.y)
        for _ in 0..<10 {
            let first = (c0 & Self.lowBits) &* 0xD251_1F53
            let second = (c2 & Self.lowBits) &* 0xCD9E_8D57
            c0 = (second &>> 32) ^ c1 ^ UInt64(k0)
            c1 = second & Self.lowBits
            c2 = (first &>> 32) ^ c3 ^ UInt64(k1)
            c3 = first & Self.lowBits
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return (Self.unit(c0, c1), Self.unit(c2, c3))
    }

    private static let lowBits: UInt64 = 0xFFFF_FFFF

    @inline(__always)
    private static func unit(_ low: SIMD4<UInt64>, _ high: SIMD4<UInt64>) -> SIMD4<Double> {
        let word = ((high &<< 32) | low) &>> 11
        // Whole numbers behind the bits of 2^84, in units of 2^32, and of 2^52: their sum has 53 bits.
        let upper = unsafeBitCast((word &>> 32) | 0x4530_0000_0000_0000, to: SIMD4<Double>.self) - 0x1p84
        let lower = unsafeBitCast((word & lowBits) | 0x4330_0000_0000_0000, to: SIMD4<Double>.self) - 0x1p52
        return (upper + lower) * 0x1p-53
    }

    @inline(__always)
    private static func unit(_ low: UInt32, _ high: UInt32) -> Double {
        // Signed: the conversion is a single instruction then.
        Double(Int64(bitPattern: (UInt64(high) << 32 | UInt64(low)) >> 11)) * 0x1p-53
    }
}
