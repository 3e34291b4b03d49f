internal import InfluenceModel

extension CountryMeasures {
    /// How far B's gain of share over the span was A's loss, among the powers with an index at both ends.
    mutating func addDisplacement(_ pair: PowerPair, _ first: Int, _ second: Int, _ span: CalendarDuration) {
        let ends = periods.map(\.end)
        let scores = periods.indices.map { period -> Score in
            let start = ends[period].adding(days: 1).subtracting(span).adding(days: -1)
            let next = periods.indices.partition { ends[$0] > start }
            guard next > 0, ends[next - 1] == start,
                let before = PowerShares(panel, among: configured, at: next - 1, alsoAt: period),
                let now = PowerShares(panel, among: configured, at: period, alsoAt: next - 1)
            else { return .none }
            return Score(
                measured: PowerShares.displacement(
                    first: now[first] - before[first],
                    second: now[second] - before[second]
                ),
                coverage: now.coverage,
                confidence: min(before.confidence, now.confidence)
            )
        }
        collector.add(.displacement, of: pair.id, scores)
    }

    /// The slope of each power's index over the span that ends with a period, and how sure its sign is. There is one
    /// only where the period itself has a score and enough of those before it have.
    mutating func addMomentum(_ momentum: MeasurePlan.Momentum) {
        let ends = periods.map(\.end)
        // In years; exact for whole months.
        let times = ends.map { ends[0].months(until: $0) / 12 }
        // The window of each period begins on this day, with this period.
        let days = ends.map { $0.adding(days: 1).subtracting(momentum.span) }
        let starts = days.map { day in periods.indices.partition { ends[$0] >= day } }
        for power in model.powers.indices {
            var window = TheilSen()
            var (slopes, tests): ([Score], [Score]) = ([], [])
            for period in periods.indices {
                let score = panel.index(of: power, at: period)
                window.move(to: times[starts[period]], adding: score.value, at: times[period])
                let expected = Double(period - starts[period] + 1)
                // A window that the grid cuts off is not whole.
                let isWhole = days[period] >= periods[0].start
                guard score.value != nil, isWhole, window.count >= 2,
                    Double(window.count) >= momentum.minCoverage * expected
                else {
                    slopes.append(.none)
                    tests.append(.none)
                    continue
                }
                let confidence = (starts[period]...period).reduce(1.0) { least, at in
                    let score = panel.index(of: power, at: at)
                    return score.value == nil ? least : min(least, score.confidence)
                }
                let coverage = score.coverage
                let (up, down) = window.changes
                slopes.append(Score(measured: window.slope, coverage: coverage, confidence: confidence))
                tests.append(
                    Score(measured: SignTest.p(up: up, down: down), coverage: coverage, confidence: confidence)
                )
            }
            collector.add(.momentum, of: model.powers[power].id, slopes)
            collector.add(.momentumP, of: model.powers[power].id, tests)
        }
    }
}
