internal import InfluenceModel

/// A column whose gaps are being filled, from the values that were there at first.
package struct Filling {
    private let model: Model
    private let cells: Cells
    private let known: Column
    private let periods: Int
    private var values: [Double]
    private var freshness: [Freshness]

    init(_ column: Column, of model: Model, in cells: Cells) {
        self.model = model
        self.cells = cells
        known = column
        periods = cells.periods.count
        values = column.values
        freshness = column.values.indices.map { column.freshness(at: $0) }
    }

    var column: Column { Column(values: values, freshness: freshness, known: known.known) }

    var hasGaps: Bool { values.indices.contains(where: isGap) }

    private func isGap(_ cell: Int) -> Bool {
        known.values[cell].isNaN && known.freshness(at: cell) != .notApplicable
    }

    /// What was filled in already stays.
    private mutating func fill(_ cell: Int, with value: Double?) {
        guard let value = value.flatMap(finite), isGap(cell), values[cell].isNaN else { return }
        values[cell] = value
        freshness[cell] = .imputed
    }

    /// With a figure of the values of the same period.
    package mutating func fill(_ figure: (Sample) -> Double?) {
        fill(DyadGroups(oneOf: cells.dyads.count), figure)
    }

    /// With a figure of the values of the same period and group; a dyad without a group gets none. The group of a dyad is
    /// the pair of its power's and its country's under the grouping of that name.
    package mutating func fill(groups grouping: String, _ figure: (Sample) -> Double?) {
        fill(DyadGroups(model, grouping: grouping), figure)
    }

    private mutating func fill(_ groups: DyadGroups, _ figure: (Sample) -> Double?) {
        for period in 0..<periods {
            var members = [[Double]](repeating: [], count: groups.count)
            for (dyad, group) in groups.numbers.enumerated() {
                if let group { members[group].append(known.values[dyad * periods + period]) }
            }
            let figures = members.map { figure(Sample($0)) }
            for (dyad, group) in groups.numbers.enumerated() {
                if let group { fill(dyad * periods + period, with: figures[group]) }
            }
        }
    }

    /// With the dyad's last value before.
    package mutating func carryForward() {
        for start in stride(from: 0, to: values.count, by: periods) {
            var last: Double?
            for cell in start..<(start + periods) {
                if known.values[cell].isNaN { fill(cell, with: last) } else { last = known.values[cell] }
            }
        }
    }

    /// With the dyad's first value after.
    package mutating func carryBackward() {
        for start in stride(from: 0, to: values.count, by: periods) {
            var next: Double?
            for cell in (start..<(start + periods)).reversed() {
                if known.values[cell].isNaN { fill(cell, with: next) } else { next = known.values[cell] }
            }
        }
    }

    /// With what lies on the line between the dyad's last value before and its first one after; outside of those with the
    /// nearest of them. Time counts in months where all periods end with one, else in days.
    package mutating func fillLines() {
        let times = cells.periods.times
        for start in stride(from: 0, to: values.count, by: periods) {
            let places = (0..<periods).filter { !known.values[start + $0].isNaN }
            guard let first = places.first, let last = places.last else { continue }
            var next = 0
            for place in 0..<periods {
                if next < places.count, places[next] < place { next += 1 }
                if place <= first {
                    fill(start + place, with: known.values[start + first])
                } else if place >= last {
                    fill(start + place, with: known.values[start + last])
                } else {
                    let (left, right) = (places[next - 1], places[next])
                    let part = (times[place] - times[left]) / (times[right] - times[left])
                    let (low, high) = (known.values[start + left], known.values[start + right])
                    fill(start + place, with: between(low, high, part))
                }
            }
        }
    }
}

extension [Period] {
    /// Where the ends of periods lie on the axis of time: in months where each ends with a month, so that years are of one
    /// length, else in days.
    fileprivate var times: [Double] {
        let nexts = map { $0.end.adding(days: 1).components }
        guard nexts.allSatisfy({ $0.day == 1 }) else { return map { Double($0.end.number) } }
        return nexts.map { Double($0.year * 12 + $0.month) }
    }
}
