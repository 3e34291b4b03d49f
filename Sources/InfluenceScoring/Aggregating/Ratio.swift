/// x_1 / x_2, unweighted: an index of one thing by another, such as an equally distributed mean by a plain one (Gender
/// Inequality Index).
enum Ratio {
    /// NaN unless there are two children, both present and the second not 0.
    static func combine(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        CellWise.combine(children, to: &sum, &present) { values, places in
            guard places.count == 2 else { return .nan }
            let (dividend, divisor) = (values[places.lowerBound], values[places.lowerBound + 1])
            return divisor == 0 ? .nan : dividend / divisor
        }
    }
}
