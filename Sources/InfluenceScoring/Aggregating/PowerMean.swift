/// (sum w x^p / sum w)^(1/p), p != 0. Source: OECD/JRC Handbook (2008), step 6; COINr `a_genmean`, which gives no value as
/// soon as one child is missing where its manual says that they are skipped.
enum PowerMean {
    static func combine(_ children: [Child], exponent: Double, to sum: inout [Double], _ present: inout [Double]) {
        let weights = children.map(\.weight)
        CellWise.combine(children, to: &sum, &present) { values, places in
            // The mean of x is m times the mean of x / m: with the child that dominates for m, no power is above 1, so
            // that none overflows and the largest doesn't underflow. Kept as differences from 1, an exponent near 0 leaves
            // no less precision.
            var most = exponent > 0 ? -Double.infinity : .infinity
            for place in places where exponent > 0 ? values[place] > most : values[place] < most {
                most = values[place]
            }
            guard most > 0 else { return most }
            var (total, weight) = (0.0, 0.0)
            for (column, place) in places.enumerated() where !values[place].isNaN {
                total += weights[column] * Elementary.expm1(exponent * Elementary.log(values[place] / most))
                weight += weights[column]
            }
            return most * Elementary.exp(Elementary.log1p(total / weight) / exponent)
        }
    }
}
