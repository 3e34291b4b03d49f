/// The sums behind coverage and confidence where the children are aggregates or their data age.
struct QualitySums {
    private var applicable: [Double]
    private var covered: [Double]
    /// `nil` where no data age.
    private var confident: [Double]?

    static func figures(of children: [Child], count: Int) -> (coverage: [Double], confidence: [Double]?) {
        var sums = QualitySums(of: children, count: count)
        for child in children { sums.add(child) }
        return sums.finished()
    }

    private init(of children: [Child], count: Int) {
        applicable = Array(repeating: 0, count: count)
        covered = applicable
        confident = children.contains { $0.confidence != nil } ? applicable : nil
    }

    private mutating func add(_ child: Child) {
        let values = child.values.span.extracting(child.run)
        let (map, weight) = (child.map, child.weight)
        Self.add(child.coverage, of: values, to: &applicable) { _, coverage in coverage == coverage ? weight : 0 }
        Self.add(child.coverage, of: values, to: &covered) { value, coverage in
            // A value is only where the node is applicable.
            map(value).isNaN ? 0 : weight * coverage
        }
        if var confident {
            self.confident = nil
            Self.add(child.confidence ?? child.coverage, of: values, to: &confident) { value, confidence in
                map(value).isNaN ? 0 : weight * confidence
            }
            self.confident = confident
        }
    }

    private consuming func finished() -> (coverage: [Double], confidence: [Double]?) {
        Self.divide(&covered, by: applicable)
        if var confident {
            self.confident = nil
            Self.divide(&confident, by: applicable)
            return (covered, confident)
        }
        return (covered, nil)
    }

    @inline(__always)
    private static func add(
        _ figures: [Double]?,
        of values: Span<Double>,
        to sums: inout [Double],
        _ term: (_ value: Double, _ figure: Double) -> Double
    ) {
        var sums = sums.mutableSpan
        if let figures {
            let figures = figures.span
            for cell in values.indices { sums[cell] += term(values[cell], figures[cell]) }
        } else {
            for cell in values.indices { sums[cell] += term(values[cell], 1) }
        }
    }

    private static func divide(_ sums: inout [Double], by divisors: [Double]) {
        var sums = sums.mutableSpan
        let divisors = divisors.span
        for cell in divisors.indices { sums[cell] /= divisors[cell] }
    }
}
