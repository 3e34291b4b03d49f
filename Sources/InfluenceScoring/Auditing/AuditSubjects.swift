internal import InfluenceModel

/// The nodes of a table as columns of normalised values, for what relates them to each other.
struct AuditSubjects: Sendable {
    private let model: Model
    /// By node, in the last period looked at: as they are used, and as the model gives them.
    private let weights: [Double]
    private let given: [Double]
    private let unweighed: [Int: Absence]
    /// By node: over the cells looked at.
    private let columns: [[Double]]
    private let threads: Int
    /// The last period looked at; `nil` where all have the same weights.
    let weightsOf: Period?

    init(model: Model, table: ScoreTable, chosen: [Int], threads: Int) {
        self.model = model
        let last = chosen.last ?? 0
        weights = table.weights.at(last)
        given = model.nodes.map { node in chosen.last.map { node.weight(at: table.periods[$0]) } ?? node.weight }
        unweighed = table.unweighed.compactMapValues { $0.count == 1 ? $0[0] : $0[last] }
        self.threads = threads
        let isSteady = model.nodes.indices.allSatisfy { node in
            let series = table.weights.series(of: node)
            return series.count == 1 || chosen.allSatisfy { series[$0] == series[last] }
        }
        weightsOf = isSteady ? nil : table.periods[last]
        columns = model.nodes.indices.map { node in
            table.dyads.indices.flatMap { dyad in
                chosen.map { table.score(node: node, dyad: dyad, period: $0).value ?? .nan }
            }
        }
    }

    func correlations(_ leaves: [Int]) -> [CorrelationAudit] {
        concurrently(leaves.count, threads: threads) { first in
            leaves[(first + 1)...].map { correlation(leaves[first], $0) }
        }.flatMap { $0 }
    }

    private func correlation(_ left: Int, _ right: Int) -> CorrelationAudit {
        let isSameGroup = model.nodes[left].parent == model.nodes[right].parent
        let pearson = Correlation.pearson(columns[left], columns[right])
        let flag: CorrelationAudit.Flag? = pearson.flatMap {
            $0 > CorrelationAudit.remarkedAbove
                ? .high : isSameGroup && $0 < CorrelationAudit.remarkedBelow ? .negative : nil
        }
        return CorrelationAudit(
            left: model.nodes[left].id,
            right: model.nodes[right].id,
            isSameGroup: isSameGroup,
            isSameDimension: model.dimension(of: left) == model.dimension(of: right),
            pearson: pearson,
            spearman: Correlation.spearman(columns[left], columns[right]),
            flag: flag
        )
    }

    func aggregates() -> [AggregateAudit] {
        let effective = model.effectiveWeights(weights)
        return model.nodes.indices.compactMap { position in
            let node = model.nodes[position]
            guard node.aggregate != nil, node.repeats == nil else { return nil }
            let children = node.children.filter { weights[$0] > 0 }
            let components = try? PrincipalComponents(children.map { columns[$0] })
            let nominal = node.children.reduce(0) { $0 + given[$1] }
            let sum = node.children.reduce(0) { $0 + weights[$1] }
            return AggregateAudit(
                id: node.id,
                alpha: alpha(children.map { columns[$0] }),
                components: components,
                effectiveWeight: effective[position],
                unweighed: unweighed[position],
                children: children.enumerated().map { place, child in
                    AggregateAudit.Child(
                        id: model.nodes[child].id,
                        nominalWeight: given[child] / nominal,
                        weight: weights[child] / sum,
                        effectiveWeight: effective[child],
                        correlation: Correlation.pearson(columns[child], columns[position]),
                        loading: components?.loadings[0][place]
                    )
                }
            )
        }
    }

    private func alpha(_ columns: [[Double]]) -> Double? {
        guard columns.count > 1 else { return nil }
        var (between, within) = (0.0, 0.0)
        for row in columns.indices {
            for column in 0...row {
                guard let covariance = Self.covariance(columns[row], columns[column]) else { return nil }
                if row == column { within += covariance } else { between += 2 * covariance }
            }
        }
        let count = Double(columns.count)
        return finite(count / (count - 1) * between / (between + within))
    }

    private static func covariance(_ left: [Double], _ right: [Double]) -> Double? {
        let pairs = zip(left, right).filter { !$0.isNaN && !$1.isNaN }
        guard pairs.count > 1, let x = Sample(pairs.map(\.0)).deviations, let y = Sample(pairs.map(\.1)).deviations
        else { return nil }
        let sum = zip(x.scaled, y.scaled).reduce(0) { $0 + $1.0 * $1.1 }
        return finite(sum / Double(pairs.count - 1) * x.unit * y.unit)
    }
}
