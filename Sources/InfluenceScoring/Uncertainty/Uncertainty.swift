package import InfluenceModel

/// The uncertainty of the scores of one period that comes from choices of the method.
///
/// Every replication draws, independently,
/// - weights: w (1 + u), u uniform in ± the plan's half-width, for every element of the tree, w as given or as the data
///   gave it (all aggregations are
///   homogeneous in the weights of siblings, so scaling those to a sum of 1 afterwards changes nothing),
/// - one normalisation for all indicators that have one: the model's own or an alternative,
/// - one aggregation for all nodes of arithmetic mean: that or an alternative,
/// - one treatment of the indicators' values: the model's own or an alternative,
/// - at most one indicator that is left out,
///
/// each option as likely as the others, and computes the tree. Gates are those of the table: what has no score there has
/// none in any replication, and leaving out an indicator takes no score for want of coverage. Where an alternative
/// normalisation is undefined (equal values) the indicator is missing. A normalisation of an aggregate keeps the parameters
/// that the table found.
///
/// Guarantee: same table, plan and seed, same bits, on any number of threads: numbers are drawn by the replication's
/// number, and each figure is either a count or comes from one thread.
///
/// Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; Saisana, Saltelli, Tarantola, J. R.
/// Statist. Soc. A 168 (2005) 307-323.
package struct Uncertainty: Sendable {
    private let tree: UncertainTree
    private let table: ScoreTable
    private let period: Int
    private let random: Philox
    private let threads: Int

    /// - Parameters:
    ///   - table: The scores of the model; its periods are the scope of panel-wide parameters.
    ///   - period: Position in the table.
    ///   - columns: Those that the table was scored from, treated and untreated. Needed where a normalisation replaces values
    ///     (ranks) and has alternatives, or the plan lists treatments of columns that the model treats; ``Scorer/columns(for:threads:)``
    ///     has them. `nil`: those of the table stand for both.
    ///   - seed: 64 bits of the run's input hash.
    /// - Throws: ``UncertaintyError``, naming the alternative and the cell; the first in the order of the options.
    package init(
        of table: ScoreTable,
        model: Model,
        at period: Int,
        plan: UncertaintyPlan,
        columns: UncertainColumns? = nil,
        seed: UInt64,
        threads: Int = 1
    ) throws(UncertaintyError) {
        tree = try UncertainTree(
            table,
            of: model,
            at: period,
            plan: plan,
            columns: columns,
            threads: threads
        )
        self.table = table
        self.period = period
        self.threads = threads
        random = Philox(key: seed)
        try tryAlternatives()
    }

    /// The distributions of all scores.
    /// - Parameter levels: of which nodes it is to be counted how often their scores are beyond which levels.
    /// - Returns: `nil` where the plan asks for no replications.
    package func replicated(levels: [NodeID: [Double]] = [:]) throws(UncertaintyError) -> UncertaintyTable? {
        let count = tree.plan.replications
        guard count > 0 else { return nil }
        let tree = tree
        let replications = (0..<count).map { number in
            tree.replication { Draws(random, .replications, replication: number, factor: $0.rawValue) }
        }
        let batches = BatchPlan(replications)
        let outcomes = try concurrently(batches.count, threads: threads) { number throws(UncertaintyError) in
            let batch = try batches.batch(number, of: tree)
            var standings = Standings(of: tree)
            standings.add(batch, of: tree)
            return (batch, standings)
        }
        var standings = Standings(of: tree)
        for (_, counted) in outcomes { standings.add(counted) }
        let finished = standings
        let dyadCount = tree.dyads.count
        let branches = try concurrently(tree.branches.count * tree.model.countries.count, threads: threads) {
            part throws(UncertaintyError) in
            let (branch, country) = part.quotientAndRemainder(dividingBy: tree.model.countries.count)
            var scores: [UncertainScore?] = []
            for power in tree.model.powers.indices {
                let dyad = country * tree.model.powers.count + power
                guard tree.branches[branch].isScored[dyad] else {
                    scores.append(nil)
                    continue
                }
                var values: [Double] = []
                values.reserveCapacity(count)
                for (batch, _) in outcomes { values += batch.values[batch.run(branch: branch, dyad: dyad)] }
                scores.append(try score(branch, dyad, values, finished, levels))
            }
            return scores
        }
        let ofBranches = branches.flatMap { $0 }
        let ofLeaves = leafScores(replications, levels)
        let scores = tree.model.nodes.indices.flatMap { node -> ArraySlice<UncertainScore?> in
            let position = (tree.branchOf[node] ?? tree.leafOf[node] ?? 0) * dyadCount
            return (tree.branchOf[node] != nil ? ofBranches : ofLeaves)[position..<(position + dyadCount)]
        }
        return UncertaintyTable(
            nodes: table.nodes,
            dyads: tree.dyads,
            period: table.periods[period],
            replications: count,
            comparedNodes: tree.compared.map { tree.model.nodes[tree.branches[$0].node].id },
            preferences: preferences(finished),
            scores: scores
        )
    }

    /// What share of the root score's variance each choice accounts for.
    /// - Returns: `nil` where the plan asks for no rows, or nothing is uncertain.
    package func sensitivity() throws(UncertaintyError) -> Sensitivity? {
        let rows = tree.plan.sensitivity
        let tree = tree
        let choices = tree.choices
        guard rows > 1, !choices.isEmpty else { return nil }
        // A, B, then A with the points of each choice from B.
        let replications = (0..<(choices.count + 2)).flatMap { matrix in
            (0..<rows).map { row in
                tree.replication { choice in
                    let isSecond = matrix == 1 || (matrix > 1 && choices[matrix - 2] == choice)
                    return Draws(
                        random,
                        isSecond ? .second : .first,
                        replication: row,
                        factor: choice.rawValue
                    )
                }
            }
        }
        let batches = BatchPlan(replications)
        let dyadCount = tree.dyads.count
        let roots = try concurrently(batches.count, threads: threads) { number throws(UncertaintyError) in
            let batch = try batches.batch(number, of: tree)
            return tree.dyads.indices.flatMap { batch.values[batch.run(branch: 0, dyad: $0)] }
        }
        let variances = concurrently(dyadCount, threads: threads) { dyad in
            guard tree.branches[0].isScored[dyad] else { return Sobol.Variances?.none }
            var values = [Double](repeating: 0, count: replications.count)
            for (number, root) in roots.enumerated() {
                let places = batches.places(number)
                for (offset, place) in places.enumerated() { values[place] = root[dyad * places.count + offset] }
            }
            // Where leaving out the one indicator with data leaves no score.
            guard !values.contains(where: { $0.isNaN }) else { return nil }
            let samples = (0..<(choices.count + 2)).map { Array(values[($0 * rows)..<(($0 + 1) * rows)]) }
            return Sobol.variances(a: samples[0], b: samples[1], ab: Array(samples[2...]))
        }
        return Sensitivity(choices: choices, dyads: tree.dyads, rows: rows, variances: variances)
    }
}

