package import InfluenceModel

/// `median`: the median of the dyads that have a value in the same period. Source: COINr `i_median`.
package struct MedianOfPeriod: ImputationMethod {
    package static let name = "median"
    package static let reach = Reach.dyads
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "the median of the period" }

    package func fill(_ column: inout Filling) {
        column.fill { $0.median }
    }
}

extension Imputation {
    package static let median = Self(MedianOfPeriod())
}
