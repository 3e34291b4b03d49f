package import InfluenceModel

/// A node's normalisation with its parameters taken from the values: what maps a raw value onto the node scale.
package struct Fit: Hashable, Sendable {
    /// One, or one a period where the scope is `period`.
    package let parameters: [NormalisationParameters]
    let maps: [LinearMap]
    /// What scores are rounded to.
    var digits: Int?
    /// The magnitude of the largest figures that scores are made of by adding and taking away, on the scale of the scores:
    /// what rounding parts equal ones by is four units in the last place of it. 0: they are the largest themselves.
    var size = 0.0

    static let identity = Fit(parameters: [.none], maps: [.identity])

    package func parameters(at period: Int) -> NormalisationParameters {
        parameters[parameters.count == 1 ? 0 : period]
    }

    func map(at period: Int) -> ScoreMap {
        ScoreMap(maps[maps.count == 1 ? 0 : period], digits: digits, size: size)
    }

    /// The one line that is all there is to do in every period.
    var line: LinearMap? { maps.count == 1 && digits == nil ? maps[0] : nil }
}

/// The figures that a normalisation used.
package enum NormalisationParameters: Hashable, Sendable {
    case none
    case goalposts(low: Double, high: Double)
    case minmax(min: Double, max: Double, target: Scale)
    case zscore(mean: Double, sd: Double, targetMean: Double, targetSD: Double)
    /// Of rank, borda, percentile_rank and percentiles: the number of values.
    case ranks(count: Int)
    /// Of the distances and of fraction_of_max: the raw values that score 0 and 1.
    case distance(from: Double, to: Double)
    /// Of distance_to_reference: the raw value that scores 0; the power's own scores 1.
    case reference(PowerID, from: Double)
    /// Of a method of another kind: in words.
    case found(String)
    /// Too few values, or no spread of them, to relate to. Every score is null.
    case undefined
    /// The figures left the range of floating-point numbers. Every score is null.
    case notFinite
}

extension Normalisation {
    /// Whether its parameters come from the values, so that it needs all of them before any.
    package var isRelative: Bool { !reach.isEmpty }

    /// Whether scores can leave the node scale through a map that no parameter bounds.
    var isUnbounded: Bool { method.arithmetic.isUnbounded }

    /// Whether a score is no linear function of the value: the values are replaced then. See ``Replacement``.
    package var replacesValues: Bool { type(of: method.arithmetic).replacesValues }

    /// The parameters and the map of a linear method.
    ///
    /// - Parameter distribution: Of the values in the scope; `nil` for methods that need none.
    /// - Returns: `nil` where the figures leave the range of floating-point numbers.
    func fit(_ direction: Direction, scale: Scale, _ distribution: Distribution?) -> (
        NormalisationParameters, LinearMap
    )? {
        let fitted = method.arithmetic.fit(direction, scale: scale, distribution)
        if fitted.0 == .undefined { return fitted }
        // Maps are monotonic: with finite ends every value between them is finite. An infinite width leaves a slope of 0.
        let ends = distribution.map { $0.count > 0 ? [$0.min, $0.max] : [] } ?? []
        let isFinite = fitted.1.slope.isFinite && fitted.1.slope != 0 && ends.allSatisfy { fitted.1($0).isFinite }
        return isFinite ? fitted : nil
    }
}
