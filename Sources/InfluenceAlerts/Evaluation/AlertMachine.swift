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
    let timing: AlertTiming
    let now: Instant
    let basis: String
    let inquiry: any AlertInquiry
    package internal(set) var record: AlertRecord
    package internal(set) var turns: [Turn] = []
    /// What kept it from a transition before this evaluation, unless somebody had accepted it.
    private let heldBefore: AlertHold?

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
            record: record ?? AlertRecord(key: key(), fingerprint: fingerprint(), since: now),
            heldBefore: record?.hold.flatMap { $0.isAccepted ? nil : $0 }
        )
        // Not seen with data yet.
        if machine.record.baseline == nil, timing.startup == .arm, machine.record.state == .inactive {
            machine.record.isArmed = false
        }
        // Before the reading: what it makes after a whole window of calm begins anew.
        machine.forgetTransitions()
        machine.becomeCalm()
        if let value = reading.value { machine.see(value) } else { machine.missData(reading.absence) }
        return machine
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
    func isAsked(_ verdict: Verdict) -> Bool {
        switch record.state {
        case .inactive: verdict == .met && record.isArmed
        case .pending, .recovering: true
        case .firing, .noData: verdict == .left
        }
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
    mutating func disarm() {
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

    mutating func open(_ reason: String?, asBefore: Bool) {
        enter(.firing)
        record.activeSince = record.activeSince ?? now
        record.recoveringSince = nil
        transit(.opened(reason: afterHold(reason), asBefore: asBefore))
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

    mutating func close(_ reason: String?) {
        enter(.inactive)
        record.activeSince = nil
        record.recoveringSince = nil
        record.dataPeriods = 0
        transit(.closed(reason: afterHold(reason)))
    }

    // MARK: Without data

    /// - Parameter absence: Why there are none.
    private mutating func missData(_ absence: String?) {
        if record.baseline == nil { record.basis = basis }
        switch (timing.onNoData, record.state) {
        case (.keep, .firing), (.keep, .recovering):
            enter(.noData)
            record.recoveringSince = nil
            turns.append(.dataGone)
        case (.keep, _): break
        case (.fire, .inactive), (.fire, .pending): wait(true, isNews: false, absence ?? "it has no data")
        case (.fire, _):
            if record.state != .firing { enter(.firing) }
            record.recoveringSince = nil
        case (.resolve, .inactive): break
        case (.resolve, .pending): calmDown()
        case (.resolve, _): recover(absence ?? "its data have disappeared")
        }
    }

    // MARK: Transitions

    /// Why a transition is made, with why it was not made before.
    private func afterHold(_ reason: String?) -> String? {
        let held: String
        if let hold = record.hold {
            guard hold.isAccepted else { return reason }
            held = "held since \(hold.since.day) until it was accepted: \(hold.reason)"
        } else if let hold = heldBefore {
            held = "held since \(hold.since.day) until now: \(hold.reason)"
        } else {
            return reason
        }
        return [reason, held].compactMap(\.self).joined(separator: "; ")
    }

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
