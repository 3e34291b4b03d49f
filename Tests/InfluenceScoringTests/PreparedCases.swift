import InfluenceModel
import InfluenceScoring
import InfluenceTestKit

extension RandomCase {
    /// The same case with imputation, treatment and weights from the values here and there, and a group for most powers.
    func prepared(_ random: inout SplitMix) -> RandomCase {
        let nodes = model.nodes.map { node -> Node in
            switch node.content {
            case .indicator(let indicator):
                return node.with(
                    content: .indicator(
                        indicator.with(
                            imputation: random.pick([
                                nil, nil, .mean, .median, .groupMean("region"), .groupMedian("region"), .linear, .last,
                            ]),
                            treatment: random.pick([
                                nil, nil, Treatment(steps: [.winsorise(2), .log], skewness: 0.5, kurtosis: 0),
                                Treatment(steps: [.boxCox(lambda: 0.5)], skewness: 0.5, kurtosis: 0, scope: .period),
                            ]),
                            direction: indicator.direction
                        )
                    )
                )
            case .aggregate(let aggregate):
                // Balanced weights are of weighted means alone.
                let weightings: [Weighting] =
                    aggregate.method == .arithmetic
                    ? [.given, .equal, .pca(), .pca(.period), .balanced(), .balanced(floor: 0.01)]
                    : [.given, .equal, .pca(), .pca(.window(.months(24)))]
                var aggregate = aggregate
                aggregate.minCoverage = 0
                aggregate.weighting = random.chance(0.6) ? .given : random.pick(weightings)
                return node.with(content: .aggregate(aggregate))
            }
        }
        let groups: [[String: String]] = [["region": "north"], ["region": "east"], [:]]
        let powers = zip(model.powers, groups).map { Power(id: $0.id, name: "", groups: $1) }
        return RandomCase(
            model: model.with(nodes: nodes).with(powers: powers),
            observations: observations,
            periods: periods
        )
    }

    private init(model: Model, observations: [Observation], periods: [Period]) {
        (self.model, self.observations, self.periods) = (model, observations, periods)
    }
}

extension Indicator {
    func with(imputation: Imputation?, treatment: Treatment?, direction: Direction) -> Indicator {
        var copy = self
        copy.imputation = imputation
        copy.treatment = treatment
        copy.direction = direction
        return copy
    }
}
