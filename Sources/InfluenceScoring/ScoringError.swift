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
    /// A geometric or harmonic mean, or a power mean of an exponent <= 0, of a child whose score is not above 0.
    case notPositive(node: NodeID, child: NodeID, dyad: Dyad, period: Period, value: Double)
    /// A power mean of a child whose score is negative.
    case negative(node: NodeID, child: NodeID, dyad: Dyad, period: Period, value: Double)
    /// The power whose value a normalisation takes as its reference is not in the model.
    case unknownReference(node: NodeID, power: PowerID)
    /// The arithmetic left the range of floating-point numbers.
    case notFinite(node: NodeID, dyad: Dyad, period: Period)
    /// The normalisation's parameters left that range, or its own figures do.
    case normalisationNotFinite(node: NodeID, period: Period?)
    /// Weights that were to be found in the values; the child where one is to blame.
    case weightsUndefined(node: NodeID, child: NodeID?, WeightProblem)
    /// A dense panel whose columns don't fit the model's indicators, dyads and periods.
    case columnsDoNotFit(expected: Int, found: Int)
    case unknownDyad(Dyad)
    case unknownPeriod(Period)
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
        case .notPositive(let node, let child, let dyad, let period, let value):
            "\(node) of \(dyad.power) in \(dyad.country) at \(period): \(child) is \(value), and a geometric or harmonic "
                + "mean, or one of a power of 0 or less, needs values above 0; normalise \(child) to a range that begins above 0"
        case .negative(let node, let child, let dyad, let period, let value):
            "\(node) of \(dyad.power) in \(dyad.country) at \(period): \(child) is \(value), and a power mean takes no "
                + "negative values; normalise \(child) to a range that begins at 0 or above"
        case .unknownReference(let node, let power):
            "the normalisation of \(node) refers to \(power), which is no power of the model"
        case .notFinite(let node, let dyad, let period):
            "\(node) of \(dyad.power) in \(dyad.country) at \(period) is too large for a floating-point number"
        case .normalisationNotFinite(let node, let period):
            "the normalisation of \(node)\(period.map { " at \($0)" } ?? "") leaves the range of floating-point numbers"
        case .weightsUndefined(let node, let child, let problem):
            "the weights of \(node) can't be found in its children's values: " + problem.text(of: child)
        case .columnsDoNotFit(let expected, let found):
            "the panel has \(found) cells or columns where the model needs \(expected)"
        case .unknownDyad(let dyad):
            "the model has no power \(dyad.power) in a country \(dyad.country)"
        case .unknownPeriod(let period):
            "\(period) is not among the periods scored"
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

extension WeightProblem {
    fileprivate func text(of child: NodeID?) -> String {
        let name = child?.text ?? "a child"
        return switch self {
        case .tooFewCells(let count):
            "only \(count) cells have a value of each child, and 3 are needed; impute, or give the weights"
        case .withoutSpread: "all values of \(name) are equal; leave it out (weight 0), or give the weights"
        case .notPositive(let weight):
            "\(name) would weigh \(weight): it goes against the others, or they say all that it does; turn its direction, "
                + "leave it out (weight 0), or give the weights"
        case .ambiguous: "two components explain equally much, so that neither is the first; give the weights"
        case .dependent: "the children determine one another; leave one out (weight 0), or give the weights"
        case .notArithmetic: "balanced weights are of a weighted mean; aggregate it arithmetically, or give the weights"
        }
    }
}
