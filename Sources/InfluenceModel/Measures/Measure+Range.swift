extension Measure {
    /// The values that it can have, whatever the data; `nil` for one of states, and where there is no bound.
    /// - Parameter scale: the model's, which bounds differences of scores.
    package func range(scale: Scale) -> ClosedRange<Double>? {
        switch self {
        case .share, .contest, .cooperation, .coopetitionIntensity, .divisionOfLabour, .dependency, .dependencyLinear,
            .dependencyJoint, .concentration, .multiVector, .thirdShare, .displacement, .momentumP, .probabilityAbove:
            return 0...1
        case .tilt, .coopetitionBalance: return -1...1
        case .effectivePartners: return 1...Double.infinity
        case .overtakingGap:
            // Percentage points of shares, or points of scores.
            let widest = max(100, scale.high - scale.low)
            return -widest...widest
        case .momentum, .coopetitionQuadrant, .pattern, .overtaking, .overtakingLatest, .overtakingRatio: return nil
        }
    }
}
