package import InfluenceModel
package import InfluenceScoring

/// What an import would do to scores, ranks and leaders: of the root and its children, over the periods of the grid.
package struct ImportEffect: Sendable {
    /// Of the observations as they would be.
    package let inputHash: String
    /// Largest first; at most ``limit``.
    package private(set) var scores: [ScoreEffect] = []
    /// How many scores would change, of one country, power and node each.
    package private(set) var changed = 0
    /// At most ``limit``, by country and node.
    package private(set) var leaders: [LeaderEffect] = []

    /// What would happen to alerts; at most ``AlertEffect/limit``, and how many there are.
    package let alerts: [AlertEffect]
    package let alertCount: Int

    /// The values that could not be computed because of it.
    package let absent: AbsentCells

    package static let limit = 50

    /// One score in the last period in which it would change.
    package struct ScoreEffect: Sendable {
        package let country: CountryID
        package let power: PowerID
        package let node: NodeID
        package let period: Period
        /// In how many periods it would change.
        package let periods: Int
        package let before: Double?
        package let after: Double?
        package let rankBefore: Int?
        package let rankAfter: Int?

        /// By how much; where there is no value on one side, the value on the other.
        fileprivate var size: Double { abs((after ?? 0) - (before ?? 0)) }
    }

    /// Who leads in the last period in which that would change; `nil` where nobody has a value, or several share the lead.
    package struct LeaderEffect: Sendable {
        package let country: CountryID
        package let node: NodeID
        package let period: Period
        package let before: PowerID?
        package let after: PowerID?
    }

    /// - Parameters:
    ///   - before: `nil` where there are no scores yet, or what is there cannot be scored.
    ///   - after: of the same model and periods.
    ///   - absent: that are not so before.
    init(
        before: ScoreTable?,
        after: ScoreTable,
        absent: AbsentCells,
        alerts: [AlertEffect] = [],
        of model: Model,
        inputHash: String
    ) {
        self.inputHash = inputHash
        self.alerts = Array(alerts.prefix(AlertEffect.limit))
        alertCount = alerts.count
        self.absent = absent
        let watched = after.nodes.indices.filter { place in
            guard let node = model.nodes.first(where: { $0.id == after.nodes[place] }) else { return false }
            return node.parent.map { model.nodes[$0].parent == nil } ?? true
        }
        var effects: [ScoreEffect] = []
        // Of a rehearsal that nobody waits for any more nothing is looked at.
        for country in model.countries.map(\.id) where !Task.isCancelled {
            let dyads = after.dyads.indices.filter { after.dyads[$0].country == country }
            for node in watched {
                var last: [Int: (period: Int, count: Int)] = [:]
                var lead: Int?
                for period in after.periods.indices {
                    let (old, new) = Self.values(before, after, dyads, node, period)
                    for place in dyads.indices where old[place]?.bitPattern != new[place]?.bitPattern {
                        last[place] = (period, (last[place]?.count ?? 0) + 1)
                    }
                    if Self.leader(old) != Self.leader(new) { lead = period }
                }
                if let lead {
                    let (old, new) = Self.values(before, after, dyads, node, lead)
                    leaders.append(
                        LeaderEffect(
                            country: country,
                            node: after.nodes[node],
                            period: after.periods[lead],
                            before: Self.leader(old).map { after.dyads[dyads[$0]].power },
                            after: Self.leader(new).map { after.dyads[dyads[$0]].power }
                        )
                    )
                }
                for (place, found) in last.sorted(by: { $0.key < $1.key }) {
                    let (old, new) = Self.values(before, after, dyads, node, found.period)
                    effects.append(
                        ScoreEffect(
                            country: country,
                            power: after.dyads[dyads[place]].power,
                            node: after.nodes[node],
                            period: after.periods[found.period],
                            periods: found.count,
                            before: old[place],
                            after: new[place],
                            rankBefore: Self.rank(place, old),
                            rankAfter: Self.rank(place, new)
                        )
                    )
                }
            }
        }
        changed = effects.count
        // Stable: of equal ones by country, node and power.
        let order = effects.indices.sorted { (-effects[$0].size, $0) < (-effects[$1].size, $1) }
        scores = order.prefix(Self.limit).map { effects[$0] }
        leaders = Array(leaders.prefix(Self.limit))
    }

    private static func values(
        _ before: ScoreTable?,
        _ after: ScoreTable,
        _ dyads: [Int],
        _ node: Int,
        _ period: Int
    ) -> (old: [Double?], new: [Double?]) {
        (
            dyads.map { before?.score(node: node, dyad: $0, period: period).value },
            dyads.map { after.score(node: node, dyad: $0, period: period).value }
        )
    }

    private static func rank(_ place: Int, _ values: [Double?]) -> Int? {
        values[place].map { value in values.count { $0.map { $0 > value } ?? false } + 1 }
    }

    /// The place of the highest value, where only one has it.
    private static func leader(_ values: [Double?]) -> Int? {
        guard let highest = values.compactMap({ $0 }).max() else { return nil }
        let places = values.indices.filter { values[$0] == highest }
        return places.count == 1 ? places.first : nil
    }
}
