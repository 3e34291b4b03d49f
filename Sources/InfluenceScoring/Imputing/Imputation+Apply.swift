internal import InfluenceModel

/// The table of the methods of imputation.
extension Imputation {
    /// Puts values where there are none; all others, and cells that cannot have one, stay as they are.
    func apply(to column: Column, of model: Model, in cells: Cells) -> Column {
        var filling = Filling(column, periods: cells.periods.count)
        guard filling.hasGaps else { return column }
        let all = DyadGroups(oneOf: cells.dyads.count)
        switch self {
        case .mean: filling.fill(all) { $0.mean }
        case .median: filling.fill(all) { $0.median }
        case .groupMean(let name): filling.fill(DyadGroups(model, grouping: name)) { $0.mean }
        case .groupMedian(let name): filling.fill(DyadGroups(model, grouping: name)) { $0.median }
        case .linear: filling.fillLines(times: cells.periods.times)
        case .last: filling.carryForward()
        case .next: filling.carryBackward()
        case .constant:
            filling.carryForward()
            filling.carryBackward()
        }
        return filling.column
    }
}

/// A column whose gaps are being filled, from the values that were there at first.
private struct Filling {
    private let known: Column
    private let periods: Int
    private var values: [Double]
    private var freshness: [Freshness]

    init(_ column: Column, periods: Int) {
        known = column
        self.periods = periods
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

    /// With a figure of the values of the same period and group.
    mutating func fill(_ groups: DyadGroups, _ figure: (Sample) -> Double?) {
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

    mutating func carryForward() {
        for start in stride(from: 0, to: values.count, by: periods) {
            var last: Double?
            for cell in start..<(start + periods) {
                if known.values[cell].isNaN { fill(cell, with: last) } else { last = known.values[cell] }
            }
        }
    }

    mutating func carryBackward() {
        for start in stride(from: 0, to: values.count, by: periods) {
            var next: Double?
            for cell in (start..<(start + periods)).reversed() {
                if known.values[cell].isNaN { fill(cell, with: next) } else { next = known.values[cell] }
            }
        }
    }

    mutating func fillLines(times: [Double]) {
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
                    fill(start + place, with: low * (1 - part) + high * part)
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
