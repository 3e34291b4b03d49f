internal import InfluenceModel

extension MeasurePlan.Dependency {
    /// g(s) = min(1, ln(1 - s) / ln(1 - saturation)) of a share s, kept within 0...1.
    func concave(_ share: Double) -> Double {
        guard share < saturation else { return 1 }
        return min(1, Elementary.log(1 - max(0, share)) / Elementary.log(1 - saturation))
    }
}

/// The weighted mean over the channels that are known. Channels that cannot exist leave the denominator of coverage.
/// Source: Hirschman (1945).
struct ChannelMean {
    private var concave = 0.0
    private var linear = 0.0
    private var weight = 0.0
    private var applicable = 0.0
    private var confidence = 1.0
    private let plan: MeasurePlan.Dependency

    init(_ plan: MeasurePlan.Dependency) {
        self.plan = plan
    }

    /// - Parameter percent: NaN where the share is not known.
    mutating func add(_ channel: MeasurePlan.Channel, percent: Double, freshness: Freshness) {
        if freshness != .notApplicable { applicable += channel.weight }
        guard !percent.isNaN else { return }
        let share = min(1, max(0, percent / 100))
        concave += channel.weight * plan.concave(share)
        linear += channel.weight * share
        weight += channel.weight
        confidence = min(confidence, freshness.confidence)
    }

    var concaveScore: Score { score(concave) }
    var linearScore: Score { score(linear) }

    private func score(_ sum: Double) -> Score {
        guard weight > 0 else { return .none }
        return Score(measured: min(1, sum / weight), coverage: weight / applicable, confidence: confidence)
    }
}
