package import InfluenceModel

/// `median`: the child in the middle, or the mean of the two there; unweighted. Source: R `median`.
package struct Median: AggregationMethod {
    package static let name = "median"
    package static let isMean = true
    package static let isWeighted = false
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "median of its parts" }

    package func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        Self.combine(children, to: &sum, &present)
    }

    static func combine(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        CellWise.combine(children, to: &sum, &present) { values, places in
            // Those present, sorted by insertion: they are few.
            var end = places.lowerBound
            for place in places where !values[place].isNaN {
                let value = values[place]
                var hole = end
                while hole > places.lowerBound, values[hole - 1] > value {
                    values[hole] = values[hole - 1]
                    hole -= 1
                }
                values[hole] = value
                end += 1
            }
            let middle = places.lowerBound + (end - places.lowerBound) / 2
            if (end - places.lowerBound) % 2 == 1 { return values[middle] }
            // Halved first: the sum of two large ones might be none. Halves of the smallest numbers are not exact.
            let mean = values[middle - 1] / 2 + values[middle] / 2
            return min(max(mean, values[middle - 1]), values[middle])
        }
    }
}

extension Aggregation {
    package static let median = Self(Median())
}
