/// What two models compute alike, whatever their texts say: asked where a figure of one is held against a figure of the
/// other. By definition, so a comment, a title or an edit elsewhere changes nothing (see ``Model/definitions``).
package struct ModelComparison: Sendable {
    /// The nodes, and the tracked indicators, that both have under one id and by one definition.
    private let alike: Set<NodeID>
    /// The powers in their order, which ranks are made among.
    package let haveSamePowers: Bool
    /// What is drawn at random, and how often.
    package let haveSameUncertainty: Bool
    /// The scores of all nodes, the values of all tracked indicators, and what measures make of them.
    package let haveSameMeasures: Bool

    package init(_ before: Model, _ now: Model) {
        let (old, new) = (before.definitionsByID, now.definitionsByID)
        alike = Set(new.filter { old[$0.key] == $0.value }.keys)
        haveSamePowers = before.powers.map(\.id) == now.powers.map(\.id)
        haveSameUncertainty = before.uncertainty == now.uncertainty
        let isSameTree =
            before.nodes.map(\.id) == now.nodes.map(\.id) && before.tracked.map(\.id) == now.tracked.map(\.id)
        haveSameMeasures =
            isSameTree && alike.count == new.count && haveSamePowers
            && before.countries.map(\.id) == now.countries.map(\.id) && before.measures == now.measures
    }

    /// Whether both have a node or tracked indicator of that id, and compute it alike.
    package func isAlike(_ node: NodeID) -> Bool { alike.contains(node) }
}

extension Model {
    fileprivate var definitionsByID: [NodeID: DefinitionBytes] {
        let nodes = zip(self.nodes.map(\.id), definitions)
        let tracked = self.tracked.map { ($0.id, definition(ofTracked: $0)) }
        return Dictionary(Array(nodes) + tracked) { first, _ in first }
    }
}
