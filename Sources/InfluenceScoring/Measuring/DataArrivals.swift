internal import InfluenceModel

/// The periods of a country's scores in which newer data came in beneath a node: in all others a score is carried on, or
/// moves because something lapses.
struct DataArrivals {
    /// By node, then by power, then by period; empty for a node that nothing is asked about.
    private let isNew: [[[Bool]]]

    /// - Parameter nodes: positions in the model.
    init(beneath nodes: [Int], _ scorer: Scorer, _ table: ScoreTable, country: Int) {
        let model = scorer.model
        let periods = table.periods
        let powers = model.powers.count
        var isNew: [[[Bool]]] = Array(repeating: [], count: model.nodes.count)
        for node in nodes {
            isNew[node] = Array(repeating: Array(repeating: false, count: periods.count), count: powers)
        }
        let readers = Dictionary(zip(model.leaves, scorer.readers)) { first, _ in first }
        for (position, node) in model.nodes.enumerated() {
            // In a further place it is what it is in the first.
            guard let reader = readers[node.repeats ?? position] else { continue }
            var above: [Int] = []
            var place: Int? = position
            while let current = place, model.nodes[current].parent == nil || model.nodes[current].weight > 0 {
                if !isNew[current].isEmpty { above.append(current) }
                place = model.nodes[current].parent
            }
            // A branch of weight 0 is no part of what is above it.
            guard !above.isEmpty else { continue }
            for power in 0..<powers {
                for end in reader.arrivals(power, in: country, over: periods) {
                    let period = periods.indices.partition { periods[$0].end >= end }
                    guard period < periods.count else { break }
                    for node in above { isNew[node][power][period] = true }
                }
            }
        }
        self.isNew = isNew
    }

    /// - Parameters: positions in the model and the table.
    func isNew(beneath node: Int, _ power: Int, at period: Int) -> Bool { isNew[node][power][period] }
}
