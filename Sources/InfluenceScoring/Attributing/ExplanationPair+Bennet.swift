extension ExplanationPair {
    /// Whether the score is a weighted sum of the parts at both ends.
    var isSum: Bool {
        aggregates.allSatisfy { old.nodes[$0].isSum && new.nodes[$0].isSum }
    }

    /// The items of a score that is a weighted sum: dI = sum mean(W) dx + sum mean(x) dW over the parts, W being weights
    /// in the explained node, and x mirrored once for each mirrored node on the way: as shares sum to 1, the mirror image
    /// of a weighted mean is the mean of the mirror images.
    ///
    /// The second sum is told from where weights moved: among the children of one aggregate, as some entered or left, or
    /// as weights that come from the data changed. There the shares move by ds, which sums to 0, and a child c is worth
    /// g(c) points of the explained node a share. As sum ds g = sum ds (g - r) for any r, the whole of it can be booked to
    /// the children that entered or left, with r the mean worth of those that stayed: an indicator that enters with a
    /// value above that of its siblings raises the score, and one that enters with the same value has no effect.
    func bennet() -> [Attribution.Item] {
        var items: [Attribution.Item] = []
        var worth = [Double](repeating: 0, count: roles.count)
        let moves = ShareMoves(self)
        for part in parts {
            let path = self.path(to: part)
            let weights = moves.weights(along: path)
            if roles[part] == .indicator {
                let sign = mirrors(over: path).count.isMultiple(of: 2) ? 1.0 : -1
                for change in ValueChange(from: old.nodes[part], to: new.nodes[part], at: new.period).parts {
                    let effect = (weights.old + weights.new) / 2 * (sign * change.change)
                    items.append(item(change.group, part, effect, change.breaks))
                }
            }
            let values = values(of: part)
            let mean = mirrors(over: path).reduce((values.old + values.new) / 2) { $1 - $0 }
            for (node, factor) in zip(path, moves.factors(along: path)) { worth[node] += mean * factor }
        }
        for aggregate in aggregates {
            items += moves.items(among: children(of: aggregate), worth: worth)
        }
        return items
    }

    /// From the child of the explained node down to the part; empty for the explained node itself.
    private func path(to part: Int) -> [Int] {
        var path: [Int] = []
        var node = part
        while node != top, let parent = new.nodes[node].parent {
            path.append(node)
            node = parent
        }
        return path.reversed()
    }

    /// Of the mirrored nodes above a path, the lowest first, what a score and its mirror image add up to.
    private func mirrors(over path: [Int]) -> [Double] {
        path.reversed().compactMap { new.nodes[$0].parent }.compactMap { new.nodes[$0].mirror }
    }
}

/// The shares of nodes among their siblings at both ends, and what their moves mean.
private struct ShareMoves {
    private let comparison: ExplanationPair
    private let old: [Double]
    private let new: [Double]

    init(_ comparison: ExplanationPair) {
        self.comparison = comparison
        var (old, new) = (comparison.roles.map { _ in 0.0 }, comparison.roles.map { _ in 0.0 })
        for aggregate in comparison.aggregates {
            let siblings = Siblings(comparison, comparison.children(of: aggregate))
            for (position, node) in siblings.nodes.enumerated() {
                old[node] = siblings.share(position, weights: \.old, present: \.old)
                new[node] = siblings.share(position, weights: \.new, present: \.new)
            }
        }
        (self.old, self.new) = (old, new)
    }

    func weights(along path: [Int]) -> Ends<Double> {
        Ends(old: path.reduce(1) { $0 * old[$1] }, new: path.reduce(1) { $0 * new[$1] })
    }

