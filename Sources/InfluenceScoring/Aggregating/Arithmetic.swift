/// sum w x / sum w. Source: OECD/JRC Handbook (2008), step 6, linear aggregation.
enum Arithmetic {
    static func add(_ child: Child, to sum: inout [Double], _ present: inout [Double]) {
        var sum = sum.mutableSpan
        var present = present.mutableSpan
        let values = child.values.span.extracting(child.run)
        let (map, weight) = (child.map, child.weight)
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
