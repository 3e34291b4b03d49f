/// sum w x / sum w. Source: OECD/JRC Handbook (2008), step 6, linear aggregation.
enum Arithmetic {
    static func add(
        _ values: Span<Double>,
        _ map: LinearMap,
        weight: Double,
        to sum: inout MutableSpan<Double>,
        _ present: inout MutableSpan<Double>
    ) {
        for cell in values.indices {
            let value = map(values[cell])
            let isPresent = value == value
            sum[cell] += isPresent ? value * weight : 0
            present[cell] += isPresent ? weight : 0
        }
    }

    @inline(__always)
    static func value(_ sum: Double, _ present: Double) -> Double {
        sum / present
    }
}
