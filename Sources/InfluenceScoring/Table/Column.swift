/// The raw values of an indicator, before normalisation, one a cell in the order of ``Cells``.
package struct Column: Sendable {
    /// NaN: no value.
    package var values: [Double]
    /// One a value. `nil`: fresh where there is a value, missing elsewhere.
    package var freshness: [Freshness]?

    package init(values: [Double], freshness: [Freshness]? = nil) {
        self.values = values
        self.freshness = freshness
    }

    func freshness(at cell: Int) -> Freshness {
        freshness?[cell] ?? (values[cell].isNaN ? .missing : .fresh)
    }
}
