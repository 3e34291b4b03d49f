/// One line of the table that `make bench` prints.
struct BenchmarkLine: Sendable {
    let name: String
    let measured: Double
    let unit: String
    let budget: Double
    /// Whether the budget is the most that is allowed (a time) or the least (a rate).
    let isCeiling: Bool

    /// Above 1 the budget is kept with room to spare.
    var ratio: Double { isCeiling ? budget / measured : measured / budget }
}
