package import InfluenceModel

/// `linear`: on the line between the dyad's last value before and its first one after; outside of those the nearest of
/// them. Source: COINr `impute_panel`, `linear`.
package struct LineInTime: ImputationMethod {
    package static let name = "linear"
    package static let edition = 2
    package static let reach = Reach.periods
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "the line between its own values" }

    package func fill(_ column: inout Filling) {
        column.fillLines()
    }
}

extension Imputation {
    package static let linear = Self(LineInTime())
}
