extension Duration {
    /// Microseconds, rounded down; 0 for less than none.
    package var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : max(0, product + attoseconds / 1_000_000_000_000)
    }
}
