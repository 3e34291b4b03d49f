internal import InfluenceModel

/// A lead that is believed once it has lasted for some new data periods. The first one is believed at once; periods
/// without a value change nothing.
struct HeldLead {
    private let hold: Int
    private var believed: Lead?
    private var candidate: Lead?
    private var count = 0

    init(hold: Int) {
        self.hold = hold
    }

    /// - Parameters:
    ///   - isNewData: whether the lead comes from another data period than the last one.
    ///   - isBreak: whether it cannot be compared with the last one: another series begins, and its first lead is believed
    ///     at once.
    mutating func update(_ lead: Lead, isNewData: Bool, isBreak: Bool = false) -> Lead {
        guard let known = believed, !isBreak else {
            believed = lead
            candidate = nil
            count = 0
            return lead
        }
        if lead == known {
            candidate = nil
            count = 0
            return known
        }
        if candidate != lead {
            candidate = lead
            count = 0
        }
        // One that something lapsing brought about has not been seen in any data yet.
        if isNewData { count += 1 }
        guard count >= hold else { return known }
        believed = lead
        candidate = nil
        count = 0
        return lead
    }
}
