import InfluenceModel
import InfluenceScoring

#if canImport(Glibc)
    import Glibc
#endif

/// The replications written down once more, as plainly as possible: one replication after the other, recursively, with
/// sorting. In common with the module are only the random numbers and the scores of the table.
struct ReferenceReplications {
    let model: Model
    /// The model's own scores of the period, by node and dyad.
    let nominal: [[Double?]]
    /// By option of normalisation, indicator and dyad.
    let leaves: [[NodeID: [Double?]]]
    let plan: UncertaintyPlan
    let seed: UInt64

    /// By node and dyad, the value of each replication.
    func values() -> [[[Double?]]] {
        let random = Philox(key: seed)
        let indicators = model.nodes.indices.filter { model.nodes[$0].indicator != nil && reaches($0) }
        let dyadCount = nominal[0].count
        var result = [[[Double?]]](
            repeating: [[Double?]](repeating: [], count: dyadCount),
            count: model.nodes.count
        )
        for replication in 0..<plan.replications {
            func point(_ factor: Int) -> Double {
                Draws(random, .replications, replication: replication, factor: factor).uniform
            }
            let weights = model.nodes.indices.map { node -> Double in
                let pair = Draws(random, .replications, replication: replication, factor: 0).pair(node / 2)
                let draw = node % 2 == 0 ? pair.0 : pair.1
                return model.nodes[node].weight * (1 - plan.weights + 2 * plan.weights * draw)
            }
            let normalisation = Int(point(1) * Double(plan.normalisations.count + 1))
            let aggregation = Int(point(2) * Double(plan.aggregations.count + 1))
            let dropping = plan.leaveOneOut ? Int(point(4) * Double(indicators.count + 1)) : 0
            let dropped = dropping == 0 ? nil : indicators[dropping - 1]
            for dyad in 0..<dyadCount {
                for node in model.nodes.indices {
                    result[node][dyad].append(
                        value(node, dyad, weights, normalisation, aggregation, dropped, isChild: false)
                    )
                }
            }
        }
        return result
    }

    private func reaches(_ node: Int) -> Bool {
        model.nodes[node].weight > 0 && (model.nodes[node].parent.map(reaches) ?? true)
    }

    private func value(
        _ node: Int,
        _ dyad: Int,
        _ weights: [Double],
        _ normalisation: Int,
        _ aggregation: Int,
        _ dropped: Int?,
        isChild: Bool
    ) -> Double? {
        guard nominal[node][dyad] != nil, !isChild || node != dropped else { return nil }
        guard let aggregate = model.nodes[node].aggregate else {
            return leaves[normalisation][model.nodes[node].id]?[dyad]
        }
        var parts: [(weight: Double, value: Double)] = []
        var isComplete = true
        for child in model.nodes[node].children where model.nodes[child].weight > 0 && child != dropped {
            if let value = value(child, dyad, weights, normalisation, aggregation, dropped, isChild: true) {
                parts.append((weights[child], value))
            } else {
                isComplete = false
            }
        }
        let sum = parts.reduce(0) { $0 + $1.weight }
        guard sum > 0 else { return nil }
        let shares = parts.map { ($0.weight / sum, $0.value) }
        let own = aggregate.method
        switch own == .arithmetic && aggregation > 0 ? plan.aggregations[aggregation - 1] : own {
        case .arithmetic: return shares.reduce(0) { $0 + $1.0 * $1.1 }
        case .geometric: return shares.reduce(1) { $0 * pow($1.1, $1.0) }
        case .power(let exponent): return pow(shares.reduce(0) { $0 + $1.0 * pow($1.1, exponent) }, 1 / exponent)
        case .harmonic: return 1 / shares.reduce(0) { $0 + $1.0 / $1.1 }
        // The product; the cases have no other.
        default: return isComplete ? shares.reduce(1) { $0 * $1.1 } : nil
        }
    }
}
