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
        let last = values.count - 1
        // Four at a time; of what is over at the end the last one stands several times.
        for first in stride(from: 0, to: values.count, by: 4) {
            let (second, third, fourth) = (min(first + 1, last), min(first + 2, last), min(first + 3, last))
            let four = SIMD4(map(values[first]), map(values[second]), map(values[third]), map(values[fourth]))
            // What is missing is passed over, and may stand for any number.
            let logarithms = Elementary.log(four.replacing(with: 2, where: four .!= four))
            if four[0] == four[0] {
                sum[first] += weight * logarithms[0]
                present[first] += weight
            }
            if second > first, four[1] == four[1] {
                sum[second] += weight * logarithms[1]
                present[second] += weight
            }
            if third > second, four[2] == four[2] {
                sum[third] += weight * logarithms[2]
                present[third] += weight
            }
            if fourth > third, four[3] == four[3] {
                sum[fourth] += weight * logarithms[3]
                present[fourth] += weight
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
