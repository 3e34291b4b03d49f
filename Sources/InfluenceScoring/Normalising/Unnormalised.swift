package import InfluenceModel

/// `none`: x; mirrored low + high - x. The raw value is on the node scale already.
extension Unnormalised: NormalisationMethod {
    package static let form = MethodForm()

    package init(_ given: MethodArguments) { self.init() }

    package var text: String? { nil }
    package func values(on scale: Scale) -> ValueScale { .raw }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        switch direction {
        case .positive: (.none, .identity)
        case .negative: (.none, LinearMap(base: scale.low + scale.high, slope: -1))
        }
    }
}
