extension Model {
    /// About how many bytes a run of this model needs at its height, by the numbers of what it names; `Int.max` where the
    /// product is beyond that. Meant for refusing what cannot work before it is tried, so rather too high than too low.
    ///
    /// Measured at first runs without intervals (peak of the resident memory): 42 MB for 0.29 million cells, 100 for 4.5,
    /// 307 for 20.2 million. So 32 MiB and 16 bytes a cell. Where pairs of powers are measured: 1,411 MB for 41 million figures
    /// of measures, 4,020 for 86 million; so 48 bytes each. The samples of the uncertainty, and the pairs of powers that it
    /// compares in each country, come on top.
    ///
    /// Of what is observed: 40 bytes a row as it is read and as many while it is sorted; where an indicator reads it some 100 in
    /// its sheet, and again in that of the mirrors. Measured with 1,975,000 rows, most of them read by nobody: 246 MB at the
    /// height of their import and of the run after it. So 200 bytes each, and 1,000 a series.
    /// - Parameters:
    ///   - periods: of the grid.
    ///   - threads: how many score at the same time.
    ///   - observations: that are in force, and of how many `series`.
    package func memoryEstimate(periods: Int, threads: Int, observations: Int = 0, series: Int = 0) -> Int {
        let dyads = Saturating(powers.count) * Saturating(countries.count)
        var bytes = Saturating(32 << 20)
        bytes = bytes + dyads * Saturating(nodes.count) * Saturating(periods) * Saturating(16)
        bytes = bytes + measureSeries * Saturating(periods) * Saturating(48)
        bytes = bytes + Saturating(observations) * Saturating(200) + Saturating(series) * Saturating(1_000)
        if let plan = uncertainty {
            let samples = Saturating(plan.replications) * Saturating(powers.count) * Saturating(nodes.count)
            bytes = bytes + samples * Saturating(8) * Saturating(max(1, threads))
            bytes = bytes + dyads * Saturating(powers.count) * Saturating(32)
        }
        return bytes.value
    }

    /// How many series the measures have at most: of each one, by its name's ending, one a country and power, pair of powers,
    /// or country alone. `Int.max` where they are more.
    package var measureSeriesCount: Int { measureSeries.value }

    private var measureSeries: Saturating {
        var series = Saturating(0)
        for measure in measures?.asked ?? [] {
            let subjects =
                switch measure.subject {
                case .power: powers.count
                case .pair: measures?.pairs.count ?? 0
                case .country: 1
                }
            series = series + Saturating(measure.kind.facets(in: self).count) * Saturating(subjects)
        }
        return series * Saturating(countries.count)
    }
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
