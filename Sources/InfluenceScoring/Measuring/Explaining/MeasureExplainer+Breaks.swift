internal import InfluenceModel

extension MeasureExplainer {
    /// Whether another power leads in the scores of a node only because what some leaves say cannot be compared any more:
    /// whether the lead would not have changed with the contributions of these leaves left out.
    func isBreak(
        of node: NodeID,
        _ pair: PowerPair,
        in country: CountryID,
        from earlier: Period,
        to period: Period
    ) throws(ScoringError) -> Bool {
        let ends = [earlier, period]
        // Figures of the whole panel are those of the table.
        let table = scorer.model.hasParametersOfPanel ? self.table : try scorer.scores(for: ends)
        guard ends.allSatisfy({ table.position(of: $0) != nil }), let margin = plan.overtaking?.scoreMargin else {
            return false
        }
        var gaps = [0.0, 0.0]
        var rests = [0.0, 0.0]
        var broken: Set<NodeID> = []
        var explanations: [[Explanation]] = []
        for power in [pair.first, pair.second] {
            var sides: [Explanation] = []
            for end in ends {
                sides.append(try scorer.explain(Dyad(power: power, country: country), at: end, in: table))
            }
            broken.formUnion(brokenLeaves(from: sides[0], to: sides[1], beneath: node))
            explanations.append(sides)
        }
        guard !broken.isEmpty else { return false }
        for end in ends.indices {
            for (side, sign) in [(0, -1.0), (1, 1.0)] {
                let explanation = explanations[side][end]
                guard let value = explanation[node]?.score.value else { return false }
                gaps[end] += sign * value
                rests[end] += sign * value
                for leaf in broken.sorted() where explanation[leaf]?.score.value != nil {
                    // What does not add up cannot be left out.
                    guard let contribution = explanation.contribution(of: leaf, to: node) else { return true }
                    rests[end] -= sign * contribution
                }
            }
        }
        let lead = Lead(gap: gaps[1], margin: margin)
        return Lead(gap: rests[1], margin: margin) != lead || Lead(gap: rests[0], margin: margin) == lead
    }

    /// The leaves whose newest value is of another reporter than before, or that say themselves that their series breaks.
    private func brokenLeaves(from earlier: Explanation, to later: Explanation, beneath node: NodeID) -> Set<NodeID> {
        var leaves: Set<NodeID> = []
        guard let top = later.position(of: node) else { return [] }
        for (position, (before, now)) in zip(earlier.nodes, later.nodes).enumerated()
        where later.isBeneath(position, top) {
            guard let old = before.indicator?.observations, let new = now.indicator?.observations,
                before.score.value != nil, now.score.value != nil
            else { continue }
            let reporters = [old, new].map { uses in
                uses.last { $0.role == .value }?.observation.series.reporter
            }
            let known = Set(old.map(\.observation))
            let saysSo = new.contains { $0.observation.status == .seriesBreak && !known.contains($0.observation) }
            if reporters[0] != reporters[1] || saysSo { leaves.insert(now.id) }
        }
        return leaves
    }
}
