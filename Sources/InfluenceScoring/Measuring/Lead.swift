internal import InfluenceModel

/// Who leads: A (-1), nobody by more than the margin (0), B (1).
enum Lead: Int {
    case first = -1
    case contested = 0
    case second = 1

    static let labels = [
        MeasureLabel(code: -1, text: "A leads"), MeasureLabel(code: 0, text: "contested"),
        MeasureLabel(code: 1, text: "B leads"),
    ]

    /// - Parameters:
    ///   - gap: B - A.
    ///   - size: the larger of the two values that it is the difference of, for its rounding.
    init(gap: Double, margin: Double, ofSize size: Double) {
        self =
            gap.exceeds(margin, ofSize: size) ? .second : (-gap).exceeds(margin, ofSize: size) ? .first : .contested
    }

    init(first: Double, second: Double, margin: Double) {
        self.init(gap: second - first, margin: margin, ofSize: max(first.magnitude, second.magnitude))
    }

    /// Who has more than `multiple` times the other's value.
    /// - Returns: `nil` where one is negative: what is below 0 is no multiple, and has none.
    init?(first: Double, second: Double, multiple: Double) {
        guard first >= 0, second >= 0 else { return nil }
        self =
            second.exceeds(multiple * first)
            ? .second : first.exceeds(multiple * second) ? .first : .contested
    }
}

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
