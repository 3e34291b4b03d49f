/// Comparisons of eight replications at a time.
enum Kernel {
    /// 1 in each lane where the second value is higher; NaN is not, and nothing is higher than NaN.
    @inline(__always)
    static func isHigher(_ values: SIMD8<Double>, _ others: SIMD8<Double>) -> SIMD8<Int64> {
        // A mask is all bits or none: -1 or 0.
        0 &- unsafeBitCast(values .< others, to: SIMD8<Int64>.self)
    }

    /// Whether none is NaN.
    @inline(__always)
    static func isWhole(_ values: SIMD8<Double>) -> Bool {
        let masks = unsafeBitCast(values .== values, to: SIMD8<Int64>.self)
        let half = masks.lowHalf & masks.highHalf
        let quarter = half.lowHalf & half.highHalf
        return quarter[0] & quarter[1] != 0
    }

    /// How many of the others are higher, in each of eight replications.
    @inline(__always)
    static func higher(than own: SIMD8<Double>, among tile: Span<SIMD8<Double>>) -> SIMD8<Int64> {
        var count = SIMD8<Int64>(repeating: 0)
        for other in tile.indices { count &+= isHigher(own, tile[other]) }
        return count
    }
}
