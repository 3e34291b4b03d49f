package import InfluenceModel

/// `mean`: the mean of the dyads that have a value in the same period. Source: COINr `i_mean`.
package struct MeanOfPeriod: ImputationMethod {
    package static let name = "mean"
    package static let edition = 2
    package static let reach = Reach.dyads
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "the mean of the period" }

    package func fill(_ column: inout Filling) {
        column.fill { $0.mean }
    }
}

extension Imputation {
    package static let mean = Self(MeanOfPeriod())
}
