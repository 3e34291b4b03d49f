package import InfluenceModel

/// What a measure was made of in one period, down to the observations.
package struct MeasureExplanation: Sendable {
    /// `measure.tilt`
    package let node: NodeID
    package let country: CountryID
    package let period: Period
    /// In the model's order; those that could not be used are there as well.
    package let parts: [MeasurePart]
    /// Why there is no value; `nil` where there is one.
    package let absence: MeasureAbsence?
    /// Who is ahead, of two values that were compared.
    package var comparison: MeasureComparison?
    /// The breaks in the span that it looks back over, each once: what came about at them is left out of it.
    package var breaks: [SeriesBreak] = []

    /// The ids of the parts that were used.
    package var used: [String] { parts.filter(\.isUsed).map(\.id) }

    /// The ends of the oldest and the newest reference period among the observations used; `nil` without any.
    package var dataSpan: DataSpan? { parts.filter(\.isUsed).flatMap(\.observations).dataSpan }
}

/// Two powers' values of one node.
package struct MeasureComparison: Hashable, Sendable {
    /// The unit of the values; empty for scores.
    package let unit: String
    package let first: Double
    package let second: Double
    /// The reference period that both shares are of; `nil` of scores.
    package let data: Period?
    package let reporter: String?
}

/// A dimension, a channel, a sign, a power, a partner or a period that a measure speaks of.
package struct MeasurePart: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case dimension, channel, sign, power, partner, period
    }

    package let kind: Kind
    /// Of the dimension, the channel, the sign's indicator, the power or partner; or the period.
    package let id: String
    /// The node or indicator that it was read from.
    package let node: NodeID?
    package var unit = ""
    /// Its share of what the measure speaks of, 0...1.
    package var weight: Double?
    /// The power's, or A's: a score, a share of a channel in per cent, a sign's or a partner's value.
    package var value: Double?
    /// B's; of a displacement the later one.
    package var counterpart: Double?
    /// What the formula makes of the value before it is weighed: a share, a sign on 0...1. 0...1
    package var share: Double?
    /// What it adds to the measure; the contributions sum to its value. `nil` where the formula is no sum.
    package var contribution: Double?
    package var isUsed = false
    /// Of what was read from observations directly.
    package var freshness: Freshness?
    package var confidence = 0.0
    package var observations: [ObservationUse] = []
}

extension Sequence<ObservationUse> {
    /// The ends of the oldest and the newest reference period.
    package var dataSpan: DataSpan? {
        reduce(nil) { span, use in
            let end = DataSpan(from: use.observation.period.end, to: use.observation.period.end)
            return span?.union(end) ?? end
        }
    }
}

extension Explanation {
    /// The observations that the score of a node was made of; none where it has no value.
    /// - Parameter isAsked: Of which indicators; all where it is left out.
    package func observations(
        of node: NodeID,
        _ isAsked: (_ indicator: NodeID) -> Bool = { _ in true }
    ) -> [ObservationUse] {
        guard let top = position(of: node), nodes[top].score.value != nil else { return [] }
        let shares = self.shares
        return nodes.indices.flatMap { position -> [ObservationUse] in
            guard let basis = nodes[position].indicator, nodes[position].score.value != nil,
                isBeneath(position, top), shares.weight(of: position, in: top) != 0, isAsked(nodes[position].id)
            else { return [] }
            return basis.observations
        }
    }

    /// The ends of the oldest and newest reference period that the score of a node stands on; `nil` where it has no value.
    package func dataSpan(of node: NodeID) -> DataSpan? {
        guard let top = position(of: node), nodes[top].score.value != nil else { return nil }
        let shares = self.shares
        var span: DataSpan?
        for position in nodes.indices
        where nodes[position].score.value != nil && isBeneath(position, top)
            && shares.weight(of: position, in: top) != 0
        {
            guard let own = nodes[position].indicator?.span else { continue }
            span = span?.union(own) ?? own
        }
        return span
    }

    /// - Parameters: positions.
    func isBeneath(_ position: Int, _ top: Int) -> Bool {
        var place: Int? = position
        while let current = place {
            if current == top { return true }
            place = nodes[current].parent
        }
        return false
    }
}
