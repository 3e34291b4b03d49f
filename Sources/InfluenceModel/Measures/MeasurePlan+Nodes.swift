extension Model {
    /// The ids of the measures that the model asks for, in the order in which they are shown.
    package var measureNodes: [NodeID] {
        guard let measures, let root = nodes.first else { return [] }
        let compared =
            (measures.overtaking?.shares ?? [])
            + ([root] + root.children.map { nodes[$0] }).filter { $0.aggregate != nil }.map(\.id)
        return Measure.allCases.flatMap { measure -> [NodeID] in
            guard measures.has(measure) else { return [] }
            if measure == .probabilityAbove {
                guard (uncertainty?.replications ?? 0) > 0 else { return [] }
                return [measure.node()]
                    + root.children.map { nodes[$0] }.filter { $0.aggregate != nil }.map { measure.node($0.id) }
            }
            switch measure.facet {
            case nil: return [measure.node()]
            case .channel?:
                return (measures.dependency?.channels ?? []).filter { $0.partners != nil }.map { measure.node($0.id) }
            case .node?: return compared.map { measure.node($0) }
            }
        }
    }
}

extension MeasurePlan {
    fileprivate func has(_ measure: Measure) -> Bool {
        if measure.subject == .pair, pairs.isEmpty { return false }
        return switch measure {
        case .share, .tilt, .contest, .divisionOfLabour, .multiVector, .thirdShare, .probabilityAbove: true
        case .cooperation, .coopetitionIntensity, .coopetitionBalance, .coopetitionQuadrant: coopetition != nil
        case .pattern: pattern != nil
        case .dependency, .dependencyLinear, .dependencyJoint, .concentration, .effectivePartners: dependency != nil
        case .overtaking, .overtakingLatest, .overtakingGap, .overtakingRatio: overtaking != nil
        case .displacement: displacement != nil
        case .momentum, .momentumP: momentum != nil
        }
    }
}
