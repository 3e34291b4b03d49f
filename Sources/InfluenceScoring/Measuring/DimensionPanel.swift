internal import InfluenceModel

/// The scores of the index and of its dimensions in one country: what most measures are made of.
struct DimensionPanel {
    /// The root's children that have a weight in any period.
    let dimensions: [NodeID]
    /// By period, then dimension: those that the scores of the period were computed by. 0: no part of the index then.
    private let weights: [[Double]]
    /// By period: the sum of the weights, in their order.
    private let totalWeights: [Double]
    let periodCount: Int
    /// By power, then period.
    private let index: [Score]
    /// By power, then period, then dimension: 0 at the low end of the scale and 1 at its high end, beyond them what a score
    /// beyond the scale makes it. NaN for none.
    private let shares: [Double]
    private let confidences: [Double]
    private let low: Double
    private let high: Double

    init(_ table: ScoreTable, of model: Model, country: Int) {
        let root = model.nodes[0]
        let children = root.children.filter { child in table.weights.series(of: child).contains { $0 > 0 } }
        dimensions = children.map { model.nodes[$0].id }
        weights = table.periods.indices.map { period in children.map { table.weights[$0, at: period] } }
        totalWeights = weights.map { $0.reduce(0, +) }
        let (low, width) = (model.scale.low, model.scale.high - model.scale.low)
        (self.low, high) = (low, model.scale.high)
        let powerCount = model.powers.count
        let count = table.periods.count
        periodCount = count
        var index: [Score] = []
        var shares: [Double] = []
        var confidences: [Double] = []
        for power in 0..<powerCount {
            for period in 0..<count {
                index.append(table.score(node: 0, dyad: country * powerCount + power, period: period))
                for child in children {
                    let score = table.score(node: child, dyad: country * powerCount + power, period: period)
                    let value = score.value ?? .nan
                    // At the low end but for rounding.
                    let isLow = value < low && value.isEqual(to: low, ofSize: model.scale.size)
                    shares.append(isLow ? 0 : (value - low) / width)
                    confidences.append(score.confidence)
                }
            }
        }
        self.index = index
        self.shares = shares
        self.confidences = confidences
    }

    /// The weight of each dimension in a period, in their order.
    func weights(at period: Int) -> [Double] { weights[period] }

    func index(of power: Int, at period: Int) -> Score { index[power * periodCount + period] }

    /// The value without some points of it; what is on the scale stays on it. NaN for none.
    func index(of power: Int, at period: Int, without points: Double) -> Double {
        guard let value = index(of: power, at: period).value, !points.isNaN else { return .nan }
        return min(max(value - points, min(value, low)), max(value, high))
    }

    /// 0 at the low end of the scale, 1 at its high end; NaN for none.
    func share(of power: Int, at period: Int, in dimension: Int) -> Double {
        shares[(power * periodCount + period) * dimensions.count + dimension]
    }

    func confidence(of power: Int, at period: Int, in dimension: Int) -> Double {
        confidences[(power * periodCount + period) * dimensions.count + dimension]
    }

    /// What two powers have in common at a period; nothing where either has no index.
    func pair(_ first: Int, _ second: Int, at period: Int) -> PairStructure {
        var pair = PairStructure(totalWeight: totalWeights[period])
        guard index(of: first, at: period).value != nil, index(of: second, at: period).value != nil else { return pair }
        for dimension in dimensions.indices where weights[period][dimension] > 0 {
            let a = share(of: first, at: period, in: dimension)
            let b = share(of: second, at: period, in: dimension)
            guard !a.isNaN, !b.isNaN else { continue }
            pair.parts.append(
                PairStructure.Part(
                    dimension: dimension,
                    weight: weights[period][dimension],
                    first: a,
                    second: b,
                    confidence: min(
                        confidence(of: first, at: period, in: dimension),
                        confidence(of: second, at: period, in: dimension)
                    )
                )
            )
        }
        return pair
    }
}
