/// base + (x - origin) x slope, kept within lower...upper. NaN in, NaN out.
package struct LinearMap: Hashable, Sendable {
    package var origin: Double
    package var base: Double
    package var slope: Double
    package var lower: Double
    package var upper: Double

    package init(
        origin: Double = 0,
        base: Double = 0,
        slope: Double = 1,
        lower: Double = -.infinity,
        upper: Double = .infinity
    ) {
        self.origin = origin
        self.base = base
        self.slope = slope
        self.lower = lower
        self.upper = upper
    }

    package static let identity = LinearMap()
    /// Every score null.
    package static let undefined = LinearMap(origin: .nan)

    @inline(__always)
    package func callAsFunction(_ value: Double) -> Double {
        let mapped = base + (value - origin) * slope
        // The order of the operands lets NaN through, and compiles to one instruction each.
        let raised = lower > mapped ? lower : mapped
        return upper < raised ? upper : raised
    }

    /// The magnitude of the largest figure that a value of it is made of.
    /// - Parameter size: that of the values that it is given; 0: they are the largest.
    func size(of size: Double) -> Double {
        [size * slope, origin * slope, base].map(\.magnitude).filter(\.isFinite).max() ?? 0
    }

    /// The same without ends.
    var unbounded: LinearMap { LinearMap(origin: origin, base: base, slope: slope) }

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
    package init(first: Double, last: Double, start: Double, end: Double) {
        let (span, width) = (end - start, last - first)
        var slope = span / width
        if (width * slope).magnitude < span.magnitude {
            slope = slope < 0 ? slope.nextDown : slope.nextUp
        }
        self.init(origin: first, base: start, slope: slope, lower: min(start, end), upper: max(start, end))
    }
}
