/// How much of a result's variance one uncertain factor accounts for.
package struct SobolIndex: Hashable, Sendable {
    /// The share that goes when the factor alone is fixed; 0...1, and a little beyond by the sample's error.
    package let first: Double
    /// The share that stays when all factors but this one are fixed: its effect with all its interactions.
    package let total: Double
    /// Standard errors of the two, the variance taken as known.
    package let firstError: Double
    package let totalError: Double
}

/// Variance-based sensitivity of a function of independent factors.
///
/// Design: two independent samples A and B of the factors' points, and for each factor i the sample AB_i: A with the
/// points of i from B. N (d + 2) evaluations.
///
///     first_i = 1/N sum (f(B) - m) (f(AB_i) - f(A)) / V        Saltelli et al. (2010), table 2 (b), centred
///     total_i = 1/2N sum (f(A) - f(AB_i))^2 / V                Jansen (1999); Saltelli et al. (2010), table 2 (f)
///
/// m and V are mean and variance of f(A) and f(B) together. Centring takes the mean's own noise out of the products; a
/// factor without effect has f(AB_i) = f(A) in every row, and so indices of exactly 0. Discrete factors cut [0, 1) into
/// equal parts, whatever the sample's range.
///
/// Sources: Saltelli et al., Global Sensitivity Analysis: The Primer (2008), chapter 4; Saltelli et al., Computer Physics
/// Communications 181 (2010) 259-270; Jansen, Computer Physics Communications 117 (1999) 35-43.
package enum Sobol {
    /// The variance of f(A) and f(B) together, and of each factor its parts of it, before the division.
    struct Variances: Hashable, Sendable {
        var variance = 0.0
        var first: [Double] = []
        var total: [Double] = []
        /// Of the means, squared.
        var firstErrors: [Double] = []
        var totalErrors: [Double] = []

        /// - Returns: `nil` where nothing varies.
        var indices: [SobolIndex]? {
            guard variance > 0, variance.isFinite else { return nil }
            return first.indices.map { factor in
                SobolIndex(
                    first: first[factor] / variance,
                    total: total[factor] / variance,
                    firstError: firstErrors[factor].squareRoot() / variance,
                    totalError: totalErrors[factor].squareRoot() / variance
                )
            }
        }
    }

    /// The indices of each factor from a design's values, one a row.
    /// - Returns: `nil` where nothing varies, or the samples don't fit together.
    package static func indices(a: [Double], b: [Double], ab: [[Double]]) -> [SobolIndex]? {
        guard a.count > 1, b.count == a.count, ab.allSatisfy({ $0.count == a.count }) else { return nil }
        return variances(a: a, b: b, ab: ab).indices
    }

    /// The indices of a function of `factors` factors, each given by its point.
    package static func indices(
        factors: Int,
        rows: Int,
        random: Philox,
        _ function: ([Draws]) -> Double
    ) -> [SobolIndex]? {
        func points(_ row: Int, _ sample: (Int) -> Draws.Sample) -> [Draws] {
            (0..<factors).map { Draws(random, sample($0), replication: row, factor: $0) }
        }
        return indices(
            a: (0..<rows).map { function(points($0) { _ in .first }) },
            b: (0..<rows).map { function(points($0) { _ in .second }) },
            ab: (0..<factors).map { swapped in
                (0..<rows).map { function(points($0) { $0 == swapped ? .second : .first }) }
            }
        )
    }

    static func variances(a: [Double], b: [Double], ab: [[Double]]) -> Variances {
        let count = Double(a.count)
        let mean = (a.reduce(0, +) + b.reduce(0, +)) / (2 * count)
        let squares = a.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } + b.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        var variances = Variances(variance: squares / (2 * count - 1))
        for swapped in ab {
            let first = Self.mean(a.indices.lazy.map { (b[$0] - mean) * (swapped[$0] - a[$0]) })
            let total = Self.mean(a.indices.lazy.map { (a[$0] - swapped[$0]) * (a[$0] - swapped[$0]) / 2 })
            variances.first.append(first.mean)
            variances.firstErrors.append(first.error)
            variances.total.append(total.mean)
            variances.totalErrors.append(total.error)
        }
        return variances
    }

    /// The mean, and the square of its standard error.
    private static func mean(_ terms: some Collection<Double>) -> (mean: Double, error: Double) {
        let count = Double(terms.count)
        let mean = terms.reduce(0, +) / count
        let squares = terms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, squares / (count - 1) / count)
    }
}
