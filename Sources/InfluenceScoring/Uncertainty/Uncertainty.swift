package import InfluenceModel

/// The uncertainty of the scores of one period that comes from choices of the method.
///
/// Every replication draws, independently,
/// - weights: w (1 + u), u uniform in ± the plan's half-width, for every element of the tree, w as given or as the data
///   gave it (all aggregations are homogeneous in the weights of siblings, so scaling those to a sum of 1 afterwards
///   changes nothing),
/// - one position of the upper goalposts, one normalisation and one treatment of all indicators: the model's own or an
///   alternative,
/// - one aggregation for all nodes of arithmetic mean, and one for each node that has alternatives of its own,
/// - at most one indicator that is left out of those beneath a node,
///
/// each option as likely as the others, and computes the tree. Gates are those of the table: what has too few data for a
/// score there has none in any replication, and leaving out an indicator takes no score for want of coverage. Where an
/// alternative gives an indicator no score (equal values) it is missing; where an aggregation refuses a value the score of
/// that replication is. So what the model's own aggregation refuses has one where an alternative takes the value, or where
/// the indicator is left out. A normalisation of an aggregate keeps the parameters that the table found.
///
/// Guarantee: a dyad's distribution is a function of its own indicators' scores, of the definition of the node and of the
/// plan, whatever else the model and the panel hold, as far as no method or alternative relates it to other dyads; and the
/// same bits on any number of threads.
///
/// Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; Saisana, Saltelli, Tarantola, J. R.
/// Statist. Soc. A 168 (2005) 307-323.
package struct Uncertainty: Sendable {
    let tree: UncertainTree
    let table: ScoreTable
    private let period: Int
    private let random: Philox
    let threads: Int

    /// What is kept at a time of the replications' values.
    private static let bytesAtOnce = 16 << 20

    /// - Parameters:
    ///   - table: The scores of the model; its periods are the scope of panel-wide parameters.
    ///   - period: Position in the table.
    ///   - countries: Those whose scores are wanted; `nil`: all.
    ///   - columns: Those that the table was scored from, treated and untreated. Needed where a normalisation replaces values
    ///     (ranks) and has alternatives, or the plan lists treatments of columns that the model treats; ``Scorer/columns(for:threads:)``
    ///     has them. `nil`: those of the table stand for both.
    /// - Throws: ``UncertaintyError``; the first in the order of the options.
    package init(
        of table: ScoreTable,
        model: Model,
        at period: Int,
        countries: [CountryID]? = nil,
        plan: UncertaintyPlan,
        columns: UncertainColumns? = nil,
        threads: Int = 1
    ) throws(UncertaintyError) {
        tree = try UncertainTree(
            table,
            of: model,
            at: period,
            countries: countries,
            plan: plan,
            columns: columns,
            threads: threads
        )
        self.table = table
        self.period = period
        self.threads = threads
        random = Philox(key: plan.seed)
    }

    /// The distributions of all scores.
    /// - Parameters:
    ///   - levels: of which nodes it is to be counted how often their scores are beyond which levels.
    ///   - pairs: Which powers are compared with each other.
    /// - Returns: `nil` where the plan asks for no replications.
    package func replicated(levels: [NodeID: [Double]] = [:], pairs: ComparedPairs = .all) -> UncertaintyTable? {
        let count = tree.plan.replications
        guard count > 0 else { return nil }
        let replications = replications(count, [.replications])
        if Abandonment.isDue { return nil }
        let plan = BatchPlan(replications)
        let draws = draws(plan, isRootOnly: false)
        let branchCount = tree.branches.count
        let compared = tree.compared
        let wanted = pairs.positions(in: tree.model)
        var outcomes = [[Outcome]](repeating: [], count: branchCount)
        for countries in countriesAtOnce(replications: count) {
            // Whoever asked looks again before he takes none for an answer.
            if Abandonment.isDue { return nil }
            let dyads = dyads(of: countries)
            let batches = concurrently(plan.parts.count, threads: threads) { number in
                Batch(plan.parts[number], draws(number), of: tree, dyads: dyads)
            }
            let found = concurrently(branchCount * countries.count, threads: threads) { part in
                let (branch, country) = part.quotientAndRemainder(dividingBy: countries.count)
                return outcome(
                    branch,
                    countries.lowerBound + country,
                    batches,
                    levels,
                    pairs: compared.contains(branch) ? wanted : []
                )
            }
            if Abandonment.isDue { return nil }
            for (part, outcome) in found.enumerated() { outcomes[part / countries.count].append(outcome) }
        }
        var scores: [[UncertainScore?]] = Array(repeating: [], count: tree.model.nodes.count)
        for (branch, outcomes) in zip(tree.branches, outcomes) { scores[branch.node] = outcomes.flatMap(\.scores) }
        for (leaf, found) in zip(tree.leafNodes, leafScores(replications, levels)) { scores[leaf] = found }
        if Abandonment.isDue { return nil }
        for (node, place) in tree.model.nodes.enumerated() where place.indicator != nil {
            if let first = place.repeats { scores[node] = scores[first] }
        }
        return UncertaintyTable(
            nodes: table.nodes,
            dyads: tree.dyads.map { table.dyads[$0] },
            period: table.periods[period],
            replications: count,
            comparedNodes: compared.map { tree.model.nodes[tree.branches[$0].node].id },
            preferences: tree.countries.indices.flatMap { country in
                compared.flatMap { outcomes[$0][country].preferences }
            },
            scores: scores.flatMap { $0 }
        )
    }
}

