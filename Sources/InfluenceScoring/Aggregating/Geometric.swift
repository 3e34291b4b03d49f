/// exp(sum w ln x / sum w). Source: OECD/JRC Handbook (2008), step 6, geometric aggregation.
enum Geometric {
    static func add(_ child: Child, to sum: inout [Double], _ present: inout [Double]) {
        var sum = sum.mutableSpan
        var present = present.mutableSpan
        let values = child.values.span.extracting(child.run)
        for cell in values.indices {
            let value = child.map(values[cell])
            guard value == value else { continue }
            sum[cell] += child.weight * Elementary.log(value)
            present[cell] += child.weight
        }
    }

    static func value(_ sum: Double, _ present: Double) -> Double {
        Elementary.exp(sum / present)
    }
}
