/// How closely two columns go together: -1...1, over the cells in which both have a value.
///
/// `nil` of fewer than two such cells, and where either column has no spread in them.
package enum Correlation: String, CaseIterable, Sendable {
    /// sum dx dy / (sum dx^2 sum dy^2)^(1/2)
    case pearson
    /// Pearson's of the ranks, equal values sharing the mean of theirs.
    case spearman
    /// Tau-b: (concordant - discordant) / ((pairs - ties of x) (pairs - ties of y))^(1/2).
    /// Source: Kendall, "The treatment of ties in ranking problems" (1945); counted as in Knight (1966).
    case kendall

    /// - Parameters: Of equal length, else the longer one's end is left out. NaN: missing.
    package func callAsFunction(_ left: [Double], _ right: [Double]) -> Double? {
        var (xs, ys): ([Double], [Double]) = ([], [])
        for (x, y) in zip(left, right) where !x.isNaN && !y.isNaN {
            xs.append(x)
            ys.append(y)
        }
        switch self {
        case .pearson: return Self.product(Sample(xs), Sample(ys))
        case .spearman: return Self.product(Sample(TiedValues(xs).averageRanks), Sample(TiedValues(ys).averageRanks))
        case .kendall: return Self.tau(xs, ys)
        }
    }

    private static func product(_ left: Sample, _ right: Sample) -> Double? {
        guard left.count > 1, left.isSpread, right.isSpread, let x = left.deviations?.scaled,
            let y = right.deviations?.scaled
        else { return nil }
        var (xx, yy, xy) = (0.0, 0.0, 0.0)
        for (x, y) in zip(x, y) {
            xx += x * x
            yy += y * y
            xy += x * y
        }
        return finite(xy / (xx.squareRoot() * yy.squareRoot())).map { min(1, max(-1, $0)) }
    }

    private static func tau(_ xs: [Double], _ ys: [Double]) -> Double? {
        let count = xs.count
        guard count > 1 else { return nil }
        let order = xs.indices.sorted { xs[$0] == xs[$1] ? ys[$0] < ys[$1] : xs[$0] < xs[$1] }
        let pairs = Double(count) * Double(count - 1) / 2
        let xTies = ties(order.map { xs[$0] })
        let yTies = ties(ys.sorted())
        var bothTies = 0.0
        var run = 1.0
        for (previous, next) in zip(order, order.dropFirst()) {
            run = xs[previous] == xs[next] && ys[previous] == ys[next] ? run + 1 : 1
            bothTies += run - 1
        }
        var sequence = order.map { ys[$0] }
        let discordant = exchanges(&sequence)
        let difference = pairs - xTies - yTies + bothTies - 2 * discordant
        return finite(difference / ((pairs - xTies).squareRoot() * (pairs - yTies).squareRoot()))
            .map { min(1, max(-1, $0)) }
    }

    /// Pairs of equal values in a sorted sequence.
    private static func ties(_ sorted: [Double]) -> Double {
        var (pairs, run) = (0.0, 1.0)
        for (previous, next) in zip(sorted, sorted.dropFirst()) {
            run = previous == next ? run + 1 : 1
            pairs += run - 1
        }
        return pairs
    }

    /// Sorts, and counts the pairs that stood in the wrong order.
    private static func exchanges(_ values: inout [Double]) -> Double {
        var count = 0.0
        var width = 1
        var merged = values
        while width < values.count {
            var start = 0
            while start < values.count {
                let (middle, end) = (min(start + width, values.count), min(start + 2 * width, values.count))
                var (left, right) = (start, middle)
                for place in start..<end {
                    if right == end || (left < middle && values[left] <= values[right]) {
                        merged[place] = values[left]
                        left += 1
                    } else {
                        count += Double(middle - left)
                        merged[place] = values[right]
                        right += 1
                    }
                }
                start = end
            }
            swap(&values, &merged)
            width *= 2
        }
        return count
    }
}
