package import InfluenceModel

extension Condition {
    /// What an evaluation sees of one of the condition's subjects.
    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        switch self {
        case .threshold(_, let level):
            score(subject, source) { $0.value.map { ($0, level.verdict(of: $0)) } }
        case .measure(_, .level(let level)):
            score(subject, source) { $0.value.map { ($0, level.verdict(of: $0)) } }
        case .measure(_, .state(let code, _)):
            score(subject, source) { $0.value.map { ($0, $0 == Double(code) ? .met : .left) } }
        case .change(_, let change): Self.change(subject, source, change)
        case .overtake(let overtake): Self.lead(subject, source, overtake)
        case .rank(_, let change): Self.rank(subject, source, change)
        case .probability(let probability): Self.probability(subject, source, probability)
        case .stale(let stale): Self.staleness(subject, source, stale, now)
        }
    }

    private func score(
        _ subject: AlertSubject,
        _ source: some AlertSource,
        _ judge: (Score) -> (Double, Verdict)?
    ) -> Reading {
        guard let node = subject.node, let power = subject.power, let country = subject.country,
            let score = source.score(node, power, country, source.period), let (value, verdict) = judge(score)
        else { return Reading(value: nil, period: source.period) }
        let interval = source.interval(node, power, country)
        return Reading(
            value: Reading.Value(
                value: value,
                verdict: verdict,
                coverage: score.coverage,
                dataPeriod: source.dataPeriod(node, power, country),
                low: interval?.low,
                high: interval?.high
            ),
            period: source.period
        )
    }

    private static func change(_ subject: AlertSubject, _ source: some AlertSource, _ change: Change) -> Reading {
        let day = source.period.start.subtracting(change.window)
        guard let node = subject.node, let power = subject.power, let country = subject.country,
            let earlier = source.period(containing: day),
            let present = source.score(node, power, country, source.period), let value = present.value,
            let past = source.score(node, power, country, earlier), let before = past.value
        else { return Reading(value: nil, period: source.period) }
        let difference = value - before
        let interval = source.interval(node, power, country)
        return Reading(
            value: Reading.Value(
                value: difference,
                verdict: change.verdict(of: difference),
                coverage: present.coverage,
                counterCoverage: past.coverage,
                coverageShift: (present.coverage - past.coverage).magnitude,
                dataPeriod: source.dataPeriod(node, power, country),
                low: interval?.low,
                high: interval?.high
            ),
            period: source.period
        )
    }

    private static func lead(_ subject: AlertSubject, _ source: some AlertSource, _ overtake: Overtake) -> Reading {
        guard let node = subject.node, let power = subject.power, let other = subject.counterpart,
            let country = subject.country
        else { return Reading(value: nil, period: source.period) }
        var reading: Reading.Value?
        switch overtake.scale {
        case .scores:
            if let own = source.score(node, power, country, source.period), let value = own.value,
                let counter = source.score(node, other, country, source.period), let others = counter.value
            {
                let interval = source.interval(node, power, country)
                reading = Reading.Value(
                    value: value - others,
                    verdict: overtake.verdict(of: value - others),
                    coverage: own.coverage,
                    counterCoverage: counter.coverage,
                    low: interval?.low,
                    high: interval?.high
                )
            }
        case .shares:
            if let (value, others) = source.shares(node, power, other, country) {
                reading = Reading.Value(value: value - others, verdict: overtake.verdict(of: value - others))
            }
        }
        reading?.dataPeriod = source.dataPeriod(node, PowerPair(power, other).id, country)
        return Reading(value: reading, period: source.period)
    }

    private static func rank(_ subject: AlertSubject, _ source: some AlertSource, _ change: RankChange) -> Reading {
        guard let node = subject.node, let power = subject.power, let country = subject.country,
            let own = source.score(node, power, country, source.period), let value = own.value
        else { return Reading(value: nil, period: source.period) }
        var rank = 1
        for other in source.powers where other != power {
            if let score = source.score(node, other, country, source.period)?.value, score > value { rank += 1 }
        }
        return Reading(
            value: Reading.Value(
                value: Double(rank),
                verdict: change.verdict(of: rank),
                coverage: own.coverage,
                dataPeriod: source.dataPeriod(node, power, country)
            ),
            period: source.period
        )
    }

    private static func probability(
        _ subject: AlertSubject,
        _ source: some AlertSource,
        _ condition: Probability
    ) -> Reading {
        guard let node = subject.node, let power = subject.power, let country = subject.country else {
            return Reading(value: nil, period: source.period)
        }
        var value: Double?
        var coverage = 1.0
        var counter: Double?
        switch condition.event {
        case .exceeds(let by, let of):
            let measure = Measure.probabilityAbove.node(node == source.root ? nil : node)
            if let direct = source.score(measure, PowerPair(of, by).id, country, source.period)?.value {
                value = direct
            } else if let reverse = source.score(measure, PowerPair(by, of).id, country, source.period)?.value {
                value = 1 - reverse
            }
            coverage = source.score(node, by, country, source.period)?.coverage ?? 1
            counter = source.score(node, of, country, source.period)?.coverage
        case .beyond(_, let side, let level):
            value = source.probability(node, power, country, side, level)
            coverage = source.score(node, power, country, source.period)?.coverage ?? 1
        }
        guard let value else { return Reading(value: nil, period: source.period) }
        return Reading(
            value: Reading.Value(
                value: value,
                verdict: value >= condition.atLeast ? .met : value < condition.clear ? .left : .between,
                coverage: coverage,
                counterCoverage: counter,
                dataPeriod: source.dataPeriod(node, power, country)
            ),
            period: source.period
        )
    }

    private static func staleness(
        _ subject: AlertSubject,
        _ source: some AlertSource,
        _ stale: Stale,
        _ now: Instant
    ) -> Reading {
        switch stale {
        case .indicators(_, _, let after):
            guard let node = subject.node, let country = subject.country,
                let newest = source.dataPeriod(node, subject.power, country)
            else { return Reading(value: nil, period: source.period) }
            let days = now.day.number - newest.end.number
            return Reading(
                value: Reading.Value(
                    value: Double(days),
                    verdict: newest.end.adding(after) < now.day ? .met : .left,
                    dataPeriod: newest
                ),
                period: source.period
            )
        case .feeds(_, let after):
            guard let name = subject.feed, let news = source.feed(name)?.lastNews else {
                return Reading(value: nil, period: nil)
            }
            let elapsed = news.elapsed(at: now)
            return Reading(
                value: Reading.Value(
                    value: Double(elapsed) / 86_400e6,
                    verdict: elapsed > after.microseconds ? .met : .left
                ),
                period: nil
            )
        case .failures(_, let count):
            guard let name = subject.feed, let health = source.feed(name) else {
                return Reading(value: nil, period: nil)
            }
            return Reading(
                value: Reading.Value(
                    value: Double(health.failures),
                    verdict: health.failures >= count ? .met : .left
                ),
                period: nil
            )
        }
    }
}

extension Level {
    func verdict(of value: Double) -> Verdict {
        switch side {
        case .above: value > level ? .met : value <= clear ? .left : .between
        case .below: value < level ? .met : value >= clear ? .left : .between
        }
    }
}

extension Change {
    func verdict(of difference: Double) -> Verdict {
        let extent =
            switch direction {
            case .any: difference.magnitude
            case .up: difference
            case .down: -difference
            }
        return extent >= by ? .met : extent < clear ? .left : .between
    }
}

extension RankChange {
    func verdict(of rank: Int) -> Verdict {
        (rank == place) == (direction == .to) ? .met : .left
    }
}

extension Overtake {
    func verdict(of lead: Double) -> Verdict {
        lead > 0 && lead >= margin ? .met : lead < -margin ? .left : .between
    }
}
