internal import InfluenceModel

/// Contest H and cooperation K of two powers together. K' = min(1, K / scale).
extension MeasurePlan.Coopetition {
    func scaled(_ cooperation: Double) -> Double {
        // The smaller of 1 and NaN is 1 to some.
        cooperation.isNaN ? .nan : min(1, cooperation / scale)
    }

    /// sqrt(H K'): 0...1.
    func intensity(contest: Double, cooperation: Double) -> Double {
        (contest * scaled(cooperation)).squareRoot()
    }

    /// (H - K') / (H + K'): -1...1; NaN where both are 0.
    func balance(contest: Double, cooperation: Double) -> Double {
        (contest - scaled(cooperation)) / (contest + scaled(cooperation))
    }
}

/// The quadrant over time: each half changes only where its figure goes beyond the threshold by the hysteresis.
/// A period without a value changes nothing. What came about at breaks of the signs is compared with nothing: where the
/// half would be another one without it, it begins anew.
struct QuadrantState {
    private let plan: MeasurePlan.Coopetition
    private var isContested: Bool?
    private var isCooperative: Bool?

    init(_ plan: MeasurePlan.Coopetition) {
        self.plan = plan
    }

    /// - Parameter broken: What broken signs add to the change of the cooperation since the last quadrant.
    mutating func update(contest: Double, cooperation: Double, broken: Double = 0) -> Quadrant? {
        guard !contest.isNaN, !cooperation.isNaN else { return nil }
        let contested = half(contest, isContested)
        var cooperative = half(plan.scaled(cooperation), isCooperative)
        let anew = half(plan.scaled(cooperation), nil)
        if broken != 0, half(plan.scaled(max(0, cooperation - broken)), nil) != anew { cooperative = anew }
        (isContested, isCooperative) = (contested, cooperative)
        return Quadrant(rawValue: (contested ? 2 : 0) + (cooperative ? 1 : 0))
    }

    private func half(_ figure: Double, _ previous: Bool?) -> Bool {
        let hysteresis = previous.map { $0 ? -plan.hysteresis : plan.hysteresis } ?? 0
        return !(plan.threshold + hysteresis).exceeds(figure)
    }
}

/// Where contest and cooperation stand. The code is twice the contest's half plus the cooperation's.
package enum Quadrant: Int, CaseIterable, Sendable {
    case detached, partnership, rivalry, coopetition
}
