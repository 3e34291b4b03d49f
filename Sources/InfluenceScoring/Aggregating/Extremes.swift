/// The smallest child, unweighted: nothing makes up for the worst. Source: OECD/JRC Handbook (2008), step 6.
enum Minimum {
    static func add(_ child: Child, to sum: inout [Double], _ present: inout [Double]) {
        Extreme.add(child, to: &sum, &present) { $1 < $0 ? $1 : $0 }
    }
}

/// The largest child, unweighted.
enum Maximum {
    static func add(_ child: Child, to sum: inout [Double], _ present: inout [Double]) {
        Extreme.add(child, to: &sum, &present) { $1 > $0 ? $1 : $0 }
    }
}

enum Extreme {
    /// A comparison with NaN fails, which leaves the extreme as it was.
    @inline(__always)
    fileprivate static func add(
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
