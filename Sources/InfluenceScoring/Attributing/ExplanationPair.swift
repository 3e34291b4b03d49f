internal import InfluenceModel

/// Two explanations under one model, and the parts that a change of a node's score consists of.
///
/// A part is an indicator with a value at both ends, or the topmost node that has a score at one end only: what lies
/// beneath it came or went with it. The aggregates above the parts have scores at both ends.
struct ExplanationPair {
    /// Where missing weight goes to the whole tree, with the indicators as children of the explained node.
    let old: Explanation
    let new: Explanation
    let top: Int
    /// By position; `nil`: not beneath the explained node, without a score at both ends, or beneath a part.
    let roles: [Role?]
    let oldShares: Shares
    let newShares: Shares

    enum Role {
        case aggregate
        case indicator
        case entered
        case left
    }

    /// - Throws: ``AttributionError``
    init(_ node: NodeID, from old: Explanation, to new: Explanation) throws(AttributionError) {
        guard old.dyad == new.dyad, old.nodes.count == new.nodes.count,
            zip(old.nodes, new.nodes).allSatisfy({ $0.id == $1.id && $0.parent == $1.parent })
        else { throw .differentTrees }
        guard let top = new.position(of: node) else { throw .notInModel(node) }
        let (old, new) = (old.flattened(beneath: top), new.flattened(beneath: top))
        guard old.nodes[top].score.value != nil else { throw .noScoreBefore(node) }
        guard new.nodes[top].score.value != nil else { throw .noScoreAfter(node) }
        var roles: [Role?] = []
        for position in new.nodes.indices {
            let isAggregate = new.nodes[position].aggregate != nil
            if position == top {
                roles.append(isAggregate ? .aggregate : .indicator)
                continue
            }
            guard let parent = new.nodes[position].parent, roles[parent] == .aggregate else {
                roles.append(nil)
                continue
            }
            switch (Self.counts(old.nodes[position]), Self.counts(new.nodes[position])) {
            case (true, true): roles.append(isAggregate ? .aggregate : .indicator)
            case (false, true): roles.append(.entered)
            case (true, false): roles.append(.left)
            case (false, false): roles.append(nil)
            }
        }
        (self.old, self.new, self.top, self.roles) = (old, new, top, roles)
        (oldShares, newShares) = (old.shares, new.shares)
    }

    /// Whether it has a part in its parent's score.
    private static func counts(_ node: ExplainedNode) -> Bool {
        node.score.value != nil && node.weight > 0
    }

    /// The aggregates between the explained node and the parts, in the model's order.
    var aggregates: [Int] { roles.indices.filter { roles[$0] == .aggregate } }

    /// The indicators and other parts, in the model's order.
    var parts: [Int] { roles.indices.filter { roles[$0] != nil && roles[$0] != .aggregate } }

    /// The children of an aggregate that have a score at some end, in the model's order.
    func children(of aggregate: Int) -> [Int] {
        roles.indices.filter { roles[$0] != nil && new.nodes[$0].parent == aggregate && $0 != top }
    }

    /// The scores at both ends; what entered or left has one score, which stands for both.
    func values(of position: Int) -> Ends<Double> {
        let before = old.nodes[position].score.value ?? 0
        let after = new.nodes[position].score.value ?? 0
        // It may have a score at both, and a weight at one.
        return switch roles[position] {
        case .entered?: Ends(old: after, new: after)
        case .left?: Ends(old: before, new: before)
        default: Ends(old: before, new: after)
        }
    }

    /// The weights among the siblings; what entered or left has one, which stands for both.
    func weights(of position: Int) -> Ends<Double> {
        let (before, after) = (old.nodes[position].weight, new.nodes[position].weight)
        return switch roles[position] {
        case .entered?: Ends(old: after, new: after)
        case .left?: Ends(old: before, new: before)
        default: Ends(old: before, new: after)
        }
    }

    /// The item of a node, with what it was at the two ends.
    func item(
        _ group: Attribution.Group,
        _ position: Int,
        _ effect: Double,
        _ breaks: [SeriesBreak] = []
    ) -> Attribution.Item {
        Attribution.Item(
            group: group,
            node: new.nodes[position].id,
            before: Attribution.State(old.nodes[position], weight: oldShares.weight(of: position, in: top)),
            after: Attribution.State(new.nodes[position], weight: newShares.weight(of: position, in: top)),
            effect: effect,
            breaks: breaks
        )
    }
}

extension Explanation {
    /// Where missing weight goes to the whole tree: the indicators as children of the node, weighed by the products of the
    /// shares on the way, which is how its score comes about.
    fileprivate func flattened(beneath top: Int) -> Explanation {
        guard missing == .tree else { return self }
        var totals = nodes.map { _ in 0.0 }
        for node in nodes {
            if let parent = node.parent { totals[parent] += node.weight }
        }
        // `nil`: not beneath the node.
        var products: [Double?] = []
        var flat = self
        for (position, node) in nodes.enumerated() {
            guard position != top, let parent = node.parent, let product = products[parent] else {
                products.append(position == top ? 1 : nil)
                continue
            }
            let share = totals[parent] > 0 ? node.weight / totals[parent] : 0
            products.append(node.link.isUnweighed ? 0 : product * share)
            flat.nodes[position].parent = node.indicator == nil ? nil : top
            flat.nodes[position].weight = products[position] ?? 0
        }
        flat.missing = .siblings
        return flat
    }
}

/// A figure at the two ends of a change.
struct Ends<Value> {
    let old: Value
    let new: Value
}

extension Ends: Equatable where Value: Equatable {}

extension Attribution.State {
    init(_ node: ExplainedNode, weight: Double?) {
        let newest = node.indicator?.observations.last { $0.role == .value }?.observation
        self.init(
            value: node.score.value,
            weight: weight,
            raw: node.indicator?.raw,
            period: newest?.period,
            reporter: newest?.series.reporter,
            status: newest?.status
        )
    }
}
