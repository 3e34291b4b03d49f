package import InfluenceModel

/// What is true of one alert: a pure function of the record, a reading and the time; everything it remembers is in the
/// record. What of it is told, and to whom, is another matter (``IncidentBook``, ``HookMachine``).
///
/// | state      | met                              | between          | left                      | no data                       |
/// |------------|----------------------------------|------------------|---------------------------|-------------------------------|
/// | inactive   | pending, `for`/`periods` begin   | -                | - (armed)                 | keep, resolve: -; fire: as met |
/// | pending    | ripe: firing, *opened*           | inactive         | inactive (armed)          | keep: waits; fire: as met, brings no period; resolve: inactive |
/// | firing     | -                                | -                | recovering                | keep: no_data, *data gone*; fire: -; resolve: as left |
/// | recovering | firing                           | firing           | over: inactive, *closed*  | keep: no_data, *data gone*; fire: firing; resolve: as left |
/// | no_data    | *data back*, then as firing      | likewise         | likewise                  | - (never resolves by itself)  |
///
/// Where the alert is not armed, met is not met. It is armed once it has been seen with data that do not meet it, or have
/// left it again; without data it never is. Ripe: for as long as `for` says, or `periods` new data periods. Over: for as
/// long as `keep_firing_for` says, from the first look that left it. Both are Prometheus's (rules/alerting.go). The period
/// whose datum made it met is the first of `periods`; where no datum did, none is counted yet, as for a lead that is held.
///
/// Held: a reading that the table would make a transition of, now or by time alone, makes none while it moved for want of
/// data, by another definition of what it reads, or at a break of series. A hold ends where the value moves on between two
/// comparable figures, where nothing is asked for any more, or where somebody accepts it; by time it never ends.
///
/// Corrected: a figure that takes back what was wrong makes no crossing. The alert is what it was by the same figure among the
/// same data, or, where an error of typing or of the unit was put right and the verdict is owed to that alone, what it was at
/// the last evaluation before the error became known: the same incident goes on at once, whatever it would have to wait for;
/// what did not count does not count; and an incident that the error opened ends, also between the levels. What met the
/// condition by the first figure of a series, put right, does not count either where the rule arms. What else became known with
/// a correction is no part of it: a crossing that it makes is one.
package struct AlertMachine {
    private let timing: AlertTiming
    private let now: Instant
    private let basis: String
    private let inquiry: any AlertInquiry
    package private(set) var record: AlertRecord
    package private(set) var turns: [Turn] = []

    /// What has happened to the alert, before anybody is told.
    package enum Turn: Hashable, Sendable {
        /// `asBefore`: by a figure with which it was open before, among the same data: a correction back.
        case opened(reason: String?, asBefore: Bool)
        case closed(reason: String?)
        case dataGone
        case dataBack
        /// More transitions than the rule allows, with the one before in ``turns``.
        case flapping(reason: String)
        case calm
        case held(AlertHold.Cause, reason: String)
    }

    /// One evaluation.
    /// - Parameters:
    ///   - record: `nil` at the first evaluation ever.
    ///   - basis: the model and the arithmetic that computed the reading.
    package static func step(
        _ record: AlertRecord?,
        _ reading: Reading,
        _ timing: AlertTiming,
        key: @autoclosure () -> AlertKey,
        fingerprint: @autoclosure () -> String,
        basis: String,
        at now: Instant,
        asking inquiry: any AlertInquiry
    ) -> AlertMachine {
        var machine = AlertMachine(
            timing: timing,
            now: now,
            basis: basis,
            inquiry: inquiry,
            record: record ?? AlertRecord(key: key(), fingerprint: fingerprint(), since: now)
        )
        // Not seen with data yet.
        if machine.record.baseline == nil, timing.startup == .arm, machine.record.state == .inactive {
            machine.record.isArmed = false
        }
        // Before the reading: what it makes after a whole window of calm begins anew.
        machine.forgetTransitions()
        machine.becomeCalm()
        if let value = reading.value { machine.see(value) } else { machine.missData() }
        return machine
    }

    private init(
        timing: AlertTiming,
        now: Instant,
        basis: String,
        inquiry: any AlertInquiry,
        record: AlertRecord
    ) {
        self.timing = timing
        self.now = now
        self.basis = basis
        self.inquiry = inquiry
        self.record = record
    }

    // MARK: With data

    private mutating func see(_ value: Reading.Value) {
        let isNews = value.dataPeriod.map { new in record.dataPeriod.map { new.end > $0.end } ?? true } ?? false
        if value.verdict == .left || (record.baseline == nil && value.verdict == .between) { record.isArmed = true }
        if record.state == .noData {
            enter(.firing)
            turns.append(.dataBack)
        }
        if !isHeld(value), !takesBack(value) {
            switch record.state {
            case .inactive, .pending: wait(value.verdict == .met, isNews: isNews, nil)
            case .firing, .recovering, .noData: stay(value)
            }
        }
        remember(value)
        record.baseline = AlertBaseline(
            value: value.value,
            coverage: value.coverage,
            counterCoverage: value.counterCoverage,
            basis: basis
        )
        record.basis = nil
        let isDecided = record.hold?.isAccepted ?? true
        // While it waits for more of them a period is new but once, also where it is taken back and comes again; and what has
        // come while nothing was decided is still news when it is.
        if let period = value.dataPeriod, isDecided, isNews || record.state != .pending { record.dataPeriod = period }
    }

    /// Whether the table makes a transition of the verdict, now or by time alone.
    private func isAsked(_ verdict: Verdict) -> Bool {
        switch record.state {
        case .inactive: verdict == .met && record.isArmed
        case .pending, .recovering: true
        case .firing, .noData: verdict == .left
        }
    }

    // MARK: Holds

    private mutating func isHeld(_ value: Reading.Value) -> Bool {
        guard isAsked(value.verdict) else {
            record.hold = nil
            return false
        }
        let mark = value.mark ?? value.value
        if let hold = record.hold, hold.isAccepted {
            if !hasMoved(value, since: hold) { return false }
            record.hold = nil
        }
        let baseline = record.baseline.map { (coverage: $0.coverage, counter: $0.counterCoverage) }
        if let distrust = distrust(value, after: baseline, inquiry) {
            hold(value, distrust)
            return true
        }
        guard let hold = record.hold else { return false }
        // Two periods that are compared and can be compared again are themselves the movement.
        if hasMoved(value, since: hold) || (hold.cause != .model && value.coverageShift != nil) {
            record.hold = nil
            return false
        }
        record.hold?.value = mark
        return true
    }

    /// Whether the value is another one than that which is held, or the figure that it stands on.
    private func hasMoved(_ value: Reading.Value, since hold: AlertHold) -> Bool {
        guard let mark = value.mark else { return value.value != hold.value }
        // A place that was held by itself, as it once was, is the same.
        if mark != hold.value, value.value != hold.value { return true }
        return record.baseline.map { $0.value != value.value } ?? false
    }

    private mutating func hold(_ value: Reading.Value, _ distrust: Distrust) {
        let mark = value.mark ?? value.value
        if record.hold?.cause == distrust.cause {
            record.hold?.value = mark
        } else {
            record.hold = AlertHold(cause: distrust.cause, since: now, value: mark, reason: distrust.reason)
            turns.append(.held(distrust.cause, reason: distrust.reason))
        }
        // Beyond a break another series begins: a state that it begins with is none that it has come to.
        if distrust.cause == .seriesBreak, record.state == .inactive, timing.startup == .arm {
            record.isArmed = false
        }
    }

    private typealias Distrust = (cause: AlertHold.Cause, reason: String)

    /// - Parameters:
    ///   - baseline: Of the evaluation that the reading is compared with; `nil` where there is none.
    ///   - inquiry: About the reading, after that evaluation.
    private func distrust(
        _ value: Reading.Value,
        after baseline: (coverage: Double, counter: Double?)?,
        _ inquiry: any AlertInquiry
    ) -> Distrust? {
        if let before = record.baseline?.basis ?? record.basis, before != basis, !inquiry.isAlike(before) {
            return (.model, "the model or its arithmetic changed: the value is not compared with the one before")
        }
        if let reason = breaks(value, isCompared: baseline != nil, inquiry) {
            return (.seriesBreak, "at a break of series, not compared across it: \(reason)")
        }
        if let reason = lacksCoverage(value, after: baseline, inquiry) { return (.coverage, reason) }
        return nil
    }

    private func lacksCoverage(
        _ value: Reading.Value,
        after baseline: (coverage: Double, counter: Double?)?,
        _ inquiry: any AlertInquiry
    ) -> String? {
        guard let limit = timing.maxCoverageChange else { return nil }
        let shift: Double
        if let known = value.coverageShift {
            shift = known.magnitude
        } else if let baseline {
            let counter = value.counterCoverage.flatMap { now in baseline.counter.map { (now - $0).magnitude } }
            shift = max((value.coverage - baseline.coverage).magnitude, counter ?? 0)
        } else {
            return nil
        }
        if shift > limit + AlertTiming.coverageTolerance {
            return "coverage moved by \(Figure.percent(shift)), more than \(Figure.percent(limit))"
        }
        return inquiry.uncovered(beyond: limit).map { "the coverage of \($0.power) moved by \(Figure.percent($0.by))" }
    }

    /// The breaks that the transition would not be made without.
    private func breaks(_ value: Reading.Value, isCompared: Bool, _ inquiry: any AlertInquiry) -> String? {
        // A change compares two periods by itself; whatever else is compared with the evaluation before.
        guard value.coverageShift != nil || isCompared else { return nil }
        // Held already, and nothing has moved since.
        if let hold = record.hold, hold.cause == .seriesBreak, value.coverageShift == nil, !hasMoved(value, since: hold)
        {
            return nil
        }
        guard let broken = inquiry.broken() else { return nil }
        guard let without = broken.verdict else { return broken.reason }
        let isSame =
            switch record.state {
            case .inactive, .pending: (without == .met) == (value.verdict == .met)
            case .firing, .recovering, .noData: (without == .left) == (value.verdict == .left)
            }
        return isSame ? nil : broken.reason
    }

    // MARK: Corrections

    /// How the alert stood before the figures that a reading takes back.
    private enum Standing {
        /// An incident was open; why it is again.
        case open(String)
        /// It met the condition, and that did not count.
        case unarmed
        /// It did not meet the condition.
        case calm(String)
        /// It met the condition neither by what was seen last without the errors nor by these.
        case crossing(PastStanding)
    }

    /// Makes the alert what it was, where the reading takes back what was wrong.
    private mutating func takesBack(_ value: Reading.Value) -> Bool {
        let hasMoved = value.value != record.baseline?.value
        switch (record.state, value.verdict) {
        case (.inactive, .met) where record.isArmed, (.pending, .met) where hasMoved:
            switch standing(value) {
            case .open(let why): open(why, asBefore: true)
            case .unarmed: disarm()
            case .crossing(let last):
                guard let distrust = distrust(value, since: last) else { return false }
                hold(value, distrust)
            case .calm, nil: return false
            }
            return true
        case (.inactive, .between) where hasMoved, (.pending, .between) where hasMoved:
            guard record.incident != nil, case .open(let why) = standing(value) else { return false }
            open(why, asBefore: true)
            return true
        case (.firing, .between) where hasMoved, (.recovering, .between) where hasMoved:
            switch standing(value) {
            case .calm(let why): close(why)
            case .crossing: close("by the figures that are known now it was never met")
            case .open, .unarmed, nil: return false
            }
            return true
        default: return false
        }
    }

    /// `nil` where the reading takes back nothing.
    private func standing(_ value: Reading.Value) -> Standing? {
        if let known = known(value) {
            let reason = "its figure is what it was before"
            if known.wasOpen { return .open(reason) }
            return value.verdict == .met ? .unarmed : .calm(reason)
        }
        guard let past = inquiry.beforeErrors(value.verdict) else { return nil }
        var last: PastStanding?
        for look in past {
            if wasOpen(before: look) { return .open("by the figures that are known now it was never over") }
            switch look.value?.verdict {
            case .met:
                // Else it still waited, or was held.
                let didNotCount = timing.startup == .arm && record.state == .inactive && record.since < look.until
                return didNotCount && record.figures.contains { !$0.wasOpen } ? .unarmed : nil
            case .between, .left: last = last ?? look
            case nil: break
            }
        }
        if let last { return .crossing(last) }
        // Armed by its first figures alone, which were wrong; nobody was told of anything.
        let isFirst = timing.startup == .arm && value.verdict == .met && record.incident == nil
        return isFirst ? .unarmed : nil
    }

    private func wasOpen(before look: PastStanding) -> Bool {
        // An incident that was opened again knows only when it was opened first.
        if record.state.isOpen, let since = record.activeSince { return since < look.until }
        return look.wasOpen
    }

    /// What keeps the reading from being compared with what was seen last without the errors: they may have come with a break
    /// of series, or with what was not known before.
    private func distrust(_ value: Reading.Value, since past: PastStanding) -> Distrust? {
        guard let then = past.value, let inquiry = past.inquiry() else { return nil }
        return distrust(value, after: (coverage: then.coverage, counter: then.counterCoverage), inquiry)
    }

    /// The figure of a reading, among those that it is remembered by.
    private func known(_ value: Reading.Value) -> AlertFigure? {
        guard !record.figures.isEmpty, let signature = inquiry.figure() else { return nil }
        return record.figures.last { $0.signature == signature && $0.dataPeriod == value.dataPeriod }
    }

    private mutating func remember(_ value: Reading.Value) {
        guard value.verdict != .left, record.hold?.isAccepted ?? true else { return }
        let isOpen = record.state.isOpen
        // What meets the condition and is neither open nor without account still waits.
        guard isOpen || !record.isArmed || value.verdict == .between, let signature = inquiry.figure() else { return }
        let figure = AlertFigure(signature: signature, dataPeriod: value.dataPeriod, wasOpen: isOpen)
        if record.figures.last == figure { return }
        record.figures.removeAll { $0.signature == signature && $0.dataPeriod == value.dataPeriod }
        record.figures = record.figures.suffix(AlertFigure.kept - 1) + [figure]
    }

    // MARK: Before it fires

    private mutating func wait(_ isMet: Bool, isNews: Bool, _ reason: String?) {
        guard isMet, record.isArmed else { return calmDown() }
        if record.state == .inactive {
            enter(.pending)
            record.activeSince = now
            record.dataPeriods = 0
        }
        // What something lapsing, or missing, or revised brought about has not been seen in any new data yet.
        if isNews { record.dataPeriods = min(record.dataPeriods, .max - 1) + 1 }
        if isRipe { open(reason, asBefore: false) }
    }

    /// Corrected to how it has been since before it was armed: it has come to nothing.
    private mutating func disarm() {
        record.isArmed = false
        calmDown()
    }

    private mutating func calmDown() {
        if record.state == .pending { enter(.inactive) }
        record.activeSince = nil
        record.dataPeriods = 0
    }

    private var isRipe: Bool {
        if timing.periods > 0 { return record.dataPeriods >= timing.periods }
        return record.activeSince.map { $0.elapsed(at: now) >= timing.holdsFor.microseconds } ?? false
    }

    private mutating func open(_ reason: String?, asBefore: Bool) {
        enter(.firing)
        record.activeSince = record.activeSince ?? now
        record.recoveringSince = nil
        transit(.opened(reason: reason, asBefore: asBefore))
    }

    // MARK: While it is open

    private mutating func stay(_ value: Reading.Value) {
        guard value.verdict == .left else {
            if record.state != .firing { enter(.firing) }
            record.recoveringSince = nil
            return
        }
        recover(nil)
    }

    private mutating func recover(_ reason: String?) {
        let since = record.recoveringSince ?? now
        record.recoveringSince = since
        if since.elapsed(at: now) >= timing.keepFiringFor.microseconds {
            close(reason)
        } else if record.state != .recovering {
            enter(.recovering)
        }
    }

    private mutating func close(_ reason: String?) {
        enter(.inactive)
        record.activeSince = nil
        record.recoveringSince = nil
        record.dataPeriods = 0
        transit(.closed(reason: reason))
    }

    // MARK: Without data

    private mutating func missData() {
        if record.baseline == nil { record.basis = basis }
        switch (timing.onNoData, record.state) {
        case (.keep, .firing), (.keep, .recovering):
            enter(.noData)
            record.recoveringSince = nil
            turns.append(.dataGone)
        case (.keep, _): break
        case (.fire, .inactive), (.fire, .pending): wait(true, isNews: false, "it has no data")
        case (.fire, _):
            if record.state != .firing { enter(.firing) }
            record.recoveringSince = nil
        case (.resolve, .inactive): break
        case (.resolve, .pending): calmDown()
        case (.resolve, _): recover("its data have disappeared")
        }
    }

    // MARK: Transitions

    private mutating func enter(_ state: AlertState) {
        record.state = state
        record.since = now
    }

    /// Opened or closed, and perhaps once too often.
    private mutating func transit(_ turn: Turn) {
        turns.append(turn)
        guard let limit = timing.flapLimit else { return }
        // Older ones than the limit needs say nothing more.
        record.transitions = record.transitions.suffix(limit) + [now]
        guard !record.isFlapping, record.transitions.count > limit else { return }
        record.isFlapping = true
        turns.append(
            .flapping(
                reason: "more than \(Figure.counted(Double(limit), "transition")) within \(timing.flapWindow);"
                    + " silent until it is calm"
            )
        )
    }

    private mutating func forgetTransitions() {
        if record.transitions.isEmpty { return }
        let (now, window) = (now, timing.flapWindow.microseconds)
        record.transitions.removeAll { $0.elapsed(at: now) > window }
    }

    /// After a whole window without a transition.
    private mutating func becomeCalm() {
        guard record.isFlapping, record.transitions.isEmpty else { return }
        record.isFlapping = false
        turns.append(.calm)
    }

    // MARK: Time alone

    /// When time alone makes the next transition; `nil` where it makes none.
    /// - Parameter hasData: at the last evaluation.
    package static func due(_ record: AlertRecord, _ timing: AlertTiming, hasData: Bool = true) -> Instant? {
        var due: Instant?
        func consider(_ moment: Instant) { due = due.map { min($0, moment) } ?? moment }
        let isHeld = hasData && record.hold.map { !$0.isAccepted } ?? false
        if record.state == .pending, timing.periods == 0, !isHeld, hasData || timing.onNoData == .fire,
            let since = record.activeSince
        {
            consider(since.adding(microseconds: timing.holdsFor.microseconds))
        }
        if record.state == .recovering, !isHeld, let since = record.recoveringSince {
            consider(since.adding(microseconds: timing.keepFiringFor.microseconds))
        }
        if record.isFlapping, let last = record.transitions.last {
            consider(last.adding(microseconds: timing.flapWindow.microseconds).adding(microseconds: 1))
        }
        return due
    }
}

extension Instant {
    /// Microseconds from this moment on; 0 where the clock has been set back behind it.
    func elapsed(at now: Instant) -> Int64 {
        let (difference, overflow) = now.microseconds.subtractingReportingOverflow(microseconds)
        return overflow ? (now > self ? .max : 0) : max(0, difference)
    }
}
