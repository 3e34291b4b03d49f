/// The shares u of columns, of 1 in all and none below a floor, under which the sum of the standardised columns varies
/// least: the minimum of u' R u.
///
/// Columns above the floor then correlate equally with the sum, and those at the floor more than that: no other shares
/// have a larger smallest correlation, but for the floor. Source: Wolfe, "Finding the nearest point in a polytope" (1976);
/// the steps are those of the primal active set method (Nocedal, Wright, "Numerical Optimization", 16.5).
struct LeastVariance {
    private let matrix: [[Double]]
    private let floor: Double

    /// - Parameters:
    ///   - matrix: Of correlations, positive definite.
    ///   - floor: Below 1 / n.
    init(_ matrix: [[Double]], floor: Double) {
        self.matrix = matrix
        self.floor = floor
    }

    /// `nil` where rounding keeps it from an end.
    func shares() -> [Double]? {
        let count = matrix.count
        var shares = [Double](repeating: 1 / Double(count), count: count)
        var isFree = [Bool](repeating: true, count: count)
        // Every set of columns at the floor is come by once at most; mostly there are a few more steps than columns.
        for _ in 0..<(50 * count) {
            guard let (best, level) = minimum(isFree) else { return nil }
            // As far as the floor allows from the shares so far towards the best for those that are free.
            var (step, blocking) = (1.0, Int?.none)
            for column in 0..<count where isFree[column] && best[column] < floor {
                let reach = (shares[column] - floor) / (shares[column] - best[column])
                if reach < step { (step, blocking) = (max(0, reach), column) }
            }
            for column in 0..<count where isFree[column] {
                shares[column] = max(floor, shares[column] + step * (best[column] - shares[column]))
            }
            if let blocking {
                shares[blocking] = floor
                isFree[blocking] = false
                continue
            }
            var (least, worst) = (level * (1 - 1e-12), Int?.none)
            for column in 0..<count where !isFree[column] {
                let slope = slope(column, best)
                if slope < least { (least, worst) = (slope, column) }
            }
            guard let worst else { return level > 0 ? best : nil }
            isFree[worst] = true
        }
        return nil
    }

    /// Half the derivative by a share: of the standardised column with the sum, the covariance.
    private func slope(_ column: Int, _ shares: [Double]) -> Double {
        var slope = 0.0
        for (other, share) in shares.enumerated() { slope += matrix[column][other] * share }
        return slope
    }

    /// The minimum with those that are not free at the floor, and the slope that all free ones have there.
    private func minimum(_ isFree: [Bool]) -> (shares: [Double], level: Double)? {
        let free = isFree.indices.filter { isFree[$0] }
        let fixed = isFree.indices.filter { !isFree[$0] }
        // u = level a - b, with R a = 1 and R b = what the fixed ones give.
        let given = free.map { row in fixed.reduce(0) { $0 + matrix[row][$1] * floor } }
        let part = free.map { row in free.map { matrix[row][$0] } }
        guard let factor = Cholesky(part) else { return nil }
        let (a, b) = (factor.solve(free.map { _ in 1 }), factor.solve(given))
        let rest = 1 - floor * Double(fixed.count)
        let level = (rest + b.reduce(0, +)) / a.reduce(0, +)
        guard level.isFinite else { return nil }
        var shares = isFree.map { _ in floor }
        for (place, column) in free.enumerated() { shares[column] = level * a[place] - b[place] }
        return (shares, level)
    }
}

/// The lower triangle L of a positive definite matrix L L'. Source: Golub, Van Loan, "Matrix Computations", 4.2.
private struct Cholesky {
    private let rows: [[Double]]

    /// - Returns: `nil` for a matrix that is not positive definite.
    init?(_ matrix: [[Double]]) {
        var rows: [[Double]] = []
        for row in matrix.indices {
            var entries: [Double] = []
            for column in 0...row {
                var rest = matrix[row][column]
                for place in 0..<column {
                    rest -= entries[place] * (column == row ? entries[place] : rows[column][place])
                }
                if column < row {
                    entries.append(rest / rows[column][column])
                } else {
                    guard rest > 0 else { return nil }
                    entries.append(rest.squareRoot())
                }
            }
            rows.append(entries)
        }
        self.rows = rows
    }

    func solve(_ right: [Double]) -> [Double] {
        var result = right
        for row in rows.indices {
            for column in 0..<row { result[row] -= rows[row][column] * result[column] }
            result[row] /= rows[row][row]
        }
        for row in rows.indices.reversed() {
            for below in rows.indices where below > row { result[row] -= rows[below][row] * result[below] }
            result[row] /= rows[row][row]
        }
        return result
    }
}
