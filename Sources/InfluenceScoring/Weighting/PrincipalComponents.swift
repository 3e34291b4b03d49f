/// Principal components of columns: the eigenvectors of their correlation matrix over the cells in which all have a value.
/// Source: OECD/JRC Handbook (2008), section 1.4; COINr `get_PCA`, which takes R's `prcomp` with centring and scaling.
package struct PrincipalComponents: Hashable, Sendable {
    /// The variance that each component explains, largest first; they sum to the number of columns.
    package let variances: [Double]
    /// Of each component, a unit vector: the loading of each column. Its sum is above 0, or the first loading that is not
    /// 0 is where the sum is 0.
    package let loadings: [[Double]]
    /// Cells in which all columns have a value.
    package let count: Int
    let correlations: [[Double]]
    let deviations: [Double]

    package enum Failure: Error, Hashable, Sendable {
        /// Fewer than 3 cells in which all columns have a value.
        case tooFewCells(Int)
        /// All values of the column are equal in those cells, or not finite.
        case withoutSpread(column: Int)
    }

    /// - Parameter columns: Of equal length; NaN: missing.
    package init(_ columns: [[Double]]) throws(Failure) {
        let length = columns.map(\.count).min() ?? 0
        let complete = (0..<length).filter { cell in columns.allSatisfy { !$0[cell].isNaN } }
        guard complete.count >= 3 else { throw .tooFewCells(complete.count) }
        let columns = columns.map { column in complete.map { column[$0] } }
        var deviations: [Double] = []
        for (position, column) in columns.enumerated() {
            let sample = Sample(column)
            guard sample.isSpread, let sd = sample.sd, sd > 0 else { throw .withoutSpread(column: position) }
            deviations.append(sd)
        }
        var matrix = [[Double]](repeating: [Double](repeating: 1, count: columns.count), count: columns.count)
        for row in columns.indices {
            for column in 0..<row {
                guard let correlation = Correlation.pearson(columns[row], columns[column]) else {
                    throw .withoutSpread(column: row)
                }
                matrix[row][column] = correlation
                matrix[column][row] = correlation
            }
        }
        guard let eigen = Eigen(matrix) else { throw .tooFewCells(complete.count) }
        variances = eigen.values
        loadings = eigen.vectors.map { vector in
            let sum = vector.reduce(0, +)
            let sign = sum == 0 ? vector.first { $0 != 0 } ?? 1 : sum
            return sign < 0 ? vector.map { 0 - $0 } : vector
        }
        count = complete.count
        correlations = matrix
        self.deviations = deviations
    }

    /// The share of all variance that each component explains.
    package var explained: [Double] { variances.map { $0 / Double(variances.count) } }

    /// Whether no other component explains as much as the first: else its loadings are arbitrary.
    var hasFirst: Bool {
        variances.count < 2 || variances[1] < variances[0] * (1 - 1e-9)
    }

    /// Weights under which each column correlates equally with the weighted sum of all. They sum to 1.
    ///
    /// In units of their deviations, weights v give correlations R v / (v' R v)^(1/2), which are equal for
    /// v = R^-1 (1, ... 1) and no other v but its multiples: so they are these, or there are none above 0. With a floor
    /// each column keeps at least that part of an equal share, in those units: where v gives one less, it correlates more
    /// than the others, which correlate equally, and the smallest correlation is as large as it can be. See
    /// ``LeastVariance``.
    ///
    /// - Throws: ``NoBalance``, naming the columns.
    func balanced(floor: Double? = nil) throws(NoBalance) -> [Double] {
        let count = deviations.count
        guard let last = variances.last, last > 1e-12 * Double(count) else { throw .dependent(columns: dependent) }
        var shares = [Double](repeating: 0, count: count)
        for (variance, vector) in zip(variances, loadings) {
            let factor = vector.reduce(0, +) / variance
            for column in shares.indices { shares[column] += factor * vector[column] }
        }
        let least = (floor ?? 0) / Double(count)
        let total = shares.reduce(0, +)
        // What is above 0 by rounding alone is not.
        let low = shares.indices.filter { !(shares[$0] > max(least, 1e-12) * total) }
        if !low.isEmpty {
            guard floor != nil else { throw .notPositive(columns: low) }
            guard let bounded = LeastVariance(correlations, floor: least).shares() else {
                throw .dependent(columns: dependent)
            }
            shares = bounded
        }
        let weights = zip(shares, deviations).map { $0 / $1 }
        let sum = weights.reduce(0, +)
        guard sum > 0, sum.isFinite else { throw .dependent(columns: dependent) }
        return weights.map { $0 / sum }
    }

    /// Why no weights balance the columns.
    enum NoBalance: Error, Hashable {
        case dependent(columns: [Int])
        case notPositive(columns: [Int])
    }

    /// The columns that take part in the sum that varies least.
    private var dependent: [Int] {
        guard let vector = loadings.last else { return [] }
        return vector.indices.filter { vector[$0].magnitude > 1e-6 }
    }
}
