internal import InfluenceModel

/// The rank of each value from the lowest, from 1; equal values share the mean of the ranks they take up.
/// - Parameter values: Without NaN.
func averageRanks(of values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        var end = start + 1
        while end < order.count, values[order[end]].isEqual(to: values[order[start]], ofSize: 0) { end += 1 }
        for place in order[start..<end] { ranks[place] = Double(start + 1 + end) / 2 }
        start = end
    }
    return ranks
}
