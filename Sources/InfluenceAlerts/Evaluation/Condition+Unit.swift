import InfluenceModel

extension Condition {
    /// What the values of a subject's events are counted in, in words: `points`, `percentage points`, `days`.
    func unit(of subject: AlertSubject) -> String {
        switch self {
        case .threshold, .change: "points"
        case .measure: subject.node.flatMap { Measure.read($0)?.measure.unit } ?? ""
        case .overtake(let overtake): overtake.scale == .shares ? "percentage points" : "points"
        case .rank: "rank"
        case .probability: "probability"
        case .stale(.failures): "failures"
        case .stale: "days"
        }
    }
}
