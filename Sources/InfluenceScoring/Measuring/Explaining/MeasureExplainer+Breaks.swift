internal import InfluenceModel

extension MeasureExplainer {
    /// Whether another power leads in the scores of a node only because what some leaves say cannot be compared any more:
    /// whether the lead would not have changed with what they add to the change left out.
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
        var (gap, size, broken) = (0.0, 0.0, 0.0)
        for (power, sign) in [(pair.first, -1.0), (pair.second, 1.0)] {
            var sides: [Explanation] = []
            for end in ends {
                sides.append(try scorer.explain(Dyad(power: power, country: country), at: end, in: table))
            }
            guard let value = sides[1][node]?.score.value else { return false }
            gap += sign * value
            size = max(size, value.magnitude)
            guard let change = BrokenChange(of: node, from: sides[0], to: sides[1]) else { continue }
            // What cannot be told apart cannot be left out.
            guard let effect = change.effect else { return true }
            broken += sign * effect
        }
        let without = Lead(gap: gap - broken, margin: margin, ofSize: size)
        return without != Lead(gap: gap, margin: margin, ofSize: size)
    }

    /// The breaks beneath the index of some powers after one period of the table, each once.
    func breaks(_ question: MeasureQuestion, _ powers: [Int], after start: Int) -> [SeriesBreak] {
        var seen: Set<SeriesBreak> = []
        return powers.flatMap { power in
            question.measures.arrivals.turns(beneath: 0, power, after: start, by: question.at).flatMap(\.breaks)
        }.filter { seen.insert($0).inserted }
    }
}
