/// The median of the slopes between all pairs of points of a window that moves on with time.
/// Source: Sen (1968), "Estimates of the regression coefficient based on Kendall's tau".
///
/// The slopes stay sorted: a step takes out those of the points that leave and merges in those of the one that comes, so
/// that it costs as much as there are slopes and no more.
struct TheilSen {
    private struct Point {
        let time: Double
        let value: Double

        /// Not -0: equal slopes must have equal bits, to be found again.
        func slope(to later: Point) -> Double { (later.value - value) / (later.time - time) + 0 }
    }

    private var points: [Point] = []
    private var slopes: [Double] = []
    private var changed: [Double] = []
    private var merged: [Double] = []

    var count: Int { points.count }

    /// Adds a point later than all others.
    mutating func add(_ value: Double, at time: Double) {
        let last = Point(time: time, value: value)
        changed.removeAll(keepingCapacity: true)
        for point in points { changed.append(point.slope(to: last)) }
        points.append(last)
        sortChanged()
        resizeMerged(to: slopes.count + changed.count)
        var (next, place) = (0, 0)
        for slope in slopes {
            while next < changed.count, changed[next] < slope {
                merged[place] = changed[next]
                next += 1
                place += 1
            }
            merged[place] = slope
            place += 1
        }
        for slope in changed[next...] {
            merged[place] = slope
            place += 1
        }
        swap(&slopes, &merged)
    }

    /// Takes out the points before `time`.
    mutating func drop(before time: Double) {
        while let first = points.first, first.time < time {
            points.removeFirst()
            changed.removeAll(keepingCapacity: true)
            for point in points { changed.append(first.slope(to: point)) }
            sortChanged()
            resizeMerged(to: slopes.count)
            var (next, place) = (0, 0)
            for slope in slopes {
                merged[place] = slope
                // The sorted ones are met in their order; what follows overwrites them.
                if next < changed.count, changed[next] == slope { next += 1 } else { place += 1 }
            }
            merged.removeLast(merged.count - place)
            swap(&slopes, &merged)
        }
    }

    /// Mostly they are in order but for a few steps.
    private mutating func sortChanged() {
        for next in changed.indices.dropFirst() {
            let slope = changed[next]
            var place = next
            while place > 0, changed[place - 1] > slope {
                changed[place] = changed[place - 1]
                place -= 1
            }
            changed[place] = slope
        }
    }

    private mutating func resizeMerged(to count: Int) {
        if merged.count > count {
            merged.removeLast(merged.count - count)
        } else if merged.count < count {
            merged.append(contentsOf: repeatElement(0, count: count - merged.count))
        }
    }

    /// In units of the value a unit of time; NaN with fewer than two points.
    var slope: Double {
        guard !slopes.isEmpty else { return .nan }
        let middle = slopes.count / 2
        return slopes.count.isMultiple(of: 2) ? (slopes[middle - 1] + slopes[middle]) / 2 : slopes[middle]
    }

    /// The changes from each point to the next that are not 0.
    var changes: (up: Int, down: Int) {
        var (up, down) = (0, 0)
        for (previous, next) in zip(points, points.dropFirst()) {
            if next.value > previous.value { up += 1 } else if next.value < previous.value { down += 1 }
        }
        return (up, down)
    }
}
