internal import InfluenceModel

/// What happens to the leaves beneath the nodes of a country's scores: the periods in which newer data come in (in all
/// others a score is carried on, or moves because something lapses), and those at which a leaf cannot be compared with
/// what it was.
struct LeafCourses {
    /// By node, then by power, then by period; empty for a node that nothing is asked about.
    private let isNew: [[[Bool]]]
    /// By power: in the order of the leaves, of one in time.
    private let turns: [[Turn]]

    struct Turn {
        /// Position in the model.
        let leaf: Int
        /// The period that stands beyond it.
        let since: Int
        let breaks: [SeriesBreak]
        /// The nodes that are asked about, from the leaf upwards.
        let above: [Int]
    }

    /// - Parameter nodes: positions in the model.
    init(beneath nodes: [Int], _ scorer: Scorer, _ table: ScoreTable, country: Int) {
        let model = scorer.model
        let periods = table.periods
        let powers = model.powers.count
        var isNew: [[[Bool]]] = Array(repeating: [], count: model.nodes.count)
        for node in nodes {
            isNew[node] = Array(repeating: Array(repeating: false, count: periods.count), count: powers)
        }
        var turns: [[Turn]] = Array(repeating: [], count: powers)
        let readers = Dictionary(zip(model.leaves, scorer.readers)) { first, _ in first }
        for (position, node) in model.nodes.enumerated() where node.indicator != nil {
            guard let reader = readers[node.repeats ?? position] else { continue }
            let places = Self.places(of: position, in: table, model) { !isNew[$0].isEmpty }
            guard places.contains(where: { !$0.isEmpty }) else { continue }
            let above = { (period: Int) in places[places.count == 1 ? 0 : period] }
            for power in 0..<powers {
                let course = reader.course(power, in: country, over: periods)
                for period in course.arrivals {
                    for node in above(period) { isNew[node][power][period] = true }
                }
                turns[power] += course.turns.compactMap {
                    let nodes = above($0.since)
                    return nodes.isEmpty
                        ? nil : Turn(leaf: position, since: $0.since, breaks: $0.breaks, above: nodes)
                }
            }
        }
        self.isNew = isNew
        self.turns = turns
    }

    /// The nodes that are asked about from a leaf upwards: once, or once a period where weights change on the way. A
    /// branch of weight 0 is no part of what is above it, and has all that is beneath it.
    private static func places(
        of leaf: Int,
        in table: ScoreTable,
        _ model: Model,
        isAsked: (Int) -> Bool
    ) -> [[Int]] {
        var way: [Int] = []
        var place: Int? = leaf
        while let current = place {
            way.append(current)
            place = model.nodes[current].parent
        }
        let isSteady = way.allSatisfy { table.weights.series(of: $0).count == 1 }
        return (0..<(isSteady ? 1 : table.periods.count)).map { period in
            let top = way.firstIndex { model.nodes[$0].parent == nil || !(table.weights[$0, at: period] > 0) }
            return way[...(top ?? way.count - 1)].filter(isAsked)
        }
    }

    /// - Parameters: positions in the model and the table.
    func isNew(beneath node: Int, _ power: Int, at period: Int) -> Bool { isNew[node][power][period] }

    /// The breaks of leaves beneath a node after one period and by another.
    func turns(beneath node: Int, _ power: Int, after start: Int, by end: Int) -> [Turn] {
        turns[power].filter { $0.since > start && $0.since <= end && $0.above.contains(node) }
    }

    /// The periods at which any leaf beneath a node breaks.
    func turningPoints(beneath node: Int, _ power: Int) -> Set<Int> {
        Set(turns[power].filter { $0.above.contains(node) }.map(\.since))
    }
}
