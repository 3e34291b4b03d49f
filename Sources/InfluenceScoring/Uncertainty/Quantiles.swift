/// Quantiles of type 7: h = (n - 1) p, x_(floor h) + (h - floor h) (x_(floor h + 1) - x_(floor h)).
/// Source: Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), definition 7.
enum Quantiles {
    /// Of values in any order, none NaN.
    ///
    /// Found by selection: the values are counted into buckets of equal width, and just those that share a bucket with a
    /// wanted order statistic are looked at again.
    static func of(_ values: [Double], at probabilities: [Double]) -> [Double] {
        estimates(of: values, at: probabilities).map(\.value)
    }

    /// Of values that occur `counts` times each, in ascending order of the values.
    static func of(_ values: some Collection<Double>, counts: [Int], at probabilities: [Double]) -> [Double] {
        let total = counts.reduce(0, +)
        return probabilities.map { Place($0, count: total).quantile { value(at: $0, of: values, counts) } }
    }

    /// A quantile of a sample, and its standard error.
    struct Estimate: Hashable, Sendable {
        let value: Double
        /// How far it lies from that of other samples of as many independent values: the standard deviation.
        let error: Double
    }

    static func estimates(of values: [Double], at probabilities: [Double]) -> [Estimate] {
        let places = probabilities.map { Place($0, count: values.count) }
        // A dozen: looked through in less time than a dictionary takes to be made.
        var wanted: [Int] = []
        for position in places.flatMap(\.positions).sorted() where position != wanted.last { wanted.append(position) }
        let found = OrderStatistics.select(wanted, of: values)
        return places.map { place in
            place.estimate { position in wanted.firstIndex(of: position).map { found[$0] } ?? .nan }
        }
    }

    static func estimates(of values: [Double], counts: [Int], at probabilities: [Double]) -> [Estimate] {
        let total = counts.reduce(0, +)
        return probabilities.map { probability in
            Place(probability, count: total).estimate { value(at: $0, of: values, counts) }
        }
    }

    /// - Parameter position: In the order of size.
    private static func value(at position: Int, of values: some Collection<Double>, _ counts: [Int]) -> Double {
        var end = 0
        for (value, count) in zip(values, counts) {
            end += count
            if position < end { return value }
        }
        return .nan
    }

    /// Where a quantile and its error are found among the values in order.
    ///
    /// The number of values below the true quantile is binomial, of the standard deviation s = sqrt(n p (1 - p)); what s
    /// places are worth is read off the values two s to both sides, and the side where they are worth more counts: choices
    /// of few options make steps in a distribution, beyond which one side says nothing of the other. Sources: Siddiqui,
    /// J. Res. Nat. Bur. Stand. 64B (1960) 145-150; Bofinger, Austral. J. Statist. 17 (1975) 1-7.
    private struct Place {
        private let lower: Int
        private let upper: Int
        private let fraction: Double
        private let deviation: Double
        private let below: Int
        private let above: Int

        init(_ probability: Double, count: Int) {
            let last = max(0, count - 1)
            let place = Double(last) * probability
            lower = Int(place.rounded(.down))
            upper = min(lower + 1, last)
            fraction = place - Double(lower)
            deviation = (Double(count) * probability * (1 - probability)).squareRoot()
            below = max(0, Int((place - 2 * deviation).rounded(.down)))
            above = min(last, Int((place + 2 * deviation).rounded(.up)))
        }

        var positions: [Int] { [below, lower, upper, above] }

        func quantile(_ value: (Int) -> Double) -> Double { Self.between(value(lower), value(upper), fraction) }

        func estimate(_ value: (Int) -> Double) -> Estimate {
            let quantile = quantile(value)
            let place = Double(lower) + fraction
            let (down, up) = (place - Double(below), Double(above) - place)
            return Estimate(
                value: quantile,
                error: deviation
                    * max(
                        down > 0 ? (quantile - value(below)) / down : 0,
                        up > 0 ? (value(above) - quantile) / up : 0
                    )
            )
        }

        private static func between(_ lower: Double, _ upper: Double, _ fraction: Double) -> Double {
            // An end is the value itself. The sum of two rounded parts may leave the range between them.
            lower == upper || fraction == 0 ? lower : min(max(lower + (upper - lower) * fraction, lower), upper)
        }
    }
}
