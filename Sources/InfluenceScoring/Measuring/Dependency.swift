internal import InfluenceModel

extension MeasurePlan.Dependency {
    /// g(s) = min(1, ln(1 - s) / ln(1 - saturation)) of a share s, kept within 0...1: convex, so that the tenth from 70 to 80 %
    /// counts for more than that from 0 to 10 %, and 1 from the saturation on.
    func saturating(_ share: Double) -> Double {
        guard share < saturation else { return 1 }
        return min(1, Elementary.log(1 - max(0, share)) / Elementary.log(1 - saturation))
    }
}

/// The weighted mean over the channels that are known: sum v g(s) / sum v. Channels that cannot exist leave the denominator
/// of coverage. Source: Hirschman (1945).
struct ChannelMean {
    private var saturating = Sum()
    private var linear = Sum()
    private(set) var weight = 0.0
    private(set) var applicable = 0.0
    private var confidence = 0.0
    private let plan: MeasurePlan.Dependency

    init(_ plan: MeasurePlan.Dependency) {
        self.plan = plan
    }

    private struct Sum {
        var total = 0.0
        var extent = Extent()

        mutating func add(_ value: Double, weight: Double) {
            total += weight * value
            extent.add(value)
        }
    }

    /// - Parameter percent: NaN where the share is not known.
    mutating func add(_ channel: MeasurePlan.Channel, percent: Double, freshness: Freshness) {
        if freshness != .notApplicable { applicable += channel.weight }
        guard !percent.isNaN else { return }
        let share = min(1, max(0, percent / 100))
        saturating.add(plan.saturating(share), weight: channel.weight)
        linear.add(share, weight: channel.weight)
        weight += channel.weight
        confidence += channel.weight * freshness.confidence
    }

    var coverage: Double { applicable > 0 ? weight / applicable : 0 }

    func saturatingScore(gate: Double) -> Score { score(saturating, gate) }
    func linearScore(gate: Double) -> Score { score(linear, gate) }

    private func score(_ sum: Sum, _ gate: Double) -> Score {
        guard weight > 0 else { return .none }
        return Score(
            measured: sum.extent.kept(sum.total / weight),
            coverage: coverage,
            confidence: confidence / applicable,
            gate: gate
        )
    }
}
