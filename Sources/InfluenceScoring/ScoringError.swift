package import InfluenceModel

/// Why a panel can't be scored. Each names the cell or the series, what is wrong with it, and what would be right.
package enum ScoringError: Error, Hashable, Sendable {
    /// Two values for one series and period: a panel holds one vintage of each.
    case duplicateObservation(SeriesKey, Period)
    /// A value that isn't finite, a status that promises a value without one, or one that excludes it with one.
    case inconsistentObservation(SeriesKey, Period)
    /// A weighted indicator about pairs of powers: it has no value for a single one.
    case pairInTree(NodeID)
    /// The `to` of a ratio is neither in the tree nor tracked.
    case unknownDenominator(indicator: NodeID, denominator: NodeID)
    /// The power whose value a normalisation takes as its reference is not in the model.
    case unknownReference(node: NodeID, power: PowerID)
    /// The arithmetic left the range of floating-point numbers.
    case notFinite(node: NodeID, dyad: Dyad, period: Period)
    /// A dense panel whose columns don't fit the model's indicators, dyads and periods.
    case columnsDoNotFit(expected: Int, found: Int)
    case unknownDyad(Dyad)
    case unknownPeriod(Period)
    /// The task was cancelled: see ``Abandonment``.
    case abandoned
}

extension ScoringError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .duplicateObservation(let series, let period):
            "two values of \(Self.text(series)) for \(period); a panel takes one vintage of each"
        case .inconsistentObservation(let series, let period):
            "the value of \(Self.text(series)) for \(period) does not fit its status: "
                + "\(ObservationStatus.letters(withValue: true)) need a finite value, "
                + "\(ObservationStatus.letters(withValue: false)) take none"
        case .pairInTree(let indicator):
            "\(indicator) is about pairs of powers and has no value for a single one; move it to the tracked indicators"
        case .unknownDenominator(let indicator, let denominator):
            "\(indicator) is a ratio to \(denominator), which the model does not have"
        case .unknownReference(let node, let power):
            "the normalisation of \(node) refers to \(power), which is no power of the model"
        case .notFinite(let node, let dyad, let period):
            "\(node) of \(dyad.power) in \(dyad.country) at \(period) is too large for a floating-point number"
        case .columnsDoNotFit(let expected, let found):
            "the panel has \(found) cells or columns where the model needs \(expected)"
        case .unknownDyad(let dyad):
            "the model has no power \(dyad.power) in a country \(dyad.country)"
        case .unknownPeriod(let period):
            "\(period) is not among the periods scored"
        case .abandoned:
            "nobody waits for it any more"
        }
    }

    private static func text(_ series: SeriesKey) -> String {
        var text = series.indicator.text
        if let power = series.power { text += " of \(power)" }
        if let country = series.country { text += " in \(country)" }
        if !series.reporter.isEmpty { text += " reported by \(series.reporter)" }
        return text
    }
}
