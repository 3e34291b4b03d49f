internal import InfluenceModel

extension Treatment {
    /// - Returns: The treated values, and one outcome, or one a period where the scope is `period`.
    func apply(to column: Column, periods: Int) -> (column: Column, outcomes: [TreatmentOutcome]) {
        var values = column.values
        var outcomes: [TreatmentOutcome] = []
        let parts =
            switch scope {
            case .panel: [Array(values.indices)]
            case .period: (0..<periods).map { Array(stride(from: $0, to: values.count, by: periods)) }
            }
        for part in parts {
            let cells = part.filter { !values[$0].isNaN }
            let (treated, outcome) = apply(to: cells.map { values[$0] })
            for (cell, value) in zip(cells, treated) { values[cell] = value }
            outcomes.append(outcome)
        }
        return (Column(values: values, freshness: column.freshness, known: column.known), outcomes)
    }

    /// - Parameter values: Without NaN.
    func apply(to values: [Double]) -> (values: [Double], outcome: TreatmentOutcome) {
        let before = TreatmentOutcome.Shape(Sample(values), limits: self)
        var attempts: [TreatmentOutcome.Attempt] = []
        var result = values
        guard before.passes == false else { return (values, .init(before: before, attempts: [], applied: nil)) }
        for step in steps {
            let (treated, points) = step.apply(to: isChained ? result : values, limits: self)
            let after = TreatmentOutcome.Shape(Sample(treated), limits: self)
            attempts.append(.init(step: step, points: points, after: after))
            guard let passes = after.passes else {
                let applied = isChained && attempts.count > 1 ? attempts.count - 2 : nil
                return (isChained ? result : values, .init(before: before, attempts: attempts, applied: applied))
            }
            result = treated
            if passes { break }
        }
        let applied = attempts.isEmpty ? nil : attempts.count - 1
        return (result, .init(before: before, attempts: attempts, applied: applied))
    }
}
