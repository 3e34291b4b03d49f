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
        return (column.with(values), outcomes)
    }

    /// - Parameter values: Without NaN.
    func apply(to values: [Double]) -> (values: [Double], outcome: TreatmentOutcome) {
        guard let clip else { return applySteps(to: values, clipped: 0) }
        let clipped = clip.apply(to: values)
        return applySteps(to: clipped, clipped: zip(values, clipped).count { $0 != $1 })
    }

    private func applySteps(to values: [Double], clipped: Int) -> (values: [Double], outcome: TreatmentOutcome) {
        let before = TreatmentOutcome.Shape(Sample(values), limits: self)
        var attempts: [TreatmentOutcome.Attempt] = []
        var result = values
        var applied: Int?
        func outcome() -> TreatmentOutcome {
            TreatmentOutcome(clipped: clipped, before: before, attempts: attempts, applied: applied)
        }
        guard before.passes == false else { return (values, outcome()) }
        for step in steps {
            let (treated, points) = step.apply(to: isChained ? result : values, limits: self)
            let after = TreatmentOutcome.Shape(Sample(treated), limits: self)
            attempts.append(.init(step: step, points: points, after: after))
            // One that leaves values without a shape is undone, as though it had not been among the steps.
            guard let passes = after.passes else { continue }
            (result, applied) = (treated, attempts.count - 1)
            if passes { break }
        }
        return (result, outcome())
    }
}

extension Treatment.Percentiles {
    /// - Parameter values: Without NaN.
    fileprivate func apply(to values: [Double]) -> [Double] {
        let bounds = Sample(values).quantiles([low / 100, high / 100])
        guard let least = bounds[0], let greatest = bounds[1] else { return values }
        return values.map { min(max($0, least), greatest) }
    }
}
