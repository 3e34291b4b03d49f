/// The smallest and the largest of some values: what every mean of them lies between, though rounding may make it come out
/// beyond. Of equal values it is the very one.
struct Extent {
    private(set) var low = Double.infinity
    private(set) var high = -Double.infinity

    /// NaN is none.
    @inline(__always)
    mutating func add(_ value: Double) {
        if value < low { low = value }
        if value > high { high = value }
    }

    /// A mean of the values, within them; as it is where there are none.
    @inline(__always)
    func kept(_ mean: Double) -> Double {
        guard low <= high else { return mean }
        // Not -0: the two zeros print differently.
        return mean < low ? low + 0 : mean > high ? high + 0 : mean
    }
}

extension Extent {
    init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }
}