extension Uncertainty {
    /// Computes every combination that may refuse a value with the weights as given, and without each indicator in turn,
    /// before any replication is drawn.
    private func tryAlternatives() throws(UncertaintyError) {
        for options in tree.combinations {
            let isSafe = tree.branches.allSatisfy { tree.method(of: $0, options) == .arithmetic }
            guard !isSafe else { continue }
            let droppings = [Int?.none] + tree.droppable.indices.map(Int?.some)
            let trials = droppings.map { Replication(options: options, dropped: $0, weights: nil) }
            _ = try Batch(trials[...], options, of: tree)
        }
    }

    private func score(
        _ branch: Int,
        _ dyad: Int,
        _ values: [Double],
        _ standings: Standings,
        _ levels: [NodeID: [Double]]
    ) throws(UncertaintyError) -> UncertainScore? {
        let present = values.contains { $0.isNaN } ? values.filter { !$0.isNaN } : values
        guard !present.isEmpty else { return nil }
        let quantiles = Quantiles.of(present, at: [0.05, 0.5, 0.95])
        let node = tree.branches[branch].node
        guard quantiles.allSatisfy(\.isFinite) else {
            throw .notFinite(alternative: "a replication", node: table.nodes[node], dyad: tree.dyads[dyad])
        }
        return UncertainScore(
            quantiles: quantiles,
            rankCounts: Array(standings.ranks(branch: branch, dyad: dyad)),
            rank: rank(node: node, dyad: dyad),
            levels: (levels[table.nodes[node]] ?? []).map { LevelShare(of: present.lazy.map { ($0, 1) }, beyond: $0) }
        )
    }

