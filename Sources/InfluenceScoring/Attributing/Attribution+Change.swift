package import InfluenceModel

extension Attribution {
    /// Attributes the change of a node's score between two explanations of one power and country under one model.
    ///
    /// - Throws: ``AttributionError``, where there is nothing to attribute or no way to.
    package init(of node: NodeID, from old: Explanation, to new: Explanation) throws(AttributionError) {
        let comparison = try ExplanationPair(node, from: old, to: new)
        let ends = comparison.values(of: comparison.top)
        var (method, items) = (Method.bennet, [Item]())
        if comparison.isSum {
            items = comparison.bennet()
        } else {
            (method, items) = try comparison.shapley()
        }
        guard (ends.new - ends.old).isFinite, items.allSatisfy({ $0.effect.isFinite }) else { throw .notFinite(node) }
        self.init(node: node, from: ends.old, to: ends.new, method: method, items: items, in: new)
    }

    /// Attributes a change across a change of the model: first what happened under the old one, then the new model.
    ///
    /// - Parameters:
    ///   - old: The old data under the old model.
    ///   - middle: The new data under the old model.
    ///   - new: The new data under the new model.
    /// - Throws: ``AttributionError``
    package init(
        of node: NodeID,
        from old: Explanation,
        through middle: Explanation,
        to new: Explanation
    ) throws(AttributionError) {
        guard let position = new.position(of: node), let middlePosition = middle.position(of: node) else {
            throw .notInModel(node)
        }
        guard old.dyad == new.dyad else { throw .differentTrees }
        guard let end = new.nodes[position].score.value else { throw .noScoreAfter(node) }
        guard old[node]?.score.value != nil else { throw .noScoreBefore(node) }
        guard let turn = middle.nodes[middlePosition].score.value else { throw .noScoreUnderOldModel(node) }
        let first = try Attribution(of: node, from: old, to: middle)
        let items = Self.items(
            of: node,
            turn: turn,
            end: end,
            parts: middle.parts(of: middlePosition),
            newParts: new.parts(of: position)
        )
        self.init(
            node: node,
            from: first.from,
            to: end,
            method: first.method,
            items: first.items + items,
            in: new
        )
    }

    /// The items of the model's step: indicator by indicator where both scores are sums of contributions W x.
    ///
    /// As the weights W sum to 1 under both models, sum d(W x) = sum (d(W x) - r dW) for any r; with r the mean of the two
    /// scores, more weight for an indicator that is below them lowers the score, also if it is 0 and adds nothing to either.
    private static func items(
        of node: NodeID,
        turn: Double,
        end: Double,
        parts: [Explanation.Part]?,
        newParts: [Explanation.Part]?
    ) -> [Item] {
        guard let parts, let newParts else {
            guard turn != end else { return [] }
            return [Item(group: .model, node: node, before: nil, after: nil, effect: end - turn)]
        }
        let old = Dictionary(parts.map { ($0.node, $0) }) { first, _ in first }
        let known = Set(newParts.map(\.node))
        let mean = (turn + end) / 2
        typealias Sides = (before: Explanation.Part?, after: Explanation.Part?)
        let both = newParts.map { part -> Sides in (old[part.node], part) }
        let gone = parts.filter { !known.contains($0.node) }.map { part -> Sides in (part, nil) }
        return (both + gone).compactMap { before, after -> Item? in
            let weight: Double = (after?.weight ?? 0) - (before?.weight ?? 0)
            let change: Double = (after?.contribution ?? 0) - (before?.contribution ?? 0)
            let effect: Double = change - mean * weight
            guard let node = after?.node ?? before?.node, effect != 0 else { return nil }
            return Item(group: .model, node: node, before: before?.state, after: after?.state, effect: effect)
        }
    }

    /// Puts the items in order, and books what is left of the change as residual.
    private init(node: NodeID, from: Double, to: Double, method: Method, items: [Item], in tree: Explanation) {
        let groups = Dictionary(zip(Group.allCases, 0...)) { first, _ in first }
        let nodes = Dictionary(zip(tree.nodes.map(\.id), 0...)) { first, _ in first }
        func key(_ item: Item) -> (Int, Double, Int) {
            (groups[item.group] ?? .max, -item.effect.magnitude, nodes[item.node] ?? .max)
        }
        var ordered = items.filter { $0.effect != 0 }.enumerated().sorted { left, right in
            let (a, b) = (key(left.element), key(right.element))
            return a == b ? left.offset < right.offset : a < b
        }.map(\.element)
        let residual = (to - from) - ordered.reduce(0) { $0 + $1.effect }
        if residual.magnitude > 1e-13 * max(1, from.magnitude, to.magnitude) {
            ordered.append(Item(group: .residual, node: node, before: nil, after: nil, effect: residual))
        }
        self.init(node: node, from: from, to: to, method: method, items: ordered)
    }
}

extension Explanation {
    /// What an indicator adds to an ancestor.
    struct Part {
        let node: NodeID
        let contribution: Double
        let weight: Double
        let state: Attribution.State
    }

    /// The contributions of the indicators beneath a node; `nil` where it is no sum of them.
    fileprivate func parts(of top: Int) -> [Part]? {
        let shares = self.shares
        var isBeneath = nodes.map { _ in false }
        var parts: [Part] = []
        for (position, node) in nodes.enumerated() {
            isBeneath[position] = position == top || node.parent.map { isBeneath[$0] } ?? false
            guard isBeneath[position], node.indicator != nil, node.score.value != nil else { continue }
            let weight = shares.weight(of: position, in: top)
            if weight == 0 { continue }
            guard let weight, let contribution = shares.contribution(of: position, to: top) else { return nil }
            parts.append(
                Part(
                    node: node.id,
                    contribution: contribution,
                    weight: weight,
                    state: Attribution.State(node, weight: weight)
                )
            )
        }
        return parts
    }
}
