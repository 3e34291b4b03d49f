/// sum w / sum (w / x). Source: OECD/JRC Handbook (2008), step 6; COINr `a_hmean`.
enum Harmonic {
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
            sum[cell] += weight / value
            present[cell] += weight
        }
        return nil
    }

    static func value(_ sum: Double, _ present: Double) -> Double {
        // An infinite sum would pass for a mean of 0.
        sum.isFinite ? present / sum : sum
    }
}
