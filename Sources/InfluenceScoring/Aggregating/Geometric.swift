package import InfluenceModel

/// `geometric`: (prod x^w)^(1 / sum w) = exp(sum w ln x / sum w); refuses x <= 0. Source: OECD/JRC Handbook (2008), step 6, geometric aggregation.
package struct Geometric: AggregationMethod {
    package static let name = "geometric"
    package static let edition = 2
    package static let isMean = true
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "geometric mean of its parts" }
    package var domain: AggregationDomain { .positive }
    package var quasiArithmetic: QuasiArithmetic? { .geometric }

    package func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        for child in children { Self.add(child, to: &sum, &present) }
    }

    package func finish(_ sum: inout [Double], _ present: [Double]) {
        Sums.finish(&sum, present) { Self.value($0, $1) }
    }

    static func add(_ child: Child, to sum: inout [Double], _ present: inout [Double]) {
        var sum = sum.mutableSpan
        var present = present.mutableSpan
        let values = child.values.span.extracting(child.run)
        let (map, weight) = (child.map, child.weight)
        // Two at a time; of an odd number the last one stands twice.
        for first in stride(from: 0, to: values.count, by: 2) {
            let second = min(first + 1, values.count - 1)
            let two = SIMD2(map(values[first]), map(values[second]))
            let logarithms = Elementary.log(two)
            if two[0] == two[0] {
                sum[first] += weight * logarithms[0]
                present[first] += weight
            }
            if second > first, two[1] == two[1] {
                sum[second] += weight * logarithms[1]
                present[second] += weight
            }
        }
    }

    static func value(_ sum: Double, _ present: Double) -> Double {
        Elementary.exp(sum / present)
    }
}

extension Aggregation {
    package static let geometric = Self(Geometric())
}
