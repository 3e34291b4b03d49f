/// sum w / sum (w / x). Source: OECD/JRC Handbook (2008), step 6; COINr `a_hmean`.
enum Harmonic {
    static func add(_ child: Child, to sum: inout [Double], _ present: inout [Double]) {
        var sum = sum.mutableSpan
        var present = present.mutableSpan
        let values = child.values.span.extracting(child.run)
        for cell in values.indices {
            let value = child.map(values[cell])
            guard value == value else { continue }
            sum[cell] += child.weight / value
            present[cell] += child.weight
        }
    }

    static func value(_ sum: Double, _ present: Double) -> Double {
        // An infinite sum would pass for a mean of 0.
        sum.isFinite ? present / sum : sum
    }
}
