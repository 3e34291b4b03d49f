internal import InfluenceModel

/// Which of some values are equal but for rounding. The order of the values makes no difference; NaN is none of them.
struct TiedValues {
    private let values: [Double]
    /// The places of the values, the lowest first.
    private let order: [Int]
    /// Runs of ``order``: all that rounding alone parts from the lowest of them.
    private let groups: [Range<Int>]

    /// - Parameter size: as of ``Swift/Double/isEqual(to:ofSize:)``.
    init(_ values: [Double], ofSize size: Double = 0) {
        self.values = values
        order = values.indices.filter { !values[$0].isNaN }.sorted { values[$0] < values[$1] }
        var groups: [Range<Int>] = []
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]].isEqual(to: values[order[start]], ofSize: size) { end += 1 }
            groups.append(start..<end)
            start = end
        }
        self.groups = groups
    }

    /// The values, equal ones replaced by the lowest of them: comparisons take them for the ties that they are.
    var levelled: [Double] {
        var levelled = values
        for group in groups {
            for place in order[group] { levelled[place] = values[order[group.lowerBound]] }
        }
        return levelled
    }

    /// The rank of each value from the lowest, from 1; equal values share the mean of the ranks they take up. NaN stays.
    var averageRanks: [Double] {
        var ranks = values
        for group in groups {
            for place in order[group] { ranks[place] = Double(group.lowerBound + 1 + group.upperBound) / 2 }
        }
        return ranks
    }
}
