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
            var above: [Int] = []
            var place: Int? = position
            while let current = place, model.nodes[current].parent == nil || model.nodes[current].weight > 0 {
                if !isNew[current].isEmpty { above.append(current) }
                place = model.nodes[current].parent
            }
            // A branch of weight 0 is no part of what is above it.
            guard !above.isEmpty else { continue }
            for power in 0..<powers {
                let course = reader.course(power, in: country, over: periods)
                for end in course.arrivals {
                    let period = periods.indices.partition { periods[$0].end >= end }
                    guard period < periods.count else { break }
                    for node in above { isNew[node][power][period] = true }
                }
                turns[power] += course.turns.map {
                    Turn(leaf: position, since: $0.since, breaks: $0.breaks, above: above)
                }
            }
        }
        self.isNew = isNew
        self.turns = turns
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
