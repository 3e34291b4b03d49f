package import InfluenceModel

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

extension Aggregation {
    package static let max = Self(Maximum())
}
