internal import InfluenceModel

/// The weight of each node among its siblings: one, or one a period where weights change with time.
package struct NodeWeights: Hashable, Sendable {
    /// By node.
    private var values: [[Double]]

    /// Those that the model gives.
    init(_ model: Model, periods: [Period]) {
        values = model.nodes.map { node in
            let weights = node.weightSteps.isEmpty ? [] : periods.map { node.weight(at: $0) }
            guard let first = weights.first, weights.contains(where: { $0 != first }) else {
                return [weights.first ?? node.weight]
            }
            return weights
        }
    }

    /// - Parameters: Positions; outside of them the program stops.
    package subscript(node: Int, at period: Int) -> Double {
        values[node].count == 1 ? values[node][0] : values[node][period]
    }

    /// Of all nodes in a period.
    package func at(_ period: Int) -> [Double] {
        values.indices.map { self[$0, at: period] }
    }

    /// Of one node: one, or one a period.
    func series(of node: Int) -> [Double] { values[node] }

    /// - Parameter weights: One, or one a period.
    mutating func set(_ node: Int, to weights: [Double]) {
        guard let first = weights.first else { return }
        values[node] = weights.allSatisfy { $0 == first } ? [first] : weights
    }
}

/// The periods in which the parts of a node weigh the same.
struct Epoch: Sendable {
    /// `nil`: all.
    let periods: [Int]?
    /// One a part; 0: it takes no part.
    let weights: [Double]

    /// - Parameter series: Of each part: one weight, or one a period.
    static func all(_ series: [[Double]], periods: Int) -> [Epoch] {
        guard series.contains(where: { $0.count > 1 }) else {
            return [Epoch(periods: nil, weights: series.map { $0[0] })]
        }
        var numbers: [[Double]: Int] = [:]
        var epochs: [(periods: [Int], weights: [Double])] = []
        for period in 0..<periods {
            let weights = series.map { $0.count == 1 ? $0[0] : $0[period] }
            if let number = numbers[weights] {
                epochs[number].periods.append(period)
            } else {
                numbers[weights] = epochs.count
                epochs.append(([period], weights))
            }
        }
        return epochs.map { Epoch(periods: $0.periods, weights: $0.weights) }
    }
}