extension Uncertainty {
    /// What the replications say of one aggregate in one country.
    private struct Outcome: Sendable {
        /// One a power.
        let scores: [UncertainScore?]
        let preferences: [Preference]
    }

    /// One after the other of each of the samples.
    func replications(_ count: Int, _ samples: [Replication.Samples]) -> [Replication] {
        // Small ones, so that each thread has some.
        let size = 125
        let parts = (count + size - 1) / size
        return concurrently(samples.count * parts, threads: threads) { number in
            let (sample, part) = number.quotientAndRemainder(dividingBy: parts)
            return (part * size..<min(count, (part + 1) * size)).map {
                tree.replication($0, samples[sample], random)
            }
        }.flatMap { $0 }
    }

    /// The draws of each part: made once for all countries, unless they are too many to be kept.
    func draws(_ plan: BatchPlan, isRootOnly: Bool) -> @Sendable (Int) -> BatchDraws {
        let make = { @Sendable number in
            BatchDraws(plan.parts[number].replications, of: tree, random, isRootOnly: isRootOnly)
        }
        let replications = plan.parts.reduce(0) { $0 + $1.places.count }
        guard replications * tree.edges.count * 24 <= Self.bytesAtOnce * 2 else { return make }
        let made = concurrently(plan.parts.count, threads: threads, make)
        return { made[$0] }
    }

    /// The countries in turns of as many as fit: positions among the tree's.
    func countriesAtOnce(replications: Int) -> [Range<Int>] {
        let count = tree.countries.count
        guard !tree.comparesDyads else { return count > 0 ? [0..<count] : [] }
        let each = max(1, tree.branches.count * tree.model.powers.count * replications * 8)
        let size = max(1, Self.bytesAtOnce / each)
        return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    }

    /// - Parameter countries: Positions among the tree's.
    func dyads(of countries: Range<Int>) -> Range<Int> {
        let powerCount = tree.model.powers.count
        return (countries.lowerBound * powerCount)..<(countries.upperBound * powerCount)
    }

