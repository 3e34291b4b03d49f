import InfluenceModel
import InfluenceScoring

#if canImport(Glibc)
    import Glibc
#endif

/// The replications written down once more, as plainly as possible: one replication after the other, recursively, with
/// sorting. In common with the module are only the random numbers, the definitions and the scores of the table.
struct ReferenceReplications {
    let model: Model
    /// The model's own scores of the period, by node and dyad.
    let nominal: [[Double?]]
    /// Why there are none, likewise.
    let absences: [[Absence?]]
    let period: Period
    /// By option of goalposts (with the model's own normalisation) and then of normalisation: by indicator and dyad.
    let leaves: [[NodeID: [Double?]]]
    let plan: UncertaintyPlan

    private struct Choice {
        let replication: Int
        let leaves: Int
        let aggregation: Int
        /// The hash of the definition of the indicator that is left out.
        let dropped: UInt64?
    }

    /// By node and dyad, the value of each replication.
    func values() -> [[[Double?]]] {
        let elements = Scorer.definitions(of: model).map(\.hash64)
        let dyadCount = nominal[0].count
        var result = [[[Double?]]](
            repeating: [[Double?]](repeating: [], count: dyadCount),
            count: model.nodes.count
        )
        for replication in 0..<plan.replications {
            let normalisation = Int(draw(.normalisation, replication) * Double(plan.normalisations.count + 1))
            let goalposts = Int(draw(.goalposts, replication) * Double(plan.goalpostsHigh.count + 1))
            let aggregation = Int(draw(.aggregation, replication) * Double(plan.aggregations.count + 1))
            for node in model.nodes.indices {
                var dropped: UInt64?
                if plan.leaveOneOut {
                    // Each indicator beneath the node, and none, is as likely to draw the lowest number.
                    let lowest = beneath(node).map { elements[$0] }.min {
                        draw(.dropping, replication, $0) < draw(.dropping, replication, $1)
                    }
                    if let lowest, draw(.dropping, replication, lowest) < draw(.dropping, replication) {
                        dropped = lowest
                    }
                }
                let choice = Choice(
                    replication: replication,
                    leaves: normalisation == 0 ? goalposts : plan.goalpostsHigh.count + normalisation,
                    aggregation: aggregation,
                    dropped: model.nodes[node].indicator == nil ? dropped : nil
                )
                for dyad in 0..<dyadCount {
                    result[node][dyad].append(
                        nominal[node][dyad] == nil ? nil : value(node, dyad, choice, elements)
                    )
                }
            }
        }
        return result
    }

    private func draw(_ choice: UncertainChoice, _ replication: Int, _ element: UInt64 = 0) -> Double {
        Draws(Philox(key: plan.seed), .replications, replication: replication, factor: choice.rawValue).uniform(
            of: element
        )
    }

    private func beneath(_ node: Int) -> [Int] {
        children(node).flatMap { child in
            model.nodes[child].indicator == nil ? beneath(child) : [child]
        }
    }

    private func weight(_ node: Int) -> Double { model.nodes[node].weight(at: period) }

    private func children(_ node: Int) -> [Int] { model.nodes[node].children.filter { weight($0) > 0 } }

    /// What is added up in a node, with its share of the weight.
    private func parts(_ node: Int, _ choice: Choice, _ elements: [UInt64]) -> [(weight: Double, node: Int)] {
        let drawn = children(node).map { child in
            let draw = draw(.weights, choice.replication, elements[child])
            return (weight: weight(child) * (1 - plan.weights + 2 * plan.weights * draw), node: child)
        }
        guard model.missing == .tree else { return drawn }
        let sum = drawn.reduce(0) { $0 + $1.weight }
        return drawn.flatMap { weight, child in
            model.nodes[child].indicator != nil
                ? [(weight / sum, child)]
                : parts(child, choice, elements).map { (weight / sum * $0.weight, $0.node) }
        }
    }

    private func value(_ node: Int, _ dyad: Int, _ choice: Choice, _ elements: [UInt64]) -> Double? {
        guard model.nodes[node].aggregate != nil else {
            return nominal[node][dyad] == nil ? nil : leaves[choice.leaves][model.nodes[node].id]?[dyad]
        }
        guard var value = aggregated(node, dyad, choice, elements) else { return nil }
        // No node of the cases has a normalisation of its own: what is mirrored is so about the middle of the scale.
        if model.nodes[node].direction == .negative { value = model.scale.low + model.scale.high - value }
        return max(value, model.nodes[node].floor ?? -.infinity)
    }

    /// Whether there is a score, or nothing but the node's own mean, or those of its parts, keeps it from being one.
    private func mayScore(_ node: Int, _ dyad: Int) -> Bool {
        guard nominal[node][dyad] == nil, let aggregate = model.nodes[node].aggregate else {
            return nominal[node][dyad] != nil
        }
        switch absences[node][dyad] {
        case .refused?, .notFinite?: return true
        case .noChild?:
            return model.missing == .siblings && aggregate.minCoverage == 0 && aggregate.minChildren <= 1
                && children(node).contains { model.nodes[$0].aggregate != nil && mayScore($0, dyad) }
        default: return false
        }
    }

    private func aggregated(_ node: Int, _ dyad: Int, _ choice: Choice, _ elements: [UInt64]) -> Double? {
        guard mayScore(node, dyad) else { return nil }
        guard let aggregate = model.nodes[node].aggregate else { return nil }
        let alternatives =
            plan.nodeAggregations[model.nodes[node].id] ?? (aggregate.method == .arithmetic ? plan.aggregations : [])
        var option = choice.aggregation
        if plan.nodeAggregations[model.nodes[node].id] != nil {
            option = Int(draw(.aggregation, choice.replication, elements[node]) * Double(alternatives.count + 1))
        }
        let chosen =
            option > 0 && !alternatives.isEmpty ? alternatives[option - 1] : AlternativeAggregation(aggregate.method)
        var parts: [(weight: Double, value: Double)] = []
        var isComplete = true
        for (weight, child) in self.parts(node, choice, elements) {
            let isDropped = model.nodes[child].indicator != nil && elements[child] == choice.dropped
            if !isDropped, let value = value(child, dyad, choice, elements) {
                parts.append((weight, max(value, chosen.floor ?? -.infinity)))
            } else {
                isComplete = false
            }
        }
        let sum = parts.reduce(0) { $0 + $1.weight }
        guard sum > 0 else { return nil }
        let shares = parts.map { ($0.weight / sum, $0.value) }
        if let exponent = (chosen.method.kind as? PowerMean)?.exponent {
            guard shares.allSatisfy({ exponent > 0 ? $0.1 >= 0 : $0.1 > 0 }) else { return nil }
            return pow(shares.reduce(0) { $0 + $1.0 * pow($1.1, exponent) }, 1 / exponent)
        }
        switch chosen.method {
        case .arithmetic: return shares.reduce(0) { $0 + $1.0 * $1.1 }
        case .geometric:
            return shares.contains { $0.1 <= 0 } ? nil : shares.reduce(1) { $0 * pow($1.1, $1.0) }
        case .harmonic: return shares.contains { $0.1 <= 0 } ? nil : 1 / shares.reduce(0) { $0 + $1.0 / $1.1 }
        // The product; the cases have no other.
        default: return isComplete ? shares.reduce(1) { $0 * $1.1 } : nil
        }
    }
}
