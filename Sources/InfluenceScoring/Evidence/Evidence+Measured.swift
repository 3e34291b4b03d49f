internal import InfluenceModel

// What a figure is made of. Whoever asks for its dates, its flags, its news or the errors in it asks here.

extension Evidence {
    /// A part of what a figure is made of.
    enum Material: Hashable {
        /// What lies beneath a node, or a tracked indicator.
        case beneath(NodeID)
        /// The signs of cooperation of the two powers.
        case signs
    }

    /// What the figures of a node, a measure or a tracked indicator are made of: of a measure what ``MeasureKind/material``
    /// says, else the node itself.
    func measured(_ node: NodeID) -> [Material] {
        guard let (_, name) = Measure.parts(of: node), let root = model.nodes.first?.id else { return [.beneath(node)] }
        guard let (measure, facet) = model.measure(of: node) else { return [.beneath(name ?? root)] }
        return type(of: measure.kind).material.flatMap { material -> [Material] in
            switch material {
            case .index: [.beneath(root)]
            case .compared: [.beneath(facet ?? root)]
            case .channels: channels(facet).map { .beneath($0.share) }
            case .signs: [.signs]
            }
        }
    }

    /// The channel that is a measure's facet, or all.
    func channels(_ facet: NodeID?) -> [MeasurePlan.Channel] {
        (model.measures?.dependency?.channels ?? []).filter { facet == nil || $0.id == facet }
    }

    /// The indicators that a figure is made of, each once.
    func leaves(behind node: NodeID) -> [Indicator] {
        var seen: Set<NodeID> = []
        return measured(node).flatMap { material -> [Indicator] in
            switch material {
            case .beneath(let node): leaves[node] ?? []
            case .signs: (model.measures?.coopetition?.sources ?? []).compactMap { model.indicator($0.indicator) }
            }
        }.filter { seen.insert($0.id).inserted }
    }

    /// What the signs of cooperation of two powers in a country are read from at the end of a period.
    func signObservations(of power: PowerID, in country: CountryID, at period: Period) -> [Observation] {
        guard let pair = PowerPair(power), let place = place(of: country) else { return [] }
        var selection = Selection()
        return signs(of: pair).flatMap {
            $0.read(country: place, at: period.end, into: &selection, keepsSources: true).sources
        }.map { panel.observations[$0] }
    }
}
