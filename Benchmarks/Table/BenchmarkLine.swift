/// One line of the table that `make bench` prints.
struct BenchmarkLine: Sendable {
    enum Budget: Sendable {
        /// The most that is allowed, of a time or a size.
        case atMost(Double)
        /// The least that is allowed, of a rate.
        case atLeast(Double)
    }

    let name: String
    let measured: Double
    let unit: String
    /// `nil` for an anchor, and for what is only there to explain another line.
    let budget: Budget?

    init(_ name: String, _ measured: Double, _ unit: String, _ budget: Budget? = nil) {
        self.name = name
        self.measured = measured
        self.unit = unit
        self.budget = budget
    }

    var isKept: Bool {
        switch budget {
        case .atMost(let limit): measured <= limit
        case .atLeast(let limit): measured >= limit
        case nil: true
        }
    }

    /// Above 1 the budget is kept with room to spare. `nil` where there is none, or where it is nothing at all.
    var ratio: Double? {
        switch budget {
        case .atMost(let limit): limit > 0 && measured > 0 ? limit / measured : nil
        case .atLeast(let limit): limit > 0 ? measured / limit : nil
        case nil: nil
        }
    }
}
