import InfluenceModel
import InfluenceScoring

/// A model of 30 indicators in three dimensions, for any number of dyads.
enum BenchmarkModel {
    static let indicatorCount = 30
    private static let weights = [0.43, 0.21, 0.36]

    /// - Parameter plausibility: Of every indicator, as are its reporters.
    static func make(
        powers: Int,
        countries: Int,
        plausibility: Plausibility = .unchecked,
        reporters: Reporters? = nil
    ) -> Model {
        let each = indicatorCount / weights.count
        let index = Aggregate(method: .arithmetic, minCoverage: 0.65, minChildren: 2)
        let children = weights.indices.map { 1 + $0 * (each + 1) }
        var nodes = [
            Node(id: "index", title: "", parent: nil, children: children, weight: 1, content: .aggregate(index))
        ]
        for (dimension, weight) in weights.enumerated() {
            let position = nodes.count
            nodes.append(
                Node(
                    id: NodeID("dimension\(dimension)"),
                    title: "",
                    parent: 0,
                    children: (1...each).map { position + $0 },
                    weight: weight,
                    content: .aggregate(Aggregate(method: .arithmetic, minCoverage: 0.6))
                )
            )
            for number in 0..<each {
                let id = NodeID("indicator\(dimension)_\(number)")
                let indicator = indicator(id, number, plausibility, reporters)
                nodes.append(
                    Node(
                        id: indicator.id,
                        title: "",
                        parent: position,
                        children: [],
                        weight: 0.05 + 0.01 * Double(number),
                        content: .indicator(indicator)
                    )
                )
            }
        }
        return Model(
            id: "benchmark",
            title: "",
            definition: "",
            scale: Scale(),
            grid: .regular(.year, from: .day(.earliest)),
            powers: (0..<powers).map { Power(id: PowerID("P\($0)"), name: "") },
            countries: (0..<countries).map { Country(id: CountryID("C\($0)"), name: "") },
            nodes: nodes,
            tracked: []
        )
    }

    private static func indicator(
        _ id: NodeID,
        _ number: Int,
        _ plausibility: Plausibility,
        _ reporters: Reporters?
    ) -> Indicator {
        Indicator(
            id: id,
            title: "",
            unit: "USD",
            reporters: reporters,
            normalisation: Normalisation(.goalposts(low: 0, high: 50 + Double(number))),
            direction: number % 5 == 4 ? .negative : .positive,
            plausibility: plausibility
        )
    }
}
