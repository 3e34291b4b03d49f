package import InfluenceModel

/// `min`: the smallest child, unweighted: nothing makes up for the worst. Source: OECD/JRC Handbook (2008), step 6.
package struct Minimum: AggregationMethod {
    package static let name = "min"
    package static let isMean = true
    package static let isWeighted = false
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "smallest of its parts" }
    package var start: Double { .infinity }

    package func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        for child in children { Extreme.add(child, to: &sum, &present) { $1 < $0 ? $1 : $0 } }
    }

    package func finish(_ sum: inout [Double], _ present: [Double]) {
        Sums.finish(&sum, present) { Extreme.value($0, $1) }
    }
}

/// `max`: the largest child, unweighted.
package struct Maximum: AggregationMethod {
    package static let name = "max"
    package static let isMean = true
    package static let isWeighted = false
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "largest of its parts" }
    package var start: Double { -.infinity }

    package func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        for child in children { Extreme.add(child, to: &sum, &present) { $1 > $0 ? $1 : $0 } }
    }

    package func finish(_ sum: inout [Double], _ present: [Double]) {
        Sums.finish(&sum, present) { Extreme.value($0, $1) }
    }
}

private enum Extreme {
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

extension Aggregation {
    package static let min = Self(Minimum())
    package static let max = Self(Maximum())
}
