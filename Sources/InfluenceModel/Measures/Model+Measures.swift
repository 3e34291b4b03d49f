extension Model {
    /// The ids of the measures that the model asks for, in the order in which they are shown.
    package var measureNodes: [NodeID] {
        (measures?.asked ?? []).flatMap { measure in measure.kind.facets(in: self).map { measure.node($0) } }
    }

    /// Reads the id of a measure's series; `nil` for a node of the model, or a measure that its plan does not know.
    package func measure(of node: NodeID) -> (measure: Measure, facet: NodeID?)? { measures?.measure(of: node) }

    /// The nodes and tracked indicators that a measure is made of.
    package func nodes(of measure: Measure, _ facet: NodeID?) -> [NodeID] {
        let root = nodes.first.map { [$0.id] } ?? []
        return type(of: measure.kind).material.flatMap { material -> [NodeID] in
            switch material {
            case .index: return root
            case .signs: return measures?.coopetition?.sources.map(\.indicator) ?? []
            case .compared: return facet.map { [$0] } ?? root
            case .channels:
                let channels = measures?.dependency?.channels ?? []
                guard let facet else { return channels.map(\.share) }
                return channels.first { $0.id == facet }.map { [$0.partners ?? $0.share] } ?? []
            }
        }
    }

    /// What the names of measures are followed by.
    fileprivate func facets(_ facet: Measure.Facet) -> [NodeID] {
        switch facet {
        case .channel: (measures?.dependency?.channels ?? []).filter { $0.partners != nil }.map(\.id)
        case .node:
            (measures?.overtaking?.shares ?? []) + nodes.prefix(1).filter { $0.aggregate != nil }.map(\.id)
                + comparedDimensions
        }
    }

    /// The dimensions that are aggregates.
    package var comparedDimensions: [NodeID] {
        (nodes.first?.children ?? []).map { nodes[$0] }.filter { $0.aggregate != nil }.map(\.id)
    }

    func measureFacets(_ facet: Measure.Facet?) -> [NodeID?] {
        guard let facet else { return [nil] }
        return facets(facet).map(Optional.some)
    }
}

extension MeasurePlan {
    /// Those that it has what they need for.
    package var asked: [Measure] {
        measures.filter { ($0.subject != .pair || !pairs.isEmpty) && $0.kind.isAsked(in: self) }
    }

    /// Below which coverage a measure has no value.
    package func gate(of measure: Measure) -> Double { measure.kind.gate(in: self) }

    /// How far its measures look back at most from the first day of a period on.
    package var spans: [CalendarDuration] { measures.compactMap { $0.kind.span(in: self) } }

    /// Reads the id of a measure's series; `nil` for a node of a model or an unknown measure.
    package func measure(of node: NodeID) -> (measure: Measure, facet: NodeID?)? {
        guard let (name, facet) = Measure.parts(of: node), let measure = measures.first(where: { $0.name == name }),
            measure.facet == nil ? facet == nil : facet != nil || type(of: measure.kind).isOfRootToo
        else { return nil }
        return (measure, facet)
    }
}
