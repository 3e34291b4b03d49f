/// base + (x - origin) x slope, kept within lower...upper. NaN in, NaN out.
struct LinearMap: Hashable, Sendable {
    var origin = 0.0
    var base = 0.0
    var slope = 1.0
    var lower = -Double.infinity
    var upper = Double.infinity

    static let identity = LinearMap()
    /// Every score null.
    static let undefined = LinearMap(origin: .nan)

    @inline(__always)
    func callAsFunction(_ value: Double) -> Double {
        let mapped = base + (value - origin) * slope
        // The order of the operands lets NaN through, and compiles to one instruction each.
        let raised = lower > mapped ? lower : mapped
        return upper < raised ? upper : raised
    }

    /// The same, and no score below the floor.
    func floored(at floor: Double?) -> LinearMap {
        guard let floor else { return self }
        var map = self
        (map.lower, map.upper) = (max(lower, floor), max(upper, floor))
        return map
    }
}

extension LinearMap {
    /// From `first` to `start`, from `last` to `end` and linear between, truncated at both.
    ///
    /// The ends are exact: the slope is rounded away from 0, so that `last` reaches `end` and the truncation makes it so.
    /// A division would be too, but takes as long as reading a panel from memory.
    init(first: Double, last: Double, start: Double, end: Double) {
        let (span, width) = (end - start, last - first)
        var slope = span / width
        if (width * slope).magnitude < span.magnitude {
            slope = slope < 0 ? slope.nextDown : slope.nextUp
        }
        self.init(origin: first, base: start, slope: slope, lower: min(start, end), upper: max(start, end))
    }
}
