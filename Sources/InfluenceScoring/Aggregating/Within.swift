/// Keeps weighted means within the smallest and the largest of what they are of. By the weights 0.35 and 0.3 the mean of 100
/// and 100 is 100.00000000000001; of equal children it has to be the very value, and of none more than the largest.
///
/// Rounding takes a mean beyond its children only where all that weigh anything are as good as equal to it. Of a method whose
/// sums grow child by child, the sums of the first half of the children tell: where the mean of these alone, by their part of
/// the weight, lies away from the mean of all, some children are below the mean and some above, by more than rounding makes.
/// That leaves few cells of which all children are looked at again.
struct Within {
    /// The cells whose mean rounding may have taken beyond their children.
    private var open: [Int] = []

    /// How far the half's mean has to lie from the mean: far above what rounding makes of sums, exponentials and logarithms.
    static let doubt = 1e-9
    private static let block = 64

    /// Every cell: of a method whose sums tell nothing.
    init(all count: Int) {
        open = Array(0..<count)
    }

    /// Takes in the children and finds the open cells.
    ///
    /// - Parameter method: One whose sums grow by w g(x) with each child.
    init(adding children: [Child], by method: some AggregationMethod, to sum: inout [Double], _ present: inout [Double])
    {
        guard children.count > 1 else {
            method.add(children, to: &sum, &present)
            open = Array(sum.indices)
            return
        }
        // Even where it can be: the arithmetic mean takes two at a time.
        let half = children.count < 4 ? (children.count + 1) / 2 : children.count / 4 * 2
        method.add(Array(children[..<half]), to: &sum, &present)
        let (halfSum, halfPresent) = (sum, present)
        method.add(Array(children[half...]), to: &sum, &present)
        find(sum.span, present.span, halfSum.span, halfPresent.span)
    }

    private mutating func find(
        _ sum: Span<Double>,
        _ present: Span<Double>,
        _ halfSum: Span<Double>,
        _ halfPresent: Span<Double>
    ) {
        for start in stride(from: 0, to: sum.count, by: Self.block) {
            let end = min(start + Self.block, sum.count)
            // Counted, not branched on: most blocks have none.
            var decided = 0
            for cell in start..<end {
                decided &+= Self.isDecided(sum[cell], present[cell], halfSum[cell], halfPresent[cell])
            }
            guard decided < end - start else { continue }
            for cell in start..<end
            where Self.isDecided(sum[cell], present[cell], halfSum[cell], halfPresent[cell]) == 0 {
                open.append(cell)
            }
        }
    }

    /// 1 where no child has a value, or the half's mean lies away from that of all, else 0; where a figure is beyond the range
    /// of numbers, 0.
    @inline(__always)
    private static func isDecided(_ sum: Double, _ present: Double, _ halfSum: Double, _ halfPresent: Double) -> Int {
        let distance = (halfSum * present - sum * halfPresent).magnitude
        // Of a sum of logarithms what counts is not its size.
        let least = (sum.magnitude + present) * present * doubt
        return (distance > least ? 1 : 0) | (present == 0 ? 1 : 0)
    }

    /// - Parameter means: One a cell. NaN: none, which stays.
    func keep(_ means: inout [Double], of children: [Child]) {
        guard !open.isEmpty else { return }
        var extents = [Extent](repeating: Extent(), count: open.count)
        for child in children {
            let values = child.values.span.extracting(child.run)
            let map = child.map
            var extents = extents.mutableSpan
            for place in extents.indices { extents[place].add(map(values[open[place]])) }
        }
        for (extent, cell) in zip(extents, open) { means[cell] = extent.kept(means[cell]) }
    }
}
