/// What has to be said wherever a figure stands: what it leaves out, or is not. Text: it decides no value, and a changed
/// one begins no new series, like a title.
package struct Caveat: Hashable, Sendable {
    /// The node or tracked indicator that it is about, in its first place.
    package let node: NodeID
    package let text: String
    /// Whose figures it is about; empty: all powers'.
    package let powers: [PowerID]
    /// Empty: all countries.
    package let countries: [CountryID]

    package init(node: NodeID, text: String, powers: [PowerID] = [], countries: [CountryID] = []) {
        self.node = node
        self.text = text
        self.powers = powers
        self.countries = countries
    }

    /// Characters of a text.
    package static let longest = 500
    /// Texts of one node.
    package static let mostOfNode = 16
    /// Texts of one model.
    package static let mostOfModel = 1_000

    /// Whether it is about one of the powers in one of the countries; `nil` is any.
    package func concerns(_ powers: [PowerID]?, in countries: [CountryID]?) -> Bool {
        func meet<ID: Equatable>(_ own: [ID], _ asked: [ID]?) -> Bool {
            guard let asked, !own.isEmpty else { return true }
            return own.contains(where: asked.contains)
        }
        return meet(self.powers, powers) && meet(self.countries, countries)
    }
}

extension Model {
    /// What has to be said of the figures of some nodes, each with all beneath it, or of tracked indicators, for one of the
    /// powers in one of the countries; `nil` is any. In the order of the tree, each once.
    /// - Parameter ofIndicators: whether those of the indicators beneath count too; asked for by name an indicator always does.
    package func caveats(
        of ids: [NodeID],
        _ powers: [PowerID]?,
        in countries: [CountryID]?,
        ofIndicators: Bool = true
    ) -> [Caveat] {
        guard !caveats.isEmpty else { return [] }
        var wanted = Set(ids)
        for node in nodes where !wanted.contains(node.id) && (ofIndicators || node.indicator == nil) {
            if let parent = node.parent, wanted.contains(nodes[parent].id) { wanted.insert(node.id) }
        }
        for node in nodes where wanted.contains(node.id) {
            if let first = node.repeats { wanted.insert(nodes[first].id) }
        }
        let order = nodes.filter { $0.repeats == nil }.map(\.id) + tracked.map(\.id)
        return order.filter(wanted.contains).flatMap { id in
            caveats.filter { $0.node == id && $0.concerns(powers, in: countries) }
        }
    }
}
