package import InfluenceModel

/// `arithmetic`: sum w x / sum w. Source: OECD/JRC Handbook (2008), step 6, linear aggregation.
package struct Arithmetic: AggregationMethod {
    package static let name = "arithmetic"
    package static let isMean = true
    package static let isAdditive = true
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "arithmetic mean of its parts" }
    package var quasiArithmetic: QuasiArithmetic? { .arithmetic }

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

extension Aggregation {
    package static let arithmetic = Self(Arithmetic())
}
