/// The raw values of an indicator, before normalisation, one a cell in the order of ``Cells``.
package struct Column: Sendable {
    /// NaN: no value.
    package var values: [Double]
    /// One a value. `nil`: fresh where there is a value, missing elsewhere.
    package var freshness: [Freshness]?

    /// The share of its window that each value knows, above 0 and at most 1. `nil`: 1 everywhere.
    package var known: [Double]?

    package init(values: [Double], freshness: [Freshness]? = nil, known: [Double]? = nil) {
        self.values = values
        self.freshness = freshness
        self.known = known
    }

    /// With other values in the place of its own.
    func with(_ values: [Double]) -> Column {
        var copy = self
        copy.values = values
        return copy
    }

    func known(at cell: Int) -> Double { known?[cell] ?? 1 }

    /// What the cells of a run count for in coverage where they have a value. NaN: nothing can count. `nil`: 1 everywhere.
    func coverage(of run: Range<Int>) -> [Double]? {
        weighed(freshness?[run].map(\.coverage), in: run)
    }

    /// The same, derated by age.
    func confidence(of run: Range<Int>) -> [Double]? {
        weighed(freshness?[run].map(\.confidence), in: run)
    }

    private func weighed(_ figures: [Double]?, in run: Range<Int>) -> [Double]? {
        guard let known else { return figures }
        guard let figures else { return Array(known[run]) }
        return zip(figures, known[run]).map { $0 * $1 }
    }

    func freshness(at cell: Int) -> Freshness {
        freshness?[cell] ?? (values[cell].isNaN ? .missing : .fresh)
    }
}
