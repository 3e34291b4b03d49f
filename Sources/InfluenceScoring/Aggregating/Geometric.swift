package import InfluenceModel

/// `geometric`: (prod x^w)^(1 / sum w) = exp(sum w ln x / sum w); refuses x <= 0. Source: OECD/JRC Handbook (2008), step 6, geometric aggregation.
package struct Geometric: AggregationMethod {
    package static let name = "geometric"
    package static let edition = 3
    package static let isMean = true
    package static let growsByChild = true
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
        let whole = values.count - values.count % 4
        for first in stride(from: 0, to: whole, by: 4) {
            let four = SIMD4(
                map(values[first]),
                map(values[first &+ 1]),
                map(values[first &+ 2]),
                map(values[first &+ 3])
            )
            // What is missing is passed over, and may stand for any number.
            let terms = weight * Elementary.log(four.replacing(with: 2, where: four .!= four))
            for lane in 0..<4 where four[lane] == four[lane] {
                sum[first &+ lane] += terms[lane]
                present[first &+ lane] += weight
            }
        }
        for cell in whole..<values.count {
            let value = map(values[cell])
            guard value == value else { continue }
            sum[cell] += weight * Elementary.log(value)
            present[cell] += weight
        }
    }

    static func value(_ sum: Double, _ present: Double) -> Double {
        // An infinite sum would pass for a mean of 0.
        sum.isFinite ? Elementary.exp(sum / present) : .nan
    }
}

extension Aggregation {
    package static let geometric = Self(Geometric())
}
