internal import InfluenceModel

extension Weighting {
    /// Whether it depends on the values, of all periods together.
    var isFitted: Bool {
        switch self {
        case .given, .equal: false
        case .pca, .balanced: true
        }
    }
}
