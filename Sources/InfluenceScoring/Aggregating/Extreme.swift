/// What the smallest and the largest child are found by.
enum Extreme {
    /// A comparison with NaN fails, which leaves the extreme as it was.
    @inline(__always)
    static func add(
        _ child: Child,
        to sum: inout [Double],
        _ present: inout [Double],
        _ better: (Double, Double) -> Double
    ) {
        var sum = sum.mutableSpan
        var present = present.mutableSpan
        let values = child.values.span.extracting(child.run)
        let (map, weight) = (child.map, child.weight)
        for cell in values.indices {
            let value = map(values[cell])
            sum[cell] = better(sum[cell], value)
            present[cell] += value == value ? weight : 0
        }
    }

    static func value(_ extreme: Double, _ present: Double) -> Double {
        present > 0 ? extreme : .nan
    }
}
