import InfluenceControl

/// How long a call keeps a reader: the property of a method by which calls have their turn.
package enum Cost: Sendable, Equatable {
    /// About one dyad, one country or one page: milliseconds.
    case cheap
    /// May take seconds. One such call runs at a time, so that a reader is left for what is cheap.
    case costly
    /// Costly unless one of these parameters narrows it down.
    case costlyWithout([String])

    func isCostly(_ parameters: JSONObject) -> Bool {
        switch self {
        case .cheap: false
        case .costly: true
        case .costlyWithout(let names):
            !names.contains { name in parameters[name].map { $0 != .null } ?? false }
        }
    }
}
