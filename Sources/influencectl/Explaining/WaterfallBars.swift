import InfluenceText

/// The bars of a waterfall on one axis: ends that stand on its edge, and steps that hang where the running sum is. Rising
/// steps are solid and falling ones shaded, so that they differ without colours.
struct WaterfallBars {
    /// The value at the left edge.
    let low: Double
    private let high: Double
    private let width: Int

    /// - Parameter sums: every value that the bars reach.
    init(_ sums: [Double], width: Int) {
        let finite = sums.filter(\.isFinite)
        let (least, most) = (finite.min() ?? 0, finite.max() ?? 0)
        let span = most - least
        // From 0 where that leaves the steps visible; else from a little below the lowest.
        low = least >= 0 && span >= most / 3 ? 0 : least - max(span, abs(least) / 1000) / 4
        high = most
        self.width = max(1, width)
    }

    /// From the edge to the value.
    func end(_ value: Double) -> String {
        String(repeating: "█", count: max(1, column(value)))
    }

    func step(from: Double, to: Double) -> String {
        let (left, right) = (column(min(from, to)), column(max(from, to)))
        guard right > left else { return spaces(min(left, width - 1)) + (to < from ? "▕" : "▏") }
        return spaces(left) + String(repeating: to < from ? "░" : "█", count: right - left)
    }

    /// How many columns lie left of the value.
    private func column(_ value: Double) -> Int {
        Int((share(of: value, from: low, to: high) * Double(width)).rounded())
    }
}

/// How far along an axis a value lies, 0...1; 0 where that cannot be said, whatever figures a daemon sends.
func share(of value: Double, from low: Double, to high: Double) -> Double {
    // Halves, because the distance of two figures may be no figure.
    let share = (value / 2 - low / 2) / (high / 2 - low / 2)
    return share.isFinite ? min(1, max(0, share)) : 0
}
