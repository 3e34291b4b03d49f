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
/// Corrected: a figure that meets the condition is no crossing where the alert had it before among the same data, or where
/// an error of typing or of the unit was corrected and the condition, by the figures of before with the errors put right, has
/// been met ever since the alert was last known to meet it. Then the alert is what it was: the same incident goes on at once,
/// whatever it would have to wait for, and what did not count does not count; nor does what meets it by the first figure of a
/// series, put right. What else became known with a correction is no part of it: a crossing that it makes is one.
package struct AlertMachine {
    private let timing: AlertTiming
    private let now: Instant
    private let basis: String
    private let isAlike: (_ basis: String) -> Bool
    private let figure: () -> UInt64?
    private let broken: () -> BrokenReading?
    private let uncovered: (_ limit: Double) -> CoverageMove?
    private let wasMet: (_ on: Day, _ beginning: Beginning?) -> Bool
    package private(set) var record: AlertRecord
    package private(set) var turns: [Turn] = []

    /// What counts in place of a day of which nothing is known.
    package enum Beginning: Sendable {
        /// The first period of the grid, where that is later.
        case grid
        /// The first figure of the series, where there was none yet.
        case series
    }

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
    ///   - broken: what the reading owes to breaks of series since what it is compared with. Asked only where a transition
    ///     is to be made.
    ///   - uncovered: what it owes to coverage that has moved too far, though its own did not. Asked as often.
    ///   - figure: what the reading's figure is told by; `nil` where equal readings may come of other figures.
    ///   - wasMet: whether an error was corrected, and by that alone the condition was met on a day and has not been left
    ///     since; `beginning`: what counts in place of a day of which nothing is known. Asked only where it
    ///     is about to fire.
    ///   - isAlike: whether another basis computes the reading in the same way. Asked as `broken`.
    package static func step(
        _ record: AlertRecord?,
        _ reading: Reading,
        _ timing: AlertTiming,
        key: @autoclosure () -> AlertKey,
        fingerprint: @autoclosure () -> String,
        basis: String,
        at now: Instant,
        broken: @escaping () -> BrokenReading? = { nil },
        uncovered: @escaping (_ limit: Double) -> CoverageMove? = { _ in nil },
        figure: @escaping () -> UInt64? = { nil },
        wasMet: @escaping (_ on: Day, _ beginning: Beginning?) -> Bool = { _, _ in false },
        isAlike: @escaping (_ basis: String) -> Bool = { _ in false }
    ) -> AlertMachine {
        var machine = AlertMachine(
            timing: timing,
            now: now,
            basis: basis,
            figure: figure,
            broken: broken,
            uncovered: uncovered,
            wasMet: wasMet,
            isAlike: isAlike,
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
        figure: @escaping () -> UInt64?,
        broken: @escaping () -> BrokenReading?,
        uncovered: @escaping (_ limit: Double) -> CoverageMove?,
        wasMet: @escaping (_ on: Day, _ beginning: Beginning?) -> Bool,
        isAlike: @escaping (_ basis: String) -> Bool,
        record: AlertRecord
    ) {
        self.timing = timing
        self.now = now
        self.basis = basis
        self.isAlike = isAlike
        self.figure = figure
        self.broken = broken
        self.uncovered = uncovered
        self.wasMet = wasMet
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
        let isDecided = !isHeld(value)
        if isDecided {
            switch record.state {
            case .inactive, .pending: wait(value.verdict == .met, isNews: isNews, value, nil)
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
        if let distrust = distrust(value) {
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

    private func distrust(_ value: Reading.Value) -> (cause: AlertHold.Cause, reason: String)? {
        if let before = record.baseline?.basis ?? record.basis, before != basis, !isAlike(before) {
            return (.model, "the model or its arithmetic changed: the value is not compared with the one before")
        }
        if let reason = breaks(value) {
            return (.seriesBreak, "at a break of series, not compared across it: \(reason)")
        }
        if let reason = lacksCoverage(value) { return (.coverage, reason) }
        return nil
    }

    private func lacksCoverage(_ value: Reading.Value) -> String? {
        guard let limit = timing.maxCoverageChange else { return nil }
        let shift: Double
        if let known = value.coverageShift {
            shift = known.magnitude
        } else if let baseline = record.baseline {
            let counter = value.counterCoverage.flatMap { now in
                baseline.counterCoverage.map { (now - $0).magnitude }
            }
            shift = max((value.coverage - baseline.coverage).magnitude, counter ?? 0)
        } else {
            return nil
        }
        if shift > limit + AlertTiming.coverageTolerance {
            return "coverage moved by \(Figure.percent(shift)), more than \(Figure.percent(limit))"
        }
        return uncovered(limit).map { "the coverage of \($0.power) moved by \(Figure.percent($0.by))" }
    }

    /// The breaks that the transition would not be made without.
    private func breaks(_ value: Reading.Value) -> String? {
        // A change compares two periods by itself; whatever else is compared with the evaluation before.
        guard value.coverageShift != nil || record.baseline != nil else { return nil }
        // Held already, and nothing has moved since.
        if let hold = record.hold, hold.cause == .seriesBreak, value.coverageShift == nil, !hasMoved(value, since: hold)
        {
            return nil
        }
        guard let broken = broken() else { return nil }
        guard let without = broken.verdict else { return broken.reason }
        let isSame =
            switch record.state {
            case .inactive, .pending: (without == .met) == (value.verdict == .met)
            case .firing, .recovering, .noData: (without == .left) == (value.verdict == .left)
            }
        return isSame ? nil : broken.reason
    }

    // MARK: Corrections

    /// How the alert stood by the figures that a reading which meets the condition takes back: what went between came of
    /// figures that were wrong.
    private enum Standing {
        /// An incident was open; why it is again.
        case open(String)
        /// It met the condition, and that did not count.
        case unarmed
    }

    /// `nil` where the reading is none of a correction: the condition has come to be met.
    private func standing(_ value: Reading.Value) -> Standing? {
        if let known = known(value) { return known.wasOpen ? .open("its figure is what it was before") : .unarmed }
        guard let present = value.dataPeriod else { return nil }
        let before = present.start.adding(days: -1)
        guard let last = record.figures.last else {
            // Armed by what it has been since it was first looked at; nobody was told of anything.
            guard timing.startup == .arm, record.state == .inactive, record.incident == nil else { return nil }
            return wasMet(min(record.since.day, before), .series) ? .unarmed : nil
        }
        // The newest figures may be those that were corrected. What is older than the grid cannot be looked at; but it was met.
        let met = last.dataPeriod?.end
        let isOlder = met.map { $0 <= before } ?? false
        guard wasMet(min(met ?? before, before), isOlder && record.dataPeriod == present ? .grid : nil) else {
            return nil
        }
        return last.wasOpen ? .open("by the figures that are known now it was never over") : .unarmed
    }

    /// The figure of a reading that meets the condition, among those that met it before.
    private func known(_ value: Reading.Value) -> AlertFigure? {
        guard !record.figures.isEmpty, let signature = figure() else { return nil }
        return record.figures.last { $0.signature == signature && $0.dataPeriod == value.dataPeriod }
    }

    private mutating func remember(_ value: Reading.Value) {
        guard value.verdict == .met, record.hold?.isAccepted ?? true else { return }
        let isOpen = record.state.isOpen
        guard isOpen || !record.isArmed, let signature = figure() else { return }
        let figure = AlertFigure(signature: signature, dataPeriod: value.dataPeriod, wasOpen: isOpen)
        if record.figures.last == figure { return }
        record.figures.removeAll { $0.signature == signature && $0.dataPeriod == value.dataPeriod }
        record.figures = record.figures.suffix(AlertFigure.kept - 1) + [figure]
    }

    // MARK: Before it fires

    private mutating func wait(_ isMet: Bool, isNews: Bool, _ value: Reading.Value?, _ reason: String?) {
        guard isMet, record.isArmed else { return calmDown() }
        // Of what has not moved nothing was corrected.
        if record.state == .inactive || value?.value != record.baseline?.value {
            switch value.flatMap(standing) {
            case .unarmed: return disarm()
            // What it had to wait for it has waited for.
            case .open(let why): return open(why, asBefore: true)
            case nil: break
            }
        }
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
            enter(.inactive)
            record.activeSince = nil
            record.recoveringSince = nil
            record.dataPeriods = 0
            transit(.closed(reason: reason))
        } else if record.state != .recovering {
            enter(.recovering)
        }
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
        case (.fire, .inactive), (.fire, .pending): wait(true, isNews: false, nil, "it has no data")
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
        record.transitions.removeAll { $0.elapsed(at: now) > timing.flapWindow.microseconds }
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
