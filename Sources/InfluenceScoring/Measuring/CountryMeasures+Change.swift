internal import InfluenceModel

extension CountryMeasures {
    /// The position of the period that ends a span before the given one; `nil` where the grid has none.
    func start(of span: CalendarDuration, before period: Int) -> Int? {
        let start = periods[period].end.adding(days: 1).subtracting(span).adding(days: -1)
        let next = periods.indices.partition { periods[$0].end > start }
        return next > 0 && periods[next - 1].end == start ? next - 1 : nil
    }

    /// How far B's gain of share over the span was A's loss, among the powers with an index at both ends.
    mutating func addDisplacement(_ pair: PowerPair, _ first: Int, _ second: Int, _ span: CalendarDuration) {
        let scores = periods.indices.map { period -> Score in
            guard let start = start(of: span, before: period) else { return .none }
            let before = PowerShares(panel, among: configured, at: start, alsoAt: period)
            let now = PowerShares(panel, among: configured, at: period, alsoAt: start)
            return Score(
                measured: PowerShares.displacement(
                    first: now[first] - before[first],
                    second: now[second] - before[second]
                ),
                coverage: now.coverage,
                confidence: min(before.confidence, now.confidence),
                gate: plan.gate(of: .displacement)
            )
        }
        collector.add(.displacement, of: pair.id, scores)
    }

    /// The slope of each power's index over the span that ends with a period, and how sure its sign is: over the periods
    /// in which newer data came in. There is one only where the period itself has a score.
    mutating func addMomentum(_ momentum: MeasurePlan.Momentum) {
        let gate = plan.gate(of: .momentum)
        // In years; exact for whole months.
        let times = periods.map { periods[0].end.months(until: $0.end) / 12 }
        let starts = periods.indices.map { firstPeriod(of: momentum.span, endingWith: $0) }
        for power in model.powers.indices {
            var window = TheilSen()
            var points: [Int] = []
            var gone = 0
            var (slope, test) = (Score.none, Score.none)
            var (slopes, tests): ([Score], [Score]) = ([], [])
            for period in periods.indices {
                let value = panel.index(of: power, at: period).value
                let isPoint = value != nil && arrivals.isNew(beneath: 0, power, at: period)
                let first = starts[period] ?? 0
                let moved = window.move(to: times[first], adding: isPoint ? value : nil, at: times[period])
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
                slopes.append(value != nil && isWhole ? slope : .none)
                tests.append(value != nil && isWhole ? test : .none)
            }
            collector.add(.momentum, of: model.powers[power].id, slopes)
            collector.add(.momentumP, of: model.powers[power].id, tests)
        }
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
