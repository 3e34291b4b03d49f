package import InfluenceModel

/// What the replications say about every score of one period.
///
/// It says what the scores owe to choices of the method: not what they owe to errors of the data (``InputRange`` is about
/// some of those), and the two are never added up.
package struct UncertaintyTable: Sendable {
    /// In the model's order.
    package let nodes: [NodeID]
    /// In the order of ``Cells``.
    package let dyads: [Dyad]
    package let period: Period
    package let replications: Int
    /// Those of which ``preferences`` tell: the root, then the dimensions (its children that are aggregates).
    package let comparedNodes: [NodeID]
    /// Of the pairs that were asked for: by country of the model, compared node, power, other power.
    package let preferences: [Preference]
    private let scores: [UncertainScore?]
    private let nodePositions: [NodeID: Int]
    private let dyadPositions: [Dyad: Int]
    private let probabilities: [Preference.Subject: Double]

    init(
        nodes: [NodeID],
        dyads: [Dyad],
        period: Period,
        replications: Int,
        comparedNodes: [NodeID],
        preferences: [Preference],
        scores: [UncertainScore?]
    ) {
        self.nodes = nodes
        self.dyads = dyads
        self.period = period
        self.replications = replications
        self.comparedNodes = comparedNodes
        self.preferences = preferences
        self.scores = scores
        nodePositions = Dictionary(zip(nodes, 0...)) { first, _ in first }
        dyadPositions = Dictionary(zip(dyads, 0...)) { first, _ in first }
        probabilities = Dictionary(preferences.map { ($0.subject, $0.probability) }) { first, _ in first }
    }

    /// - Parameters: Positions in ``nodes`` and ``dyads``; outside of them the program stops.
    /// - Returns: `nil` where the table of scores has no score.
    package func score(node: Int, dyad: Int) -> UncertainScore? {
        scores[node * dyads.count + dyad]
    }

    package subscript(node: NodeID, dyad: Dyad) -> UncertainScore? {
        guard let node = nodePositions[node], let dyad = dyadPositions[dyad] else { return nil }
        return score(node: node, dyad: dyad)
    }

    /// P(score beyond a level that was counted).
    /// - Returns: `nil` without a score, or for a level that was not asked for.
    package func levelShare(of node: NodeID, _ dyad: Dyad, beyond level: Double) -> LevelShare? {
        self[node, dyad]?.levels.first { $0.level == level }
    }

    /// P(`second` > `first`) in a country; ties count half. `nil` where one of the two has no score, or the pair was not
    /// asked for.
    package func probability(
        that second: PowerID,
        exceeds first: PowerID,
        in country: CountryID,
        at node: NodeID
    ) -> Double? {
        probabilities[Preference.Subject(node: node, country: country, first: first, second: second)]
    }
}

/// How often the second power is above the first.
package struct Preference: Hashable, Sendable {
    package let node: NodeID
    package let country: CountryID
    package let first: PowerID
    package let second: PowerID
    /// P(second > first), ties half: 0...1.
    package let probability: Double

    struct Subject: Hashable, Sendable {
        let node: NodeID
        let country: CountryID
        let first: PowerID
        let second: PowerID
    }

    var subject: Subject { Subject(node: node, country: country, first: first, second: second) }
}
