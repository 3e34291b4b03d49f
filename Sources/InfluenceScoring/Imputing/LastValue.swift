package import InfluenceModel

/// `last`: the dyad's last value before. Source: COINr `impute_panel`, `latest`.
package struct LastValue: ImputationMethod {
    package static let name = "last"
    package static let reach = Reach.periods
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "its own last value" }

    package func fill(_ column: inout Filling) {
        column.carryForward()
    }
}

extension Imputation {
    package static let last = Self(LastValue())
}
