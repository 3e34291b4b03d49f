extension Sample {
    /// Skewness of a sample, G1 = n^(1/2) sum d^3 / (sum d^2)^(3/2) x (n (n - 1))^(1/2) / (n - 2), with d = x - mean.
    /// `nil` of fewer than 3 values and of equal ones.
    /// Source: Joanes, Gill, "Comparing measures of sample skewness and kurtosis" (1998); COINr `skew`.
    package var skewness: Double? {
        guard count > 2, isSpread, let scaled = deviations?.scaled else { return nil }
        let n = Double(count)
        let (squares, cubes) = scaled.reduce((0.0, 0.0)) { ($0.0 + $1 * $1, $0.1 + $1 * $1 * $1) }
        let plain = n.squareRoot() * cubes / (squares * squares.squareRoot())
        return finite(plain * (n * (n - 1)).squareRoot() / (n - 2))
    }

    /// Excess kurtosis of a sample, G2 = ((n + 1) (r - 3) + 6) (n - 1) / ((n - 2) (n - 3)), with
    /// r = n sum d^4 / (sum d^2)^2. `nil` of fewer than 4 values and of equal ones.
    /// Source: Joanes, Gill (1998); COINr `kurt`.
    package var kurtosis: Double? {
        guard count > 3, isSpread, let scaled = deviations?.scaled else { return nil }
        let n = Double(count)
        let (squares, fourths) = scaled.reduce((0.0, 0.0)) { ($0.0 + $1 * $1, $0.1 + $1 * $1 * ($1 * $1)) }
        let ratio = n * fourths / (squares * squares)
        return finite(((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)))
    }
}
