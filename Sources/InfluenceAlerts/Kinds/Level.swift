import InfluenceModel
import InfluenceText

/// A level with a recovery level of its own (hysteresis).
package struct Level: Hashable, Sendable {
    package enum Side: String, CaseIterable, Sendable { case above, below }

    package let side: Side
    /// The condition is met strictly beyond it, by more than rounding.
    package let level: Double
    /// An alert recovers at it or on its other side. Not beyond `level`.
    package let clear: Double

    package init(_ side: Side, _ level: Double, clear: Double) {
        self.side = side
        self.level = level
        self.clear = clear
    }

    func verdict(of value: Double) -> Verdict {
        switch side {
        case .above: value.exceeds(level) ? .met : value.exceeds(clear) ? .between : .left
        case .below: level.exceeds(value) ? .met : clear.exceeds(value) ? .between : .left
        }
    }

    var parameters: [String] { [side.rawValue, DecimalText.shortest(level), DecimalText.shortest(clear)] }

    /// `above 60 (recovers at 59)`, with the unit of a tracked indicator.
    func text(in unit: String? = nil) -> String {
        let unit = unit.map { $0.isEmpty ? "" : " " + $0 } ?? ""
        return "\(side.rawValue) \(DecimalText.shortest(level))\(unit) (recovers at \(DecimalText.shortest(clear)))"
    }
}
