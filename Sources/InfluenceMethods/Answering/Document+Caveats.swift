import InfluenceControl
import InfluenceModel

extension Document {
    /// What has to be said beside figures of some nodes or measures.
    /// - Parameters:
    ///   - power: a power, a pair or `WLD`, as series name them; `nil`: of any.
    ///   - country: `nil`: in any.
    ///   - ofIndicators: whether what is said of indicators beneath a node is said of the node. Where a figure is taken apart
    ///     it is; in a table it would stand beside every figure, and so say nothing of any.
    static func caveats(
        of nodes: [NodeID],
        _ power: PowerID?,
        in country: CountryID?,
        _ model: Model,
        ofIndicators: Bool = false
    ) -> [IndexInterface.Caveat] {
        let read = nodes.flatMap { node in
            model.measure(of: node).map { model.nodes(of: $0.measure, $0.facet) } ?? [node]
        }
        let powers = power.flatMap { power -> [PowerID]? in
            guard power != .world else { return nil }
            return PowerPair(power).map { [$0.first, $0.second] } ?? [power]
        }
        let found = model.caveats(of: read, powers, in: country.map { [$0] }, ofIndicators: ofIndicators)
        return found.map(caveat)
    }

    static func caveat(_ caveat: Caveat) -> IndexInterface.Caveat {
        IndexInterface.Caveat(
            node: caveat.node.text,
            text: caveat.text,
            powers: caveat.powers.map(\.text),
            countries: caveat.countries.map(\.text)
        )
    }
}
