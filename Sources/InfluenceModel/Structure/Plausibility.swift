import InfluenceText

/// Which values an indicator's observations can have, and which changes of them are looked at twice.
///
/// Of what is imported alone: no score depends on it.
package struct Plausibility: Hashable, Sendable {
    /// The least and the greatest possible value, in the indicator's unit; `nil`: there is no bound.
    package let low: Double?
    package let high: Double?
    /// Above 1. A value more than this many times the one before, or less than one part in as many of it, is a jump;
    /// `nil`: none is.
    package let jump: Double?

    package static let unchecked = Plausibility()

    package init(low: Double? = nil, high: Double? = nil, jump: Double? = nil) {
        self.low = low
        self.high = high
        self.jump = jump
    }

    /// `0..100`, `0 or more`, `0 or less`; `nil` where every value is possible.
    package var range: String? {
        switch (low, high) {
        case (let low?, let high?): "\(DecimalText.shortest(low))..\(DecimalText.shortest(high))"
        case (let low?, nil): "\(DecimalText.shortest(low)) or more"
        case (nil, let high?): "\(DecimalText.shortest(high)) or less"
        case (nil, nil): nil
        }
    }

    package func allows(_ value: Double) -> Bool {
        (low.map { value >= $0 } ?? true) && (high.map { value <= $0 } ?? true)
    }

    /// Whether it is a jump from `last` to `value`. From 0 there is no factor, and so no jump; to 0, which is less than any
    /// part, from more than that many units; from one sign to the other there always is.
    package func isJump(from last: Double, to value: Double) -> Bool {
        guard let jump, last != 0 else { return false }
        if value == 0 { return abs(last) > jump }
        if (last < 0) != (value < 0) { return true }
        let (small, large) = (Swift.min(abs(last), abs(value)), Swift.max(abs(last), abs(value)))
        return large / small > jump
    }
}
