internal import InfluenceModel

extension Normalisation {
    /// x; mirrored low + high - x. The raw value is on the node scale already.
    func unnormalised(_ direction: Direction, scale: Scale) -> (NormalisationParameters, LinearMap) {
        switch direction {
        case .positive: (.none, .identity)
        case .negative: (.none, LinearMap(base: scale.low + scale.high, slope: -1))
        }
    }
}
