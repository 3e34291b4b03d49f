package import InfluenceModel

/// `group_mean`: the mean of the dyads of the cell's group that have a value in the same period. Source: COINr
/// `i_mean_grp`.
package struct MeanOfGroup: ImputationMethod {
    package static let name = "group_mean"
    package static let edition = 2
    package static let reach = Reach.dyads
    package static let form = MethodForm(.grouping)

    /// The name of a grouping of powers and countries.
    package let groups: String

    package var grouping: String? { groups }
    package var text: String { "the mean of the period and \(groups)" }

    package func fill(_ column: inout Filling) {
        column.fill(groups: groups) { $0.mean }
    }
}

extension MeanOfGroup {
    package init(_ given: MethodArguments) {
        self.init(groups: given.grouping)
    }
}

extension Imputation {
    package static func groupMean(_ groups: String) -> Self { Self(MeanOfGroup(groups: groups)) }
}
