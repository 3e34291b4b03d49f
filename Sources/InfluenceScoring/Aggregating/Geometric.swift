#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// exp(sum w ln x / sum w). Source: OECD/JRC Handbook (2008), step 6, geometric aggregation.
enum Geometric {
    /// - Returns: The first cell whose value is not above 0.
    static func add(
        _ values: Span<Double>,
        _ map: LinearMap,
        weight: Double,
        to sum: inout MutableSpan<Double>,
        _ present: inout MutableSpan<Double>
    ) -> Int? {
        for cell in values.indices {
            let value = map(values[cell])
            guard value == value else { continue }
            guard value > 0 else { return cell }
            sum[cell] += weight * log(value)
            present[cell] += weight
        }
        return nil
    }

    static func value(_ sum: Double, _ present: Double) -> Double {
        exp(sum / present)
    }
}
