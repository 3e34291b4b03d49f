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
