package import InfluenceModel

/// `next`: the dyad's first value after: constant backwards.
package struct NextValue: ImputationMethod {
    package static let name = "next"
    package static let reach = Reach.periods
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "its own next value" }

    package func fill(_ column: inout Filling) {
        column.carryBackward()
    }
}

extension Imputation {
    package static let next = Self(NextValue())
}
