/// Row sums of the outranking matrix: for each pair of units the share of the weight in which the one is ahead, a tie
/// counting half to each. Source: Munda and Nardo (2005); OECD/JRC Handbook (2008), step 6; COINr `outrankMatrix`,
/// `a_copeland`.
///
/// A pair is compared in the criteria that both have, whose weights are taken relative to their sum; without any it is a
/// tie. (COINr counts a criterion that one of the two misses for whichever comes later in its table.) Units without any
/// criterion take no part. Costs n^2 k / 2 comparisons for n units and k criteria.
enum Copeland {
    /// - Parameters:
    ///   - criteria: The values of all units, a criterion at a time. NaN: missing.
    ///   - weights: One a criterion, above 0.
    /// - Returns: One a unit; NaN for one without any criterion. Permuting the units permutes them, bit for bit.
    static func scores(_ criteria: [[Double]], weights: [Double]) -> [Double] {
        let all = criteria.first?.count ?? 0
        let units = (0..<all).filter { unit in criteria.contains { !$0[unit].isNaN } }
        let columns = criteria.map { column in units.map { column[$0] } }
        // How far ahead of all others together, in 2^-44: a sum of whole numbers, which has no order. A lead is at most 1,
        // so that 2^19 units fit.
        var leads = [Int64](repeating: 0, count: units.count)
        var ahead = [Double](repeating: 0, count: units.count)
        var common = ahead
        for unit in units.indices.dropLast() {
            let others = (unit + 1)..<units.count
            for other in others { (ahead[other], common[other]) = (0, 0) }
            for (column, weight) in zip(columns, weights) where !column[unit].isNaN {
                let value = column[unit]
                let column = column.span
                var ahead = ahead.mutableSpan
                var common = common.mutableSpan
                for other in others {
                    let rival = column[other]
                    ahead[other] += value > rival ? weight : value < rival ? -weight : 0
                    common[other] += rival == rival ? weight : 0
                }
            }
            for other in others where common[other] > 0 {
                // -1...1, but for the rounding of the sums.
                let lead = Int64((max(-1, min(1, ahead[other] / common[other])) * unit44).rounded())
                leads[unit] &+= lead
                leads[other] &-= lead
            }
        }
        var scores = [Double](repeating: .nan, count: all)
        for (place, unit) in units.enumerated() {
            scores[unit] = (Double(units.count - 1) + Double(leads[place]) / unit44) / 2
        }
        return scores
    }

    private static let unit44 = 17_592_186_044_416.0
}
