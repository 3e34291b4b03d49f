package import InfluenceModel

/// `harmonic`: sum w / sum (w / x); refuses x <= 0. Source: OECD/JRC Handbook (2008), step 6; COINr `a_hmean`.
package struct Harmonic: AggregationMethod {
    package static let name = "harmonic"
    package static let edition = 2
    package static let isMean = true
    package static let growsByChild = true
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "harmonic mean of its parts" }
    package var domain: AggregationDomain { .positive }
    package var quasiArithmetic: QuasiArithmetic? { .harmonic }

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

extension Aggregation {
    package static let harmonic = Self(Harmonic())
}
