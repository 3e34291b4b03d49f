package import InfluenceModel

/// `group_median`: the median of the dyads of the cell's group that have a value in the same period. Source: COINr
/// `i_median_grp`.
package struct MedianOfGroup: ImputationMethod {
    package static let name = "group_median"
    package static let reach = Reach.dyads
    package static let form = MethodForm(.grouping)

    /// The name of a grouping of powers and countries.
    package let groups: String

    package var grouping: String? { groups }
    package var text: String { "the median of the period and \(groups)" }

    package func fill(_ column: inout Filling) {
        column.fill(groups: groups) { $0.median }
    }
}

extension MedianOfGroup {
    package init(_ given: MethodArguments) {
        self.init(groups: given.grouping)
    }
}

extension Imputation {
    package static func groupMedian(_ groups: String) -> Self { Self(MedianOfGroup(groups: groups)) }
}
