import InfluenceAlerts
import InfluenceModel

/// What one look at an alert's subject sees: figures, and what the condition says of them. By the sentences of
/// docs/reference/alerts.md, rule by rule of the test.
struct ReferenceSight {
    let value: Double
    let verdict: Verdict
    /// What has to move for a hold to end: the value, or of a rank the power's own score besides.
    var figure: Double
    var coverage = 1.0
    var counterCoverage: Double?
    /// Of two periods that are compared.
    var shift: Double?
    let newest: Int?
    /// What the figure is told by; `nil` where equal values come of different ones.
    var signature: [Double?]?
    /// By power: those that the value is made of.
    var figures: [PowerID: YearWorld.Figure] = [:]
    /// Of a change the figure of the earlier period.
    var earlier: YearWorld.Figure?

    /// What the condition says without what broke; `nil` where nothing did.
    func verdictWithoutBreaks(_ question: Question, since last: ReferenceSight?) -> Verdict? {
        func effect(_ power: PowerID) -> Double? {
            guard let now = figures[power] else { return nil }
            if question.kind == .change { return earlier.flatMap { now.broken(since: $0) } }
            return last?.figures[power].flatMap { now.broken(since: $0) }
        }
        let effects = question.powers.compactMap { power in effect(power).map { (power, $0) } }
        if effects.isEmpty { return nil }
        let broken = Dictionary(effects) { first, _ in first }
        switch question.kind {
        case .threshold, .change: return question.verdict(value - (broken[question.powers[0]] ?? 0))
        case .overtake:
            return question.verdict(value - ((broken[question.powers[0]] ?? 0) - (broken[question.powers[1]] ?? 0)))
        case .rank:
            let scores = figures.mapValues(\.value).merging(broken) { $0 - $1 }
            guard let own = scores[question.powers[0]] else { return nil }
            return question.verdict(Double(1 + scores.values.count { $0 > own }))
        case .stale: return nil
        }
    }

    /// How much of the weight of one of its figures has a value here and had none then, or the other way round.
    func exchanged(_ question: Question, since last: ReferenceSight?) -> Double {
        question.powers.prefix(question.kind == .rank ? 1 : 2).compactMap { power in
            let then = question.kind == .change ? earlier : last?.figures[power]
            return figures[power].flatMap { now in then.map { now.exchanged(since: $0, question.node) } }
        }.max() ?? 0
    }

    /// Of a rank: whether it says something else where those of whom more or less is known stand where they stood.
    func isUncovered(_ question: Question, since last: ReferenceSight?, beyond limit: Double) -> Bool {
        guard question.kind == .rank, let last, let own = figures[question.powers[0]],
            let ownBefore = last.figures[question.powers[0]]
        else { return false }
        var rank = 1
        for power in question.powers.dropFirst() {
            let (now, before) = (figures[power], last.figures[power])
            let isTrusted =
                (now == nil) == (before == nil)
                && abs((now?.coverage ?? 0) - (before?.coverage ?? 0)) <= limit
                && (now.flatMap { now in before.map { now.exchanged(since: $0, question.node) } } ?? 0) <= limit
            let isAhead = now.map { $0.value > own.value } ?? false
            let wasAhead = before.map { $0.value > ownBefore.value } ?? false
            if isTrusted ? isAhead : wasAhead { rank += 1 }
        }
        return question.verdict(Double(rank)) != verdict
    }

    /// What a rule of the test asks of a subject.
    struct Question {
        enum Kind { case threshold, overtake, rank, change, stale }

        let kind: Kind
        let node: NodeID
        let country: CountryID
        /// The power, whom it passes, or all that it is ranked among.
        let powers: [PowerID]
        let verdict: (Double) -> Verdict

