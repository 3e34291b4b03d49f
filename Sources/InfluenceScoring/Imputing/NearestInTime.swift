package import InfluenceModel

/// `constant`: the dyad's last value before, and before the first one that. Source: COINr `impute_panel`,
/// `constant`.
package struct NearestInTime: ImputationMethod {
    package static let name = "constant"
    package static let reach = Reach.periods
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "its own last value, else its next" }

    package func fill(_ column: inout Filling) {
        column.carryForward()
        column.carryBackward()
    }
}

extension Imputation {
    package static let constant = Self(NearestInTime())
}