    private func outcome(
        _ branch: Int,
        _ country: Int,
        _ batches: [Batch],
        _ levels: [NodeID: [Double]],
        pairs: [(first: Int, second: Int)]
    ) -> Outcome {
        if Abandonment.isDue { return Outcome(scores: [], preferences: []) }
        let dyads = dyads(of: country..<(country + 1))
        let standings = ReplicatedScores(batches, branch: branch, dyads: dyads, of: tree)
        let node = tree.branches[branch].node
        let id = table.nodes[node]
        let ranks = standings.ranks()
        let nominalRanks = nominalRanks(node: node, from: dyads.lowerBound)
        let scores = dyads.enumerated().map { power, dyad -> UncertainScore? in
            guard tree.branches[branch].isScored[dyad] else { return nil }
            let values = standings.values(dyad)
            guard !values.isEmpty else { return nil }
            return UncertainScore(
                Quantiles.estimates(of: values, at: UncertainScore.probabilities),
                rankCounts: ranks[power],
                rank: nominalRanks[power],
                levels: (levels[id] ?? []).map { LevelShare(of: values.lazy.map { ($0, 1) }, beyond: $0) }
            )
        }
        let (powers, countryID) = (tree.model.powers, tree.model.countries[tree.countries[country]].id)
        let preferences = pairs.compactMap { pair in
            standings.probability(that: pair.second, exceeds: pair.first).map {
                Preference(
                    node: id,
                    country: countryID,
                    first: powers[pair.first].id,
                    second: powers[pair.second].id,
                    probability: $0
                )
            }
        }
        return Outcome(scores: scores, preferences: preferences)
    }

    /// Of a country's powers, by the model's own choices.
    /// - Parameter start: Of the country's dyads: position among the tree's.
    private func nominalRanks(node: Int, from start: Int) -> [Int] {
        let values = (start..<(start + tree.model.powers.count)).map {
            table.score(node: node, dyad: tree.dyads[$0], period: period).value ?? -.infinity
        }
        let size = table.fits[node].size
        return values.map { value in 1 + values.count { $0.exceeds(value, ofSize: size) } }
    }

    /// By indicator and dyad: an indicator's score depends on the options only, so their frequencies are its distribution.
    private func leafScores(_ replications: [Replication], _ levels: [NodeID: [Double]]) -> [[UncertainScore?]] {
        var counts = [Int](repeating: 0, count: tree.leaves.count)
        for replication in replications { counts[replication.options.leaves] += 1 }
        let frequencies = counts
        return concurrently(tree.leafNodes.count, threads: threads) { leaf in
            leafScores(leaf, frequencies, levels: levels[table.nodes[tree.leafNodes[leaf]]] ?? [])
        }
    }

    /// - Parameter frequencies: Of the options.
    private func leafScores(_ leaf: Int, _ frequencies: [Int], levels: [Double]) -> [UncertainScore?] {
        let options = zip(tree.leaves.values, frequencies).filter { $0.1 > 0 }.map { (values: $0.0[leaf], count: $0.1) }
        let nominal = tree.leaves.values[0][leaf]
        let powerCount = tree.model.powers.count
        let size = table.fits[tree.leafNodes[leaf]].size
        return tree.countries.indices.flatMap { country -> [UncertainScore?] in
            if Abandonment.isDue { return [] }
            let dyads = (country * powerCount)..<((country + 1) * powerCount)
            let nominalRanks = nominalRanks(node: tree.leafNodes[leaf], from: dyads.lowerBound)
            return dyads.map { dyad -> UncertainScore? in
                guard !nominal[dyad].isNaN else { return nil }
                var weighted: [(value: Double, count: Int)] = []
                weighted.reserveCapacity(options.count)
                var ranks = [Int](repeating: 0, count: powerCount)
                for (values, count) in options where !values[dyad].isNaN {
                    weighted.append((values[dyad], count))
                    ranks[dyads.count { values[$0].exceeds(values[dyad], ofSize: size) }] += count
                }
                guard !weighted.isEmpty else { return nil }
                weighted.sort { $0.value < $1.value }
                return UncertainScore(
                    Quantiles.estimates(
                        of: weighted.map(\.value),
                        counts: weighted.map(\.count),
                        at: UncertainScore.probabilities
                    ),
                    rankCounts: ranks,
                    rank: nominalRanks[dyad - dyads.lowerBound],
                    levels: levels.map { LevelShare(of: weighted, beyond: $0) }
                )
            }
        }
    }
}
