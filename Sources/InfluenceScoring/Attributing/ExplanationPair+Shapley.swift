internal import InfluenceModel

extension ExplanationPair {
    /// The items of a score that is no weighted sum, by Shapley values. The players are the parts that changed, one for all
    /// that aggregates are compared with, as the ranges of their normalisations move together, and one for the weights
    /// beneath each aggregate: those of siblings are shares of one whole, and none of them moves alone.
    ///
    /// - Throws: ``AttributionError/undefinedBetween(_:)``, ``AttributionError/needsWholeTable(_:)``
    func shapley(mostExact: Int = Coalitions.mostExact) throws(AttributionError) -> (
        method: Attribution.Method, items: [Attribution.Item]
    ) {
        let game = try Game(self)
        let coalitions = Coalitions(players: game.players.count, mostExact: mostExact)
        let values = coalitions.values(try game.worth(of: coalitions))
        let items = zip(game.players, values).flatMap { self.items(of: $0, $1) }
        return (coalitions.isSampled ? .sampled : .shapley, items)
    }

    private func items(of player: Game.Player, _ value: Double) -> [Attribution.Item] {
        switch player {
        case .part(let part):
            guard roles[part] == .indicator else {
                return [item(roles[part] == .entered ? .entered : .left, part, value)]
            }
            let parts = ValueChange(from: old.nodes[part], to: new.nodes[part], at: new.period).parts
            let change = parts.reduce(0) { $0 + $1.change }
            // Parts that nearly cancel would share the value out by what rounding left of their sum.
            let canSplit = change.magnitude > 1e-6 * parts.reduce(0) { $0 + $1.change.magnitude }
            guard let first = parts.first, parts.count > 1, canSplit else {
                return parts.prefix(1).map { item($0.group, part, value, $0.breaks) }
            }
            let share = value * (first.change / change)
            return [
                item(first.group, part, share, first.breaks),
                item(parts[1].group, part, value - share, parts[1].breaks),
            ]
        case .exchange(let parent, _):
            return [item(.coverage, parent, value)]
        case .ranges(let nodes):
            return [item(.normalisation, nodes.count == 1 ? nodes[0] : top, value)]
        case .weights(let aggregate):
            var item = item(.weights, aggregate, value)
            item.reweighted = reweighted(beneath: aggregate)
            return [item]
        }
    }

    /// The children of an aggregate that have another weight at the new end.
    fileprivate func reweighted(beneath aggregate: Int) -> [Attribution.Reweighting] {
        children(of: aggregate).compactMap { child in
            let weights = weights(of: child)
            guard weights.old != weights.new else { return nil }
            return Attribution.Reweighting(node: new.nodes[child].id, before: weights.old, after: weights.new)
        }
    }
}

/// The score as a function of which parts are new already.
private struct Game {
    enum Player {
        case part(Int)
        /// Everything beneath an aggregate left and something else entered: between the two it would have no score.
        case exchange(Int, parts: [Int])
        /// Aggregates whose values are compared with something else.
        case ranges([Int])
        /// An aggregate whose children have other weights.
        case weights(Int)
    }

    private let comparison: ExplanationPair
    let players: [Player]
    /// The player that changes each part, by position; that of each aggregate's range; that of the weights beneath it.
    private var deciders: [Int: Int] = [:]
    private var ranges: [Int: Int] = [:]
    private var weights: [Int: Int] = [:]

    init(_ comparison: ExplanationPair) throws(AttributionError) {
        self.comparison = comparison
        let (old, new) = (comparison.old, comparison.new)
        for node in comparison.aggregates {
            // Where a cell's value comes from the children's values in that cell alone.
            let isLocal = [old, new].allSatisfy { $0.nodes[node].aggregate.map { !$0.method.isComparison } ?? false }
            guard isLocal, old.nodes[node].line != nil, new.nodes[node].line != nil else {
                throw .needsWholeTable(new.nodes[node].id)
            }
        }
        var players: [Player] = []
        for part in comparison.parts where comparison.roles[part] == .indicator {
            let values = comparison.values(of: part)
            if values.old != values.new { players.append(.part(part)) }
        }
        for aggregate in comparison.aggregates {
            let children = comparison.children(of: aggregate)
            let changed = children.filter { comparison.roles[$0] == .entered || comparison.roles[$0] == .left }
            if !changed.isEmpty, changed.count == children.count {
                players.append(.exchange(aggregate, parts: changed))
            } else {
                players += changed.map { .part($0) }
            }
        }
        let moved = comparison.aggregates.filter { old.nodes[$0].line != new.nodes[$0].line }
        if !moved.isEmpty { players.append(.ranges(moved)) }
        players += comparison.aggregates.filter { !comparison.reweighted(beneath: $0).isEmpty }.map { .weights($0) }
        self.players = players
        for (number, player) in players.enumerated() {
            switch player {
            case .part(let part): deciders[part] = number
            case .exchange(_, let parts): for part in parts { deciders[part] = number }
            case .ranges(let nodes): for node in nodes { ranges[node] = number }
            case .weights(let node): weights[node] = number
            }
        }
    }

