internal import InfluenceModel

private struct TrendKey: Hashable {
    let power: Int
}

extension CountryMeasures {
    /// The position of the period that ends a span before the given one, or is the last to have ended by then in a grid
    /// without gaps, such as one of weeks; `nil` where the grid has none.
    func start(of span: CalendarDuration, before period: Int) -> Int? {
        let start = periods[period].end.adding(days: 1).subtracting(span).adding(days: -1)
        let next = periods.indices.partition { periods[$0].end > start }
        guard next > 0, next < periods.count else { return nil }
        let isNear = periods[next - 1].end == start || periods[next - 1].end.adding(days: 1) == periods[next].start
        return isNear ? next - 1 : nil
    }

    /// The powers' shares at both ends of a span, of those with an index at both; the later ones without what came about at
    /// breaks. What rounding alone makes another index is the same.
    func shares(from start: Int, to end: Int) -> (before: PowerShares, now: PowerShares) {
        func value(_ power: Int) -> Double { panel.index(of: power, at: start).value ?? .nan }
        func changed(_ power: Int) -> Double {
            let now = panel.index(of: power, at: end, without: spliced[power].leftOut(from: start, to: end))
            let before = value(power)
            return now.isEqual(to: before, ofSize: model.scale.size) ? before : now
        }
        let known = configured.filter { !value($0).isNaN && !changed($0).isNaN }
        return (
            PowerShares(panel, among: configured, known, at: start, value),
            PowerShares(panel, among: configured, known, at: end, changed)
        )
    }

    /// The slope of a power's index over the span that ends with a period, and how sure its sign is; one of each a period.
    struct Trend {
        var slopes: [Score] = []
        var tests: [Score] = []
    }

    /// Over the periods in which newer data came in, without what came about at breaks. There is one only where the period
    /// itself has a score.
    /// - Returns: `nil` for another subject than a power, and without a span.
    func trend(of subject: MeasuredSubject) -> Trend? {
        guard case .power(let power) = subject, let momentum = plan.momentum else { return nil }
        return once(TrendKey(power: power)) { trend(of: power, momentum) }
    }

    private func trend(of power: Int, _ momentum: MeasurePlan.Momentum) -> Trend {
        let gate = momentum.minCoverage ?? plan.minCoverage
        let starts = momentumStarts
        var trend = Trend()
        let size = model.scale.size
        var window = TheilSen(ofSize: size)
        var points: [Int] = []
        var gone = 0
        var (slope, test) = (Score.none, Score.none)
        var stretch = 0
        for period in periods.indices {
            let hasValue = panel.index(of: power, at: period).value != nil
            if hasValue, spliced[power].stretches[period] != stretch {
                // Nothing before can be compared.
                stretch = spliced[power].stretches[period]
                (window, slope, test) = (TheilSen(ofSize: size), .none, .none)
                gone = points.count
            }
            let isPoint = hasValue && arrivals.isNew(beneath: 0, power, at: period)
            let first = starts[period] ?? 0
            let moved = window.move(
                to: years[first],
                adding: isPoint ? spliced[power].values[period] : nil,
                at: years[period]
            )
            if isPoint { points.append(period) }
            while gone < points.count, points[gone] < first { gone += 1 }
            if moved {
                let quality = quality(of: power, at: points[gone...])
                let (up, down) = window.changes
                let make = { (value: Double) in
                    Score(
                        measured: window.count < momentum.minPoints ? .nan : value,
                        coverage: quality.coverage,
                        confidence: quality.confidence,
                        gate: gate
                    )
                }
                slope = make(window.slope)
                test = make(SignTest.p(up: up, down: down))
            }
            // A window that the grid cuts off is not whole.
            let isWhole = starts[period] != nil
            trend.slopes.append(hasValue && isWhole ? slope : .none)
            trend.tests.append(hasValue && isWhole ? test : .none)
        }
        return trend
    }

    /// The first period of the span that ends with a period; `nil` where the grid begins inside the span.
    func firstPeriod(of span: CalendarDuration, endingWith period: Int) -> Int? {
        let day = periods[period].end.adding(days: 1).subtracting(span)
        return day >= periods[0].start ? periods.indices.partition { periods[$0].end >= day } : nil
    }

    /// The mean coverage and confidence of a power's index.
    private func quality(of power: Int, at points: ArraySlice<Int>) -> (coverage: Double, confidence: Double) {
        var (coverage, confidence) = (0.0, 0.0)
        for point in points {
            coverage += panel.index(of: power, at: point).coverage
            confidence += panel.index(of: power, at: point).confidence
        }
        let count = Double(max(1, points.count))
        return (coverage / count, confidence / count)
    }
}
