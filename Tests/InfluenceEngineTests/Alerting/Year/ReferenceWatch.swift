import InfluenceAlerts
import InfluenceModel

/// What is true of one alert, look after look, from the sentences of docs/reference/alerts.md: armed, waiting, open, without
/// data, over; and what is held.
struct ReferenceWatch {
    enum Happening: Equatable {
        /// `again`: by a figure with which it was open before.
        case opened(again: Bool)
        case closed, gone, back, held

        /// Opened or closed: what flapping is counted by.
        var isTransition: Bool {
            switch self {
            case .opened, .closed: true
            case .gone, .back, .held: false
            }
        }
    }

    private let question: ReferenceSight.Question
    private let timing: AlertTiming
    private var isArmed: Bool
    private(set) var isOpen = false
    private var isGone = false
    /// Since when it waits to fire.
    private var metSince: Instant?
    /// The data periods that became known meanwhile.
    private var periods = 0
    /// Since when it waits to be over.
    private var leftSince: Instant?
    private var hold: (isBreak: Bool, figure: Double)?
    /// The last look with data.
    private var last: ReferenceSight?
    /// The newest month of the last look that was decided.
    private var newest: Int?
    private var known: [(signature: [Double?], newest: Int?, outcome: Outcome)] = []

    /// What came of a figure: an incident was open, it did not count, or it was the one before the condition was met.
    private enum Outcome { case open, unarmed, unmet }

    init(_ rule: Rule, _ subject: AlertSubject) {
        question = ReferenceSight.Question(rule, subject)
        timing = rule.timing
        isArmed = timing.startup == .fire
    }

    var state: AlertState {
        isOpen ? (isGone ? .noData : leftSince == nil ? .firing : .recovering) : metSince == nil ? .inactive : .pending
    }

    mutating func look(at world: YearWorld, _ month: Int, _ now: Instant) -> [Happening] {
        guard let sight = question.look(at: world, month, now) else {
            return missing(at: now)
        }
        var happened: [Happening] = []
        let wasUnmet = !isOpen && metSince == nil && isArmed && hold == nil
        if sight.verdict == .left || (last == nil && sight.verdict == .between) { isArmed = true }
        if isGone {
            isGone = false
            happened.append(.back)
        }
        let isHeld = holds(sight, &happened)
        if !isHeld {
            if isOpen {
                if sight.verdict == .between, figureBefore(sight) == .unmet {
                    happened.append(close())
                } else {
                    happened += sight.verdict == .left ? leave(at: now) : stay()
                }
            } else {
                if sight.verdict == .met, isArmed, wasUnmet, question.kind != .rank, let signature = last?.signature {
                    known.append((signature, newest, .unmet))
                }
                happened += sight.verdict == .met && isArmed ? wait(sight, at: now) : calmDown()
            }
            newest = [newest, sight.newest].compactMap { $0 }.max()
            if sight.verdict == .met, isOpen || !isArmed, let signature = sight.signature {
                known.append((signature, sight.newest, isOpen ? .open : .unarmed))
            }
        }
        last = sight
        return happened
    }

    /// Whether a transition that the sight asks for is not made.
    private mutating func holds(_ sight: ReferenceSight, _ happened: inout [Happening]) -> Bool {
        let asks =
            isOpen
            ? sight.verdict == .left || leftSince != nil
            : metSince != nil || (sight.verdict == .met && isArmed)
        guard asks else {
            hold = nil
            return false
        }
        let isBroken = breaks(sight)
        if isBroken || lacksCoverage(sight) {
            if hold?.isBreak != isBroken { happened.append(.held) }
            hold = (isBroken, sight.figure)
            // A state in which another series begins is none that it has come to.
            if isBroken, !isOpen, metSince == nil, timing.startup == .arm { isArmed = false }
            return true
        }
        guard let held = hold else { return false }
        // Two periods that can be compared are themselves the movement.
        if sight.figure == held.figure, sight.value == last?.value, sight.shift == nil { return true }
        hold = nil
        return false
    }

    private func breaks(_ sight: ReferenceSight) -> Bool {
        guard let without = sight.verdictWithoutBreaks(question, since: last) else { return false }
        return isOpen
            ? (without == .left) != (sight.verdict == .left) : (without == .met) != (sight.verdict == .met)
    }

    private func lacksCoverage(_ sight: ReferenceSight) -> Bool {
        guard let limit = timing.maxCoverageChange else { return false }
        if max(sight.shift ?? 0, sight.exchanged(question, since: last)) > limit { return true }
        if sight.shift != nil { return false }
        guard let last else { return false }
        let counter = sight.counterCoverage.flatMap { now in last.counterCoverage.map { abs(now - $0) } } ?? 0
        return max(abs(sight.coverage - last.coverage), counter) > limit
            // Others are compared with the last evaluation in which there was a rank.
            || sight.isUncovered(question, since: last, beyond: limit)
    }

    /// What came of the same figure of the same data before; `nil` where there was none.
    private func figureBefore(_ sight: ReferenceSight) -> Outcome? {
        guard let signature = sight.signature else { return nil }
        return known.last { $0.signature == signature && $0.newest == sight.newest }?.outcome
    }

    // MARK: Not open

    private mutating func wait(_ sight: ReferenceSight?, at now: Instant) -> [Happening] {
        if let sight, metSince == nil || sight.value != last?.value {
            switch figureBefore(sight) {
            case .open?: return open(again: true)
            case .unarmed?:
                isArmed = false
                return calmDown()
            case .unmet?, nil: break
            }
        }
        if metSince == nil { periods = 0 }
        metSince = metSince ?? now
        if let own = sight?.newest, newest.map({ own > $0 }) ?? true { periods += 1 }
        let isRipe =
            timing.periods > 0
            ? periods >= timing.periods
            : now.microseconds - (metSince ?? now).microseconds >= timing.holdsFor.microseconds
        return isRipe ? open(again: false) : []
    }

    private mutating func open(again: Bool) -> [Happening] {
        (isOpen, metSince, leftSince) = (true, nil, nil)
        return [.opened(again: again)]
    }

    private mutating func calmDown() -> [Happening] {
        metSince = nil
        return []
    }

    // MARK: Open

    private mutating func stay() -> [Happening] {
        leftSince = nil
        return []
    }

    private mutating func leave(at now: Instant) -> [Happening] {
        leftSince = leftSince ?? now
        guard now.microseconds - (leftSince ?? now).microseconds >= timing.keepFiringFor.microseconds else { return [] }
        return [close()]
    }

    private mutating func close() -> Happening {
        (isOpen, isGone, leftSince) = (false, false, nil)
        return .closed
    }

    // MARK: Without data

    private mutating func missing(at now: Instant) -> [Happening] {
        switch timing.onNoData {
        case .keep:
            guard isOpen, !isGone else { return [] }
            (isGone, leftSince) = (true, nil)
            return [.gone]
        case .fire: return isOpen ? stay() : isArmed ? wait(nil, at: now) : calmDown()
        case .resolve: return isOpen ? leave(at: now) : calmDown()
        }
    }
}
