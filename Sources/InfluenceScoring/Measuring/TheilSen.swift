/// The median of the slopes between all pairs of points of a window that moves on with time.
/// Source: Sen (1968), "Estimates of the regression coefficient based on Kendall's tau".
///
/// The slopes stay sorted: a step takes out those of the points that leave and merges in those of the one that comes, so
/// that it costs as much as there are slopes and no more.
struct TheilSen {
    private struct Point {
        let time: Double
        let value: Double
    }

    private var points: [Point] = []
    private var slopes: [Double] = []
    private var changed: [Double] = []
    private var merged: [Double] = []

    var count: Int { points.count }

    /// Adds a point later than all others.
    mutating func add(_ value: Double, at time: Double) {
        changed.removeAll(keepingCapacity: true)
        // Not -0: equal slopes must have equal bits, to be found again.
        for point in points { changed.append((value - point.value) / (time - point.time) + 0) }
        points.append(Point(time: time, value: value))
        changed.sort()
        merged.removeAll(keepingCapacity: true)
        var next = 0
        for slope in slopes {
            while next < changed.count, changed[next] < slope {
                merged.append(changed[next])
                next += 1
            }
            merged.append(slope)
        }
        merged.append(contentsOf: changed[next...])
        swap(&slopes, &merged)
    }

    /// Takes out the points before `time`.
    mutating func drop(before time: Double) {
        while let first = points.first, first.time < time {
            points.removeFirst()
            changed.removeAll(keepingCapacity: true)
            for point in points { changed.append((point.value - first.value) / (point.time - first.time) + 0) }
            changed.sort()
            merged.removeAll(keepingCapacity: true)
            var next = 0
            for slope in slopes {
                if next < changed.count, changed[next] == slope { next += 1 } else { merged.append(slope) }
            }
            swap(&slopes, &merged)
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
