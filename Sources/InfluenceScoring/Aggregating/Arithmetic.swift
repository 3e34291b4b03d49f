package import InfluenceModel

/// `arithmetic`: sum w x / sum w. Source: OECD/JRC Handbook (2008), step 6, linear aggregation.
package struct Arithmetic: AggregationMethod {
    package static let name = "arithmetic"
    package static let edition = 2
    package static let isMean = true
    package static let growsByChild = true
    package static let isAdditive = true
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "arithmetic mean of its parts" }
    package var quasiArithmetic: QuasiArithmetic? { .arithmetic }

    package func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        // Two at a time: the sums are read and written half as often.
        for first in stride(from: 0, to: children.count, by: 2) {
            if first + 1 < children.count {
                Self.add(children[first], children[first + 1], to: &sum, &present)
            } else {
                Self.add(children[first], to: &sum, &present)
            }
        }
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

    /// One after the other, in each cell.
    private static func add(_ first: Child, _ second: Child, to sum: inout [Double], _ present: inout [Double]) {
        var sum = sum.mutableSpan
        var present = present.mutableSpan
        let (values, others) = (first.values.span.extracting(first.run), second.values.span.extracting(second.run))
        let (map, weight) = (first.map, first.weight)
        let (otherMap, otherWeight) = (second.map, second.weight)
        for cell in values.indices {
            let (value, other) = (map(values[cell]), otherMap(others[cell]))
            let (isPresent, isOtherPresent) = (value == value, other == other)
            // Four statements: of two the compiler makes a loop of one cell at a time.
            sum[cell] += isPresent ? value * weight : 0
            sum[cell] += isOtherPresent ? other * otherWeight : 0
            present[cell] += isPresent ? weight : 0
            present[cell] += isOtherPresent ? otherWeight : 0
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