    private func rank(node: Int, dyad: Int) -> Int {
        let value = table.score(node: node, dyad: dyad, period: period).value ?? -.infinity
        let powerCount = tree.model.powers.count
        let start = dyad / powerCount * powerCount
        return 1
            + (start..<(start + powerCount)).count {
                table.score(node: node, dyad: $0, period: period).value.map { $0 > value } ?? false
            }
    }

    /// By indicator and dyad: an indicator's score depends on the options only, so their frequencies are its distribution.
    private func leafScores(_ replications: [Replication], _ levels: [NodeID: [Double]]) -> [UncertainScore?] {
        let options = tree.combinations.filter { $0.aggregation == 0 }
        var frequencies: [Options: Int] = [:]
        for replication in replications {
            var options = replication.options
            options.aggregation = 0
            frequencies[options, default: 0] += 1
        }
        let counts = options.map { frequencies[$0] ?? 0 }
        let powerCount = tree.model.powers.count
        let leaves = tree.model.nodes.indices.filter { tree.leafOf[$0] != nil }
        return leaves.enumerated().flatMap { leaf, node in
            let values = options.map { tree.values($0)[leaf] }
            return tree.dyads.indices.map { dyad -> UncertainScore? in
                guard !values[0][dyad].isNaN else { return nil }
                var weighted: [(value: Double, count: Int)] = []
                var ranks = [Int](repeating: 0, count: powerCount)
                for (values, count) in zip(values, counts) where count > 0 && !values[dyad].isNaN {
                    weighted.append((values[dyad], count))
                    let start = dyad / powerCount * powerCount
                    ranks[(start..<(start + powerCount)).count { values[$0] > values[dyad] }] += count
                }
                guard !weighted.isEmpty else { return nil }
                weighted.sort { $0.value < $1.value }
                return UncertainScore(
                    quantiles: Quantiles.of(
                        weighted.map(\.value),
                        counts: weighted.map(\.count),
                        at: [0.05, 0.5, 0.95]
                    ),
                    rankCounts: ranks,
                    rank: rank(node: node, dyad: dyad),
                    levels: (levels[table.nodes[node]] ?? []).map { LevelShare(of: weighted, beyond: $0) }
                )
            }
        }
    }

    private func preferences(_ standings: Standings) -> [Preference] {
        var preferences: [Preference] = []
        for (country, actor) in tree.model.countries.enumerated() {
            for (compared, branch) in tree.compared.enumerated() {
                for (first, power) in tree.model.powers.enumerated() {
                    for (second, other) in tree.model.powers.enumerated() where second != first {
                        let probability = standings.probability(
                            compared: compared,
                            country: country,
                            that: second,
                            exceeds: first
                        )
                        guard let probability else { continue }
                        preferences.append(
                            Preference(
                                node: table.nodes[tree.branches[branch].node],
                                country: actor.id,
                                first: power.id,
                                second: other.id,
                                probability: probability
                            )
                        )
                    }
                }
            }
        }
        return preferences
    }
}
