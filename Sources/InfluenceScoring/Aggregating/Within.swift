/// Keeps weighted means within the smallest and the largest of what they are of. By the weights 0.35 and 0.3 the mean of 100
/// and 100 is 100.00000000000001; of equal children it has to be the very value, and of none more than the largest.
///
/// Rounding takes a mean beyond its children only where all that weigh anything are as good as equal to it. So one child is
/// looked at, which most cells are done with, and all of them in the few that are left: the pass over memory that the ends
/// of all children would take is not made.
enum Within {
    /// How near a child, its share of the weight taken into account, leaves it open whether rounding took the mean beyond it:
    /// far above what rounding makes of sums, exponentials and logarithms.
    private static let doubt = 1e-9

    /// - Parameters:
    ///   - means: One a cell. NaN: none, which stays.
    ///   - present: The weight of the children with a value in each.
    static func keep(_ means: inout [Double], _ present: [Double], of children: [Child]) {
        guard let last = children.last else { return }
        var left = open(means, present, by: last)
        guard !left.isEmpty else { return }
        var doubtful: [Int] = []
        // One without a value says nothing: the next one is asked.
        for child in children.reversed() where !left.isEmpty {
            let values = child.values.span.extracting(child.run)
            var unknown: [Int] = []
            for cell in left {
                let value = child.map(values[cell])
                if value.isNaN {
                    unknown.append(cell)
                } else if !isDecided(means[cell], present[cell], by: value, child.weight) {
                    doubtful.append(cell)
                }
            }
            left = unknown
        }
        guard !doubtful.isEmpty else { return }
        var extents = [Extent](repeating: Extent(), count: doubtful.count)
        for child in children {
            let values = child.values.span.extracting(child.run)
            for (place, cell) in doubtful.enumerated() { extents[place].add(child.map(values[cell])) }
        }
        for (extent, cell) in zip(extents, doubtful) { means[cell] = extent.kept(means[cell]) }
    }

    /// The cells that a child leaves open.
    private static func open(_ means: [Double], _ present: [Double], by child: Child) -> [Int] {
        let (means, present) = (means.span, present.span)
        let values = child.values.span.extracting(child.run)
        let (map, weight) = (child.map, child.weight)
        var found: [Int] = []
        for start in stride(from: 0, to: means.count, by: 64) {
            let end = min(start + 64, means.count)
            // Counted, not branched on: most blocks have none.
            var count = 0
            for cell in start..<end {
                count &+= isDecided(means[cell], present[cell], by: map(values[cell]), weight) ? 0 : 1
            }
            guard count > 0 else { continue }
            for cell in start..<end where !isDecided(means[cell], present[cell], by: map(values[cell]), weight) {
                found.append(cell)
            }
        }
        return found
    }

    /// Whether there is no mean, or the child's value has it within the children; not by a value that is NaN.
    @inline(__always)
    private static func isDecided(_ mean: Double, _ present: Double, by value: Double, _ weight: Double) -> Bool {
        let distance = (mean - value).magnitude * weight
        let least = doubt * (mean.magnitude + value.magnitude) * present + .leastNormalMagnitude
        let isFar = distance > least ? 1 : 0
        return isFar | (mean == value ? 1 : 0) | (mean == mean ? 0 : 1) != 0
    }
}
