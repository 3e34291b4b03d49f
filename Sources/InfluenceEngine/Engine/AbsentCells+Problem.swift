import InfluenceModel
package import InfluenceScoring

extension AbsentCells {
    /// How many the status names.
    static let told = 3
    /// How many the reply to an import, and to a question for the coverage, names.
    package static let listed = 20

    /// A sentence for whoever keeps the data; `nil` where every value that stands can be computed.
    package var problem: String? {
        guard standing > 0 else { return nil }
        let named = items.filter(\.isStanding).map {
            "\($0.node) of \($0.dyad.power) in \($0.dyad.country) since \($0.since): \($0.absence.advice)"
        }
        let count = standing == 1 ? "1 value" : "\(standing) values"
        return
            "\(count) cannot be computed though data are there and count as missing (\(named.joined(separator: "; ")))"
    }
}
