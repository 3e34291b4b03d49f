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
        Self.add(child, to: &applicable, &covered)
        if var confident {
            self.confident = nil
            Self.add(child, to: &confident)
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

    /// Both in one pass. A value is only where the node is applicable.
    private static func add(_ child: Child, to applicable: inout [Double], _ covered: inout [Double]) {
        var applicable = applicable.mutableSpan
        var covered = covered.mutableSpan
        let values = child.values.span.extracting(child.run)
        let (map, weight) = (child.map, child.weight)
        if let coverage = child.coverage {
            let coverage = coverage.span
            for cell in values.indices {
                let share = coverage[cell]
                applicable[cell] += share == share ? weight : 0
                covered[cell] += map(values[cell]).isNaN ? 0 : weight * share
            }
        } else {
            for cell in values.indices {
                applicable[cell] += weight
                covered[cell] += map(values[cell]).isNaN ? 0 : weight
            }
        }
    }

    private static func add(_ child: Child, to confident: inout [Double]) {
        var confident = confident.mutableSpan
        let values = child.values.span.extracting(child.run)
        let (map, weight) = (child.map, child.weight)
        if let confidence = child.confidence ?? child.coverage {
            let confidence = confidence.span
            for cell in values.indices {
                confident[cell] += map(values[cell]).isNaN ? 0 : weight * confidence[cell]
            }
        } else {
            for cell in values.indices { confident[cell] += map(values[cell]).isNaN ? 0 : weight }
        }
    }

    private static func divide(_ sums: inout [Double], by divisors: [Double]) {
        var sums = sums.mutableSpan
        let divisors = divisors.span
        for cell in divisors.indices { sums[cell] /= divisors[cell] }
    }
}
