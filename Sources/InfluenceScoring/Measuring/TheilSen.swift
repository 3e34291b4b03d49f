internal import InfluenceModel

/// The median of the slopes between all pairs of points of a window that moves on with time.
/// Source: Sen (1968), "Estimates of the regression coefficient based on Kendall's tau".
///
/// The slopes stay sorted: a step takes out those of the points that leave and merges in those of the one that comes, in
/// one pass over them. Values are finite. One that rounding alone makes another has not changed.
struct TheilSen {
    private struct Point {
        let time: Double
        let value: Double

        /// Not -0: equal slopes must have equal bits, to be found again.
        /// Nor NaN, which no value equals: two periods of a list may end on one day.
        func slope(to later: Point, ofSize size: Double) -> Double {
            guard later.time > time, !later.value.isEqual(to: value, ofSize: size) else { return 0 }
            return (later.value - value) / (later.time - time) + 0
        }
    }

    /// The magnitude of the largest figures that values are made of by adding and taking away.
    private let size: Double
    private var points: [Point] = []
    private var slopes: [Double] = []
    private var gone: [Double] = []
    private var come: [Double] = []
    /// The slopes of the step before, whose memory the next one takes.
    private var spare: [Double] = []

    init(ofSize size: Double = 0) {
        self.size = size
    }

    var count: Int { points.count }

    /// Takes out the points before `start` and adds one that is later than all others.
    /// - Parameter value: `nil`: none is added.
    /// - Returns: whether anything came or went.
    @discardableResult
    mutating func move(to start: Double, adding value: Double?, at time: Double) -> Bool {
        guard value != nil || points.first.map({ $0.time < start }) ?? false else { return false }
        gone.removeAll(keepingCapacity: true)
        come.removeAll(keepingCapacity: true)
        while let first = points.first, first.time < start {
            points.removeFirst()
            for point in points { gone.append(first.slope(to: point, ofSize: size)) }
        }
        if let value {
            let last = Point(time: time, value: value)
            for point in points { come.append(point.slope(to: last, ofSize: size)) }
            points.append(last)
        }
        Self.sort(&gone)
        Self.sort(&come)
        merge()
        return true
    }

    private mutating func merge() {
        let count = slopes.count - gone.count + come.count
        if spare.count > count {
            spare.removeLast(spare.count - count)
        } else if spare.count < count {
            spare.append(contentsOf: repeatElement(0, count: count - spare.count))
        }
        // Beyond the last one of each list nothing is equal and nothing smaller.
        gone.append(.nan)
        come.append(.infinity)
        var result = spare
        // So that there is one owner, and nothing is copied.
        spare = []
        Self.merge(slopes.span, without: gone.span, with: come.span, into: &result)
        spare = slopes
        slopes = result
    }

    private static func merge(
        _ slopes: Span<Double>,
        without gone: Span<Double>,
        with come: Span<Double>,
        into result: inout [Double]
    ) {
        var target = result.mutableSpan
        var (lost, won, place) = (0, 0, 0)
        for position in slopes.indices {
            let slope = slopes[position]
            if slope == gone[lost] {
                lost += 1
                continue
            }
            while come[won] < slope {
                target[place] = come[won]
                won += 1
                place += 1
            }
            target[place] = slope
            place += 1
        }
        while place < target.count {
            target[place] = come[won]
            won += 1
            place += 1
        }
    }

    /// Mostly they are in order but for a few steps.
    private static func sort(_ slopes: inout [Double]) {
        for next in slopes.indices.dropFirst() where slopes[next - 1] > slopes[next] {
            let slope = slopes[next]
            var place = next
            while place > 0, slopes[place - 1] > slope {
                slopes[place] = slopes[place - 1]
                place -= 1
            }
            slopes[place] = slope
        }
    }

    /// In units of the value a unit of time; NaN with fewer than two points.
    var slope: Double {
        guard !slopes.isEmpty else { return .nan }
        let middle = slopes.count / 2
        return slopes.count.isMultiple(of: 2) ? (slopes[middle - 1] + slopes[middle]) / 2 : slopes[middle]
    }

    /// The changes from each point to the next that are more than rounding.
    var changes: (up: Int, down: Int) {
        var (up, down) = (0, 0)
        for (previous, next) in zip(points, points.dropFirst()) {
            if next.value.exceeds(previous.value, ofSize: size) {
                up += 1
            } else if previous.value.exceeds(next.value, ofSize: size) {
                down += 1
            }
        }
        return (up, down)
    }
}