    /// The score for each set of players that are new already.
    func worth(of coalitions: Coalitions) throws(AttributionError) -> [Double] {
        var values: [Int: [Double]] = [:]
        // Children come behind their parents in the model's order.
        for node in comparison.roles.indices.reversed() {
            switch comparison.roles[node] {
            case nil: continue
            case .aggregate:
                values[node] = try aggregated(node, values, coalitions)
                for child in comparison.children(of: node) { values[child] = nil }
            default: values[node] = self.values(of: node, coalitions)
            }
        }
        var worth = values[comparison.top] ?? []
        // The two ends are the scores themselves; what was computed for them differs by rounding at most.
        let (ends, scores) = (coalitions.ends, comparison.values(of: comparison.top))
        for (set, score) in [(ends.old, scores.old), (ends.new, scores.new)] where set < worth.count {
            let isRebuilt = (worth[set] - score).magnitude <= 1e-9 * max(1, score.magnitude)
            guard isRebuilt else { throw .needsWholeTable(comparison.new.nodes[comparison.top].id) }
            worth[set] = score
        }
        return worth
    }

    private func values(of part: Int, _ coalitions: Coalitions) -> [Double] {
        let score = comparison.values(of: part)
        let role = comparison.roles[part]
        let (old, new) = (role == .entered ? .nan : score.old, role == .left ? .nan : score.new)
        guard let player = deciders[part] else { return Array(repeating: new, count: coalitions.count) }
        return coalitions.contains(player).map { $0 ? new : old }
    }

    private func aggregated(_ node: Int, _ values: [Int: [Double]], _ coalitions: Coalitions) throws(AttributionError)
        -> [Double]
    {
        let (old, new) = (comparison.old.nodes[node], comparison.new.nodes[node])
        var means = try means(node, as: old, { $0.old }, values, coalitions)
        if let player = weights[node] {
            let after = try self.means(node, as: new, { $0.new }, values, coalitions)
            for (set, isNew) in coalitions.contains(player).enumerated() where isNew { means[set] = after[set] }
        }
        guard let before = old.line, let after = new.line else { throw .needsWholeTable(new.id) }
        let scores =
            if let player = ranges[node] {
                zip(coalitions.contains(player), means).map { $0 ? after($1) : before($1) }
            } else {
                means.map { before($0) }
            }
        guard scores.allSatisfy(\.isFinite) else { throw .undefinedBetween(new.id) }
        return scores
    }

    /// What the children come to under the weights of one end, before the aggregate's own normalisation.
    private func means(
        _ node: Int,
        as end: ExplainedNode,
        _ weight: (Ends<Double>) -> Double,
        _ values: [Int: [Double]],
        _ coalitions: Coalitions
    ) throws(AttributionError) -> [Double] {
        guard let basis = end.aggregate else { throw .needsWholeTable(end.id) }
        let children = comparison.children(of: node).compactMap { child in
            values[child].map { values in
                Child(
                    id: comparison.new.nodes[child].id,
                    weight: weight(comparison.weights(of: child)),
                    values: values,
                    run: values.indices,
                    fit: .identity,
                    periods: 1,
                    coverage: nil,
                    confidence: nil
                )
            }
        }
        // Without its gates: it passes them at both ends, and in between they say nothing.
        let run = AggregateRun(
            Aggregate(method: basis.method),
            of: children,
            count: coalitions.count,
            isGated: false
        )
        return run.values
    }
}
