/// For methods that need all children of a cell at once: they are gathered for a block of cells at a time, each child
/// being read in a row.
package enum CellWise {
    /// Calls `value` for each cell with its children on the node scale, NaN where one is missing, and puts the result in
    /// `sum`; adds the weights of the present ones to `present`.
    ///
    /// - Parameter value: Gets the first of the children's places in an array and may write to them all. Not called where
    ///   none is present.
    package static func combine(
        _ children: [Child],
        to sum: inout [Double],
        _ present: inout [Double],
        _ value: (inout [Double], Range<Int>) -> Double
    ) {
        let (width, block) = (children.count, 512)
        var gathered = [Double](repeating: .nan, count: width * block)
        var start = 0
        while start < sum.count {
            let count = min(block, sum.count - start)
            for (column, child) in children.enumerated() {
                let values = child.values.span.extracting(child.run)
                for cell in 0..<count {
                    let score = child.map(values[start + cell])
                    gathered[cell * width + column] = score
                    present[start + cell] += score == score ? child.weight : 0
                }
            }
            for cell in 0..<count {
                let places = (cell * width)..<((cell + 1) * width)
                sum[start + cell] = present[start + cell] > 0 ? value(&gathered, places) : .nan
            }
            start += count
        }
    }
}
