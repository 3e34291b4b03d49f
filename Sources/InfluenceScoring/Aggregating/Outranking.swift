package import InfluenceModel

/// `outranking`: 0...n - 1, and their sum is n (n - 1) / 2. Row sums of the outranking matrix: for each pair of units the share of the weight in which the one is ahead, a tie
/// counting half to each. Source: Munda and Nardo (2005); OECD/JRC Handbook (2008), step 6; COINr `outrankMatrix`.
///
/// A mean of ranks: in each criterion a unit gets the number of those below it, weighed. It does not say how many others a
/// unit beats; see ``Copeland`` for that.
///
/// A pair is compared in the criteria that both have, whose weights are taken relative to their sum; without any it is a
/// tie. (COINr counts a criterion that one of the two misses for whichever comes later in its table.) Units without any
/// criterion take no part.
///
/// The matrix itself is never made: all units that have the same criteria are compared at once, by counting how many lie
/// below in each. Counts are whole, so no order of the units changes a bit, and equal weights give exact ties. Costs
/// n m k log n for n units, k criteria and m different sets of criteria that units have; m is 1 where nothing is missing.
package struct Outranking: AggregationMethod {
    package static let name = "outranking"
    package static let edition = 3
    package static let isComparison = true
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String {
        "outranking sum over its parts: the weight in which it is ahead of the others of the period"
    }

    package func compare(_ criteria: [[Double]], weights: [Double]) -> [Double] {
        Self.scores(criteria, weights: weights)
    }

    /// The scores are found for whole periods, outside of the runs; here just the weights are summed.
    package func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        Sums.add(children, to: &sum, &present)
    }

    /// - Parameters:
    ///   - criteria: The values of all units, a criterion at a time. NaN: missing.
    ///   - weights: One a criterion, above 0.
    /// - Returns: One a unit; NaN for one without any criterion. Permuting the units permutes them, bit for bit.
    static func scores(_ criteria: [[Double]], weights: [Double]) -> [Double] {
        let criteria = criteria.map { TiedValues($0).levelled }
        let count = criteria.first?.count ?? 0
        var members: [[Bool]: [Int]] = [:]
        for unit in 0..<count {
            let present = criteria.map { !$0[unit].isNaN }
            if present.contains(true) { members[present, default: []].append(unit) }
        }
        let classes = members.map { Peers(present: $0.key, units: $0.value, criteria: criteria) }
            .sorted { $0.precedes($1) }
        var scores = [Double](repeating: .nan, count: count)
        for own in classes {
            for unit in own.units {
                var score = 0.0
                for peers in classes {
                    score += peers.outranked(
                        by: { criteria[$0][unit] },
                        having: own.present,
                        isOneOfThem: peers.present == own.present,
                        weights: weights
                    )
                }
                scores[unit] = score
            }
        }
        return scores
    }

    /// Units that have the same criteria.
    private struct Peers {
        let present: [Bool]
        let units: [Int]
        /// Their values, sorted, a criterion at a time; empty where they have none.
        private let values: [[Double]]

        init(present: [Bool], units: [Int], criteria: [[Double]]) {
            self.present = present
            self.units = units
            values = zip(present, criteria).map { isPresent, values in
                isPresent ? units.map { values[$0] }.sorted() : []
            }
        }

        /// An order that no order of the units changes.
        func precedes(_ other: Peers) -> Bool {
            for (own, others) in zip(present, other.present) where own != others { return own }
            return false
        }

        /// The sum of a unit's entries against these in the outranking matrix.
        func outranked(
            by value: (Int) -> Double,
            having criteria: [Bool],
            isOneOfThem: Bool,
            weights: [Double]
        ) -> Double {
            var common = 0.0
            var sum = 0.0
            for criterion in weights.indices where criteria[criterion] && present[criterion] {
                let values = values[criterion]
                let value = value(criterion)
                let below = values.indices.partition { values[$0] >= value }
                let upTo = (below..<values.count).partition { values[$0] > value }
                let ties = upTo - below - (isOneOfThem ? 1 : 0)
                common += weights[criterion]
                sum += weights[criterion] * (Double(below) + Double(ties) / 2)
            }
            return common > 0 ? sum / common : Double(units.count) / 2
        }
    }
}

extension Aggregation {
    package static let outranking = Self(Outranking())
}
