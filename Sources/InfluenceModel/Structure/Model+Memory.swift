extension Model {
    /// About how many bytes a run of this model needs at its height, by the numbers of what it names; `Int.max` where the
    /// product is beyond that. Meant for refusing what cannot work before it is tried, so rather too high than too low.
    ///
    /// Measured at first runs without intervals (peak of the resident memory): 42 MB for 0.29 million cells, 100 for 4.5,
    /// 307 for 20.2 million; 54 and 206 for 0.65 and 4.3 million figures of measures. So 32 MiB and 16 bytes a cell; the samples
    /// of the uncertainty, the pairs of powers that it compares in each country, and the figures of the measures come on top.
    /// - Parameters:
    ///   - periods: of the grid.
    ///   - threads: how many score at the same time.
    package func memoryEstimate(periods: Int, threads: Int) -> Int {
        let dyads = Saturating(powers.count) * Saturating(countries.count)
        var bytes = Saturating(32 << 20)
        bytes = bytes + dyads * Saturating(nodes.count) * Saturating(periods) * Saturating(16)
        if let plan = uncertainty {
            let samples = Saturating(plan.replications) * Saturating(powers.count) * Saturating(nodes.count)
            bytes = bytes + samples * Saturating(8) * Saturating(max(1, threads))
            bytes = bytes + dyads * Saturating(powers.count) * Saturating(32)
        }
        let figures = Saturating(measureSeries) * Saturating(countries.count) * Saturating(periods)
        return (bytes + figures * Saturating(Self.bytesOfFigure)).value
    }

    /// The series of measures of one country.
    private var measureSeries: Int {
        guard let plan = measures else { return 0 }
        return plan.asked.reduce(0) { count, measure in
            let subjects =
                switch measure.subject {
                case .power: powers.count
                case .pair: plan.pairs.count
                case .country: 1
                }
            return count + subjects * measure.kind.facets(in: self).count
        }
    }

    private static let bytesOfFigure = 48
}

/// A count that stays at the largest one instead of going beyond it.
private struct Saturating {
    let value: Int

    init(_ value: Int) {
        self.value = value
    }

    static func + (left: Self, right: Self) -> Self {
        let (sum, overflow) = left.value.addingReportingOverflow(right.value)
        return Self(overflow ? .max : sum)
    }

    static func * (left: Self, right: Self) -> Self {
        let (product, overflow) = left.value.multipliedReportingOverflow(by: right.value)
        return Self(overflow ? .max : product)
    }
}