    /// For each node of the path the factor of its share's move in the move of the product of all shares.
    ///
    /// The product moves step by step, once from the first share to the last and once from the last to the first, and the
    /// mean is taken: exact, and the same when old and new are exchanged.
    func factors(along path: [Int]) -> [Double] {
        path.indices.map { step in
            let (before, behind) = (path[..<step], path[(step + 1)...])
            let forward = before.reduce(1) { $0 * new[$1] } * behind.reduce(1) { $0 * old[$1] }
            let backward = before.reduce(1) { $0 * old[$1] } * behind.reduce(1) { $0 * new[$1] }
            return (forward + backward) / 2
        }
    }

    func items(among children: [Int], worth: [Double]) -> [Attribution.Item] {
        let siblings = Siblings(comparison, children)
        return siblings.coverage(worth: worth) + siblings.reweighting(worth: worth)
    }
}

/// The children of one aggregate that have a score at some end.
private struct Siblings {
    let comparison: ExplanationPair
    let nodes: [Int]
    /// By position in ``nodes``.
    private let weights: [Ends<Double>]
    private let present: [Ends<Bool>]

    init(_ comparison: ExplanationPair, _ nodes: [Int]) {
        self.comparison = comparison
        self.nodes = nodes
        weights = nodes.map { comparison.weights(of: $0) }
        present = nodes.map { Ends(old: comparison.roles[$0] != .entered, new: comparison.roles[$0] != .left) }
    }

    typealias Weights = (Ends<Double>) -> Double
    typealias Present = (Ends<Bool>) -> Bool

    /// The share of a child under the weights of one end and the presence of one end.
    func share(_ position: Int, weights weight: Weights, present isPresent: Present) -> Double {
        guard isPresent(present[position]) else { return 0 }
        var sum = 0.0
        for other in nodes.indices where isPresent(present[other]) { sum += weight(weights[other]) }
        return sum > 0 ? weight(weights[position]) / sum : 0
    }

    /// The effects of the children that entered or left.
    func coverage(worth: [Double]) -> [Attribution.Item] {
        guard present.contains(where: { !$0.old || !$0.new }) else { return [] }
        var effects = nodes.map { _ in 0.0 }
        // Under the old weights and under the new ones, and the mean of the two.
        for weight: Weights in [\.old, \.new] {
            var (sum, total) = (0.0, 0.0)
            for (position, node) in nodes.enumerated() where present[position].old && present[position].new {
                sum += weight(weights[position]) * worth[node]
                total += weight(weights[position])
            }
            // Where nobody stayed: the mean of those that left and those that entered.
            let reference = total > 0 ? sum / total : mean(of: worth, weights: weight)
            for (position, node) in nodes.enumerated() where !present[position].old || !present[position].new {
                let move =
                    share(position, weights: weight, present: \.new)
                    - share(position, weights: weight, present: \.old)
                effects[position] += move * (worth[node] - reference) / 2
            }
        }
        return nodes.indices.filter { effects[$0] != 0 }.map { position in
            let group: Attribution.Group = present[position].old ? .left : .entered
            return comparison.item(group, nodes[position], effects[position])
        }
    }

    private func mean(of worth: [Double], weights weight: Weights) -> Double {
        var sum = 0.0
        for (position, node) in nodes.enumerated() {
            for present: Present in [\.old, \.new] {
                sum += share(position, weights: weight, present: present) * worth[node] / 2
            }
        }
        return sum
    }

    /// The effects of weights that come from the data.
    func reweighting(worth: [Double]) -> [Attribution.Item] {
        guard weights.contains(where: { $0.old != $0.new }) else { return [] }
        let moves = nodes.indices.map { position in
            var move = 0.0
            for present: Present in [\.old, \.new] {
                move += share(position, weights: \.new, present: present) / 2
                move -= share(position, weights: \.old, present: present) / 2
            }
            return move
        }
        let reference = nodes.reduce(0) { $0 + worth[$1] } / Double(nodes.count)
        return nodes.indices.compactMap { position in
            let effect = moves[position] * (worth[nodes[position]] - reference)
            return effect == 0 ? nil : comparison.item(.weights, nodes[position], effect)
        }
    }
}