        init(_ rule: Rule, _ subject: AlertSubject) {
            func judge(_ isMet: @escaping (Double) -> Bool, _ isLeft: @escaping (Double) -> Bool) -> (Double) -> Verdict
            {
                { isMet($0) ? .met : isLeft($0) ? .left : .between }
            }
            let own = subject.power.map { [$0] } ?? YearWorld.powers
            node = subject.node ?? ""
            country = subject.country ?? ""
            switch rule.id {
            case "level": (kind, powers, verdict) = (.threshold, own, judge({ $0 > 60 }, { $0 <= 57 }))
            case "high": (kind, powers, verdict) = (.threshold, own, judge({ $0 > 55 }, { $0 <= 54.5 }))
            case "low": (kind, powers, verdict) = (.threshold, own, judge({ $0 < 45 }, { $0 >= 46 }))
            case "twice": (kind, powers, verdict) = (.threshold, own, judge({ $0 > 52 }, { $0 <= 51 }))
            case "gone": (kind, powers, verdict) = (.threshold, own, judge({ $0 > 62 }, { $0 <= 60 }))
            case "lead":
                (kind, verdict) = (.overtake, judge({ $0 >= 2 }, { $0 < -2 }))
                powers = own + (subject.counterpart.map { [$0] } ?? [])
            case "pass":
                (kind, verdict) = (.overtake, judge({ $0 > 0 }, { $0 < 0 }))
                powers = own + (subject.counterpart.map { [$0] } ?? [])
            case "first":
                (kind, verdict) = (.rank, judge({ $0 == 1 }, { $0 != 1 }))
                powers = own + YearWorld.powers.filter { !own.contains($0) }
            case "from":
                (kind, verdict) = (.rank, judge({ $0 != 1 }, { $0 == 1 }))
                powers = own + YearWorld.powers.filter { !own.contains($0) }
            case "moved": (kind, powers, verdict) = (.change, own, judge({ abs($0) >= 12 }, { abs($0) < 8 }))
            default: (kind, powers, verdict) = (.stale, own, { _ in .between })
            }
        }

        /// - Parameter month: the present one.
        func look(at world: YearWorld, _ month: Int, _ now: Instant) -> ReferenceSight? {
            func figure(_ power: PowerID, _ month: Int) -> YearWorld.Figure? {
                world.figure(node, power, country, at: month)
            }
            func newest(_ powers: [PowerID]) -> Int? { world.newest(node, powers, country, at: month) }
            switch kind {
            case .threshold:
                guard let own = figure(powers[0], month) else { return nil }
                return ReferenceSight(
                    value: own.value,
                    verdict: verdict(own.value),
                    figure: own.value,
                    coverage: own.coverage,
                    newest: newest(powers),
                    signature: [own.value],
                    figures: [powers[0]: own]
                )
            case .overtake:
                guard let own = figure(powers[0], month), let other = figure(powers[1], month) else { return nil }
                let lead = own.value - other.value
                return ReferenceSight(
                    value: lead,
                    verdict: verdict(lead),
                    figure: lead,
                    coverage: own.coverage,
                    counterCoverage: other.coverage,
                    newest: newest(powers),
                    signature: [lead],
                    figures: [powers[0]: own, powers[1]: other]
                )
            case .rank:
                guard let own = figure(powers[0], month) else { return nil }
                var figures: [PowerID: YearWorld.Figure] = [:]
                for power in powers { figures[power] = figure(power, month) }
                let rank = Double(1 + figures.values.count { $0.value > own.value })
                return ReferenceSight(
                    value: rank,
                    verdict: verdict(rank),
                    figure: own.value,
                    coverage: own.coverage,
                    newest: newest(powers),
                    signature: YearWorld.powers.map { figures[$0]?.value },
                    figures: figures
                )
            case .change:
                guard let own = figure(powers[0], month), month - 3 >= 2023 * 12 + 5,
                    let earlier = figure(powers[0], month - 3)
                else { return nil }
                let change = own.value - earlier.value
                return ReferenceSight(
                    value: change,
                    verdict: verdict(change),
                    figure: change,
                    coverage: own.coverage,
                    shift: abs(own.coverage - earlier.coverage),
                    newest: newest(powers),
                    signature: [change],
                    figures: [powers[0]: own],
                    earlier: earlier
                )
            case .stale:
                guard let newest = newest(powers) else { return nil }
                let age = Double(now.day.number - YearWorld.end(newest))
                return ReferenceSight(value: age, verdict: age > 45 ? .met : .left, figure: age, newest: newest)
            }
        }
    }
}
