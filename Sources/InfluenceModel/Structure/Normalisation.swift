/// From raw values to the node scale.
/// Source of the methods: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 1.6; the definitions are
/// those of the R package COINr (Becker et al. 2022), named with each.
///
/// Common to all: a missing value stays missing and counts for nothing. Direction -1: fixed methods (goalposts, none)
/// mirror the score about the middle of the node scale, relative ones take -x for x.
package struct Normalisation: Hashable, Sendable {
    package let method: Method
    /// Over which values the parameters of a relative method are taken.
    package let scope: Scope

    package enum Method: Hashable, Sendable {
        /// Linear between two fixed points, onto the node scale; truncated at its ends unless `truncate` is false. Does not
        /// depend on other cells. COINr `n_goalposts`; `n_scaled` is this on 0...100 without truncation.
        case goalposts(low: Double, high: Double, truncate: Bool = true)
        /// Linear from the smallest to the largest value, onto `target`. Null where all are equal. `n_minmax`.
        case minmax(target: Scale)
        /// (x - mean) / sd (n - 1), then moved to the given mean and sd. Null where all are equal. `n_zscore`.
        case zscore(mean: Double, sd: Double)
        /// 1...n, the highest value n. `n_rank`.
        case rank(Ties = .min)
        /// rank - 1: 0...n - 1, with ties `min` the number of values below. `n_borda`.
        case borda(Ties = .min)
        /// (rank - 1) / (n - 1), linear onto `onto`. Null for a single value. `n_prank`.
        case percentileRank(Ties = .min, onto: Scale = Scale(low: 0, high: 1))
        /// The group of equal size that the value falls into, 1...groups: the share of the values that are not above it x
        /// groups, rounded up. Source: percentiles of the original distribution as in Dreher, "Does globalization affect
        /// growth?" (2006) and Gygli, Haelg, Potrafke, Sturm, "The KOF Globalisation Index - revisited" (2019).
        case percentiles(groups: Int)
        /// 1 - (max - x) / (max - min): 0...1. Null where all are equal. `n_dist2max`.
        case distanceToMax
        /// 1 - (ref - x) / (ref - min), ref being the value of that power of the model in the same country and period: 0
        /// for the smallest value of the scope, 1 for the reference, more for what exceeds it unless `capped`. Null where
        /// the reference has no value or is the smallest. `n_dist2ref`.
        case distanceToReference(PowerID, capped: Bool = false)
        /// 1 - (target - x) / (target - min): 0 for the smallest value, 1 for the target, more beyond it unless `capped`.
        /// The target is in the unit of x, whatever the direction. Null where the target isn't better than the worst
        /// value: there is no distance to measure in. `n_dist2targ`.
        case distanceToTarget(Double, capped: Bool = false)
        /// x / max; with direction -1 its mirror, 1 - x / max: 0...1 for what is not negative. Null where the largest value
        /// is not above 0. `n_fracmax`, which inverts its direction -1 and divides by 0 in it.
        case fractionOfMax
        /// The raw value as it is.
        case none
    }

    /// The rank of equal values: the smallest, the mean or the largest of the places that they take up.
    package enum Ties: String, CaseIterable, Sendable {
        case min, average, max
    }

    package enum Scope: Hashable, Sendable {
        /// All dyads and periods together.
        case panel
        /// Each period by itself.
        case period
        /// All dyads in the periods of the grid that lie from one day through another: what later values are compared with
        /// does not move. Of methods that map the values by a line: ``Method/isLinear``.
        case baseline(from: Day, through: Day)
    }

    package init(_ method: Method, scope: Scope = .panel) {
        self.method = method
        self.scope = scope
    }

    package static let none = Normalisation(.none)

    /// The periods that a baseline consists of.
    /// - Returns: positions; `nil` for another scope.
    package func baseline(among periods: [Period]) -> [Int]? {
        guard case .baseline(let from, let through) = scope else { return nil }
        return periods.indices.filter { periods[$0].start >= from && periods[$0].end <= through }
    }
}
