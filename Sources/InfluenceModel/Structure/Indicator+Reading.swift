extension Indicator {
    /// Whether it is read as one table: all powers of a country from one reporter.
    package var readsTable: Bool { isTable || share != nil }

    /// What it is a share of, if anything.
    package var share: Transform.Whole? {
        for step in transform { if let whole = step.kind.whole { return whole } }
        return nil
    }

    /// The unit of its raw value: as it says where it reads other indicators, else what its steps make of that of its
    /// observations. Empty: none, as of a logarithm.
    package var rawUnit: String {
        inputs == [id] ? transform.reduce(unit) { $1.kind.unit(of: $0) } : unit
    }

    package var window: Window? {
        for step in transform { if let window = step.kind.window { return window } }
        return nil
    }

    /// The indicator that it is a ratio to.
    package var denominator: NodeID? {
        for step in transform { if let denominator = step.kind.denominator { return denominator } }
        return nil
    }

    /// The table of levels that observed values are of.
    package var levels: [OrdinalLevel]? {
        transform.first?.kind.levels
    }

    /// Every indicator whose observations it reads: its inputs, what it is divided by, what stands in for it.
    package var readIndicators: [NodeID] {
        inputs + [denominator, fallback].compactMap { $0 }
    }
}
