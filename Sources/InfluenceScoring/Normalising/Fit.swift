package import InfluenceModel

/// A node's normalisation with its parameters taken from the values: what maps a raw value onto the node scale.
package struct Fit: Hashable, Sendable {
    /// One, or one a period where the scope is `period`.
    package let parameters: [NormalisationParameters]
    let maps: [LinearMap]

    static let identity = Fit(parameters: [.none], maps: [.identity])

    init(parameters: [NormalisationParameters], maps: [LinearMap]) {
        self.parameters = parameters
        self.maps = maps
    }

    package func parameters(at period: Int) -> NormalisationParameters {
        parameters[parameters.count == 1 ? 0 : period]
    }

    func map(at period: Int) -> LinearMap {
        maps[maps.count == 1 ? 0 : period]
    }

    var isIdentity: Bool { maps == [.identity] }
}

/// The figures that a normalisation used.
package enum NormalisationParameters: Hashable, Sendable {
    case none
    case goalposts(low: Double, high: Double)
    case minmax(min: Double, max: Double, target: Scale)
    case zscore(mean: Double, sd: Double, targetMean: Double, targetSD: Double)
    /// Fewer than two different values: no range and no deviation to relate to. Every score is null.
    case undefined
}

extension Normalisation {
    /// Whether its parameters come from the values, so that it needs all of them before any.
    var isRelative: Bool {
        switch method {
        case .goalposts, .none: false
        case .minmax, .zscore: true
        }
    }

    /// The table of the methods: how each finds its parameters and its map.
    ///
    /// Direction -1: fixed methods mirror the score about the middle of the node scale; relative ones take -x for x, as
    /// COINr does.
    ///
    /// - Parameter distribution: Of the values in the scope; `nil` for methods that aren't relative.
    /// - Returns: `nil` where the figures leave the range of floating-point numbers.
    func fit(_ direction: Direction, scale: Scale, _ distribution: Distribution?) -> (
        NormalisationParameters, LinearMap
    )? {
        let fitted =
            switch method {
            case .none: unnormalised(direction, scale: scale)
            case .goalposts(let low, let high): goalposts(low: low, high: high, direction, scale: scale)
            case .minmax(let target): minmax(target: target, direction, distribution)
            case .zscore(let mean, let sd): zscore(mean: mean, sd: sd, direction, distribution)
            }
        if fitted.0 == .undefined { return fitted }
        // Maps are monotonic: with finite ends every value between them is finite. An infinite width leaves a slope of 0.
        let ends = [distribution?.min ?? 0, distribution?.max ?? 0]
        let isFinite = fitted.1.slope.isFinite && fitted.1.slope != 0 && ends.allSatisfy { fitted.1($0).isFinite }
        return isFinite ? fitted : nil
    }
}
