internal import InfluenceModel

extension CountryMeasures {
    /// The position of the period that ends a span before the given one; `nil` where the grid has none.
    func start(of span: CalendarDuration, before period: Int) -> Int? {
        let start = periods[period].end.adding(days: 1).subtracting(span).adding(days: -1)
        let next = periods.indices.partition { periods[$0].end > start }
        return next > 0 && periods[next - 1].end == start ? next - 1 : nil
    }

    /// How far B's gain of share over the span was A's loss, among the powers with an index at both ends.
    mutating func addDisplacement(
        _ pair: PowerPair,
        _ first: Int,
        _ second: Int,
        _ span: CalendarDuration,
        _ spliced: [SplicedScores]
    ) {
        let scores = periods.indices.map { period -> Score in
            guard let start = start(of: span, before: period) else { return .none }
            let (before, now) = shares(from: start, to: period, spliced)
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

    /// The powers' shares at both ends of a span, of those with an index at both; the later ones without what came about at
    /// breaks.
    func shares(from start: Int, to end: Int, _ spliced: [SplicedScores]) -> (before: PowerShares, now: PowerShares) {
        let changed = { (power: Int) in
            panel.indexShare(of: power, at: end, without: spliced[power].leftOut(from: start, to: end))
        }
        let known = configured.filter { power in
            !panel.indexShare(of: power, at: start).isNaN && !changed(power).isNaN
        }
        return (
            PowerShares(panel, among: configured, known, at: start) { panel.indexShare(of: $0, at: start) },
            PowerShares(panel, among: configured, known, at: end, changed)
        )
    }

    /// The slope of each power's index over the span that ends with a period, and how sure its sign is: over the periods
    /// in which newer data came in, without what came about at breaks. There is one only where the period itself has a
    /// score.
    mutating func addMomentum(_ momentum: MeasurePlan.Momentum, _ spliced: [SplicedScores]) {
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
            var stretch = 0
            for period in periods.indices {
                let hasValue = panel.index(of: power, at: period).value != nil
                if hasValue, spliced[power].stretches[period] != stretch {
                    // Nothing before can be compared.
                    stretch = spliced[power].stretches[period]
                    (window, slope, test) = (TheilSen(), .none, .none)
                    gone = points.count
                }
                let isPoint = hasValue && arrivals.isNew(beneath: 0, power, at: period)
                let first = starts[period] ?? 0
                let moved = window.move(
                    to: times[first],
                    adding: isPoint ? spliced[power].values[period] : nil,
                    at: times[period]
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
                slopes.append(hasValue && isWhole ? slope : .none)
                tests.append(hasValue && isWhole ? test : .none)
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
