package import InfluenceModel

/// The life of one alert: inactive -> pending -> firing -> recovering -> inactive, and `noData`, which never resolves by
/// itself. A pure function of the record, a reading and the time; everything it remembers is in the record.
///
/// `for` and `keep_firing_for` are Prometheus's (rules/alerting.go): the one begins again at each evaluation that does not
/// meet the condition, the other counts from the first that leaves it.
package struct AlertMachine {
    private let timing: AlertTiming
    private let now: Instant
    private let basis: String
    private let broken: () -> BrokenReading?
    package private(set) var record: AlertRecord
    package private(set) var events: [EventDraft] = []

    /// An event before it has an id, a sentence and what it inherits from its rule.
    package struct EventDraft: Hashable, Sendable {
        package let kind: AlertEventKind
        package let reason: String?
    }

    private init(
        _ record: AlertRecord,
        _ timing: AlertTiming,
        _ basis: String,
        _ now: Instant,
        _ broken: @escaping () -> BrokenReading?
    ) {
        self.record = record
        self.timing = timing
        self.basis = basis
        self.now = now
        self.broken = broken
    }

    /// One evaluation.
    /// - Parameters:
    ///   - record: `nil` at the first evaluation ever.
    ///   - basis: the model and the arithmetic that computed the reading.
    ///   - resumed: a silence or an acknowledgement that kept back what was to be told has ended.
    ///   - broken: what the reading owes to breaks of series since what it is compared with. Asked only where a transition
    ///     is to be made.
    package static func step(
        _ record: AlertRecord?,
        _ reading: Reading,
        _ timing: AlertTiming,
        key: @autoclosure () -> AlertKey,
        fingerprint: @autoclosure () -> String,
        basis: String,
        resumed: Bool = false,
        at now: Instant,
        broken: @escaping () -> BrokenReading? = { nil }
    ) -> AlertMachine {
        let known = record ?? AlertRecord(key: key(), fingerprint: fingerprint(), since: now)
        var machine = AlertMachine(known, timing, basis, now, broken)
        if record == nil, timing.startup == .arm, reading.value?.verdict == .met { machine.record.isArmed = false }
        machine.forgetTransitions()
        if let value = reading.value { machine.see(value) } else { machine.missData() }
        machine.becomeCalm()
        machine.remind(resumed: resumed)
        return machine
    }

    // MARK: Readings

    private mutating func see(_ value: Reading.Value) {
        let isNews = record.dataPeriod.map { known in value.dataPeriod.map { $0.end > known.end } ?? false } ?? true
        if value.verdict == .left { record.isArmed = true }
        let wanted = wantedTransition(value.verdict)
        let isHeld = wanted.map { holds(value, $0) } ?? false
        if wanted == nil { record.hold = nil }
        if !isHeld {
            switch record.state {
            case .inactive, .pending: wait(value, isNews)
            case .firing, .recovering, .noData: stay(value)
            }
        }
        record.baseline = AlertBaseline(
            value: value.value,
            coverage: value.coverage,
            counterCoverage: value.counterCoverage,
            basis: basis
        )
        if let period = value.dataPeriod { record.dataPeriod = period }
    }

    private enum Transition: Equatable { case toPending, toRecovering }

    /// What the verdict asks for and has not been granted yet.
    private func wantedTransition(_ verdict: Verdict) -> Transition? {
        switch record.state {
        case .inactive: verdict == .met && record.isArmed ? .toPending : nil
        case .firing, .noData: verdict == .left ? .toRecovering : nil
        case .pending, .recovering: nil
        }
    }

    /// Whether the value moved by more or less data, by another model, or at a break of series, so that its verdict does
    /// not count yet.
    private mutating func holds(_ value: Reading.Value, _ wanted: Transition) -> Bool {
        guard let cause = distrust(value, wanted) else {
            guard let hold = record.hold else { return false }
            // Held until it moves on by itself.
            if value.coverageShift == nil, value.value == hold.value { return true }
            record.hold = nil
            return false
        }
        if record.hold?.cause != cause.cause {
            record.hold = AlertHold(cause: cause.cause, since: now, value: value.value, reason: cause.reason)
            tell(.held, cause.reason)
        } else {
            record.hold?.value = value.value
        }
        // Beyond a break another series begins: a state that it begins with is none that it has come to.
        if cause.cause == .seriesBreak, wanted == .toPending, timing.startup == .arm { record.isArmed = false }
        return true
    }

    private func distrust(
        _ value: Reading.Value,
        _ wanted: Transition
    ) -> (cause: AlertHold.Cause, reason: String)? {
        if let baseline = record.baseline, baseline.basis != basis {
            return (.model, "the model or its arithmetic changed: the value is not compared with the one before")
        }
        if let reason = breaks(value, wanted) {
            return (.seriesBreak, "at a break of series, not compared across it: \(reason)")
        }
        guard let limit = timing.maxCoverageChange else { return nil }
        let shift: Double
        if let known = value.coverageShift {
            shift = known.magnitude
        } else if let baseline = record.baseline {
            let counter = zip([value.counterCoverage], [baseline.counterCoverage]).map { now, then in
                now.flatMap { now in then.map { (now - $0).magnitude } } ?? 0
            }
            shift = max((value.coverage - baseline.coverage).magnitude, counter.first ?? 0)
        } else {
            return nil
        }
        // Sums of weights are rounded: a difference of the limit itself is within it.
        guard shift > limit + 1e-9 else { return nil }
        return (.coverage, "coverage moved by \(Figure.percent(shift)), more than \(Figure.percent(limit))")
    }

    /// The breaks that the transition would not be made without.
    private func breaks(_ value: Reading.Value, _ wanted: Transition) -> String? {
        // A change compares two periods by itself; whatever else is compared with the evaluation before.
        guard value.coverageShift != nil || record.baseline != nil else { return nil }
        // Held already, and nothing has moved since.
        if record.hold?.cause == .seriesBreak, value.coverageShift == nil, value.value == record.hold?.value {
            return nil
        }
        guard let broken = broken() else { return nil }
        let needed: Verdict = wanted == .toPending ? .met : .left
        return broken.verdict == needed ? nil : broken.reason
    }

    // MARK: Before it fires

    private mutating func wait(_ value: Reading.Value, _ isNews: Bool) {
        guard value.verdict == .met, record.isArmed else {
            if record.state == .pending { enter(.inactive) }
            record.activeSince = nil
            record.dataPeriods = 0
            return
        }
        if record.state == .inactive {
            enter(.pending)
            record.activeSince = now
            record.dataPeriods = 1
        } else if isNews {
            record.dataPeriods = min(record.dataPeriods, .max - 1) + 1
        }
        if isRipe { fire(nil) }
    }

    private var isRipe: Bool {
        if timing.periods > 0 { return record.dataPeriods >= timing.periods }
        return record.activeSince.map { $0.elapsed(at: now) >= timing.holdsFor.microseconds } ?? false
    }

    private mutating func fire(_ reason: String?) {
        enter(.firing)
        record.activeSince = record.activeSince ?? now
        record.recoveringSince = nil
        record.opening = nil
        transit(.firing, reason)
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
            resolve(reason)
        } else if record.state != .recovering {
            enter(.recovering)
        }
    }

    private mutating func resolve(_ reason: String?) {
        enter(.inactive)
        record.activeSince = nil
        record.recoveringSince = nil
        record.dataPeriods = 0
        transit(.resolved, reason)
    }

    // MARK: Without data

    private mutating func missData() {
        record.hold = nil
        switch (timing.onNoData, record.state) {
        case (.keep, .firing), (.keep, .recovering):
            enter(.noData)
            record.recoveringSince = nil
            record.notifiedAt = now
            tell(.noData, "its data have disappeared; it stays open")
        case (.keep, _): break
        case (.fire, .inactive), (.fire, .pending): if record.isArmed { fire("it has no data") }
        case (.fire, _):
            if record.state != .firing { enter(.firing) }
            record.recoveringSince = nil
        case (.resolve, .inactive): break
        case (.resolve, .pending):
            enter(.inactive)
            record.activeSince = nil
            record.dataPeriods = 0
        case (.resolve, _): recover("its data have disappeared")
        }
    }

    // MARK: What is told

    private mutating func enter(_ state: AlertState) {
        record.state = state
        record.since = now
    }

    /// A `firing` or `resolved` transition: told, unless there have been too many.
    private mutating func transit(_ kind: AlertEventKind, _ reason: String?) {
        if let limit = timing.flapLimit {
            // Older ones than the limit needs say nothing more.
            record.transitions = record.transitions.suffix(limit) + [now]
            if record.isFlapping { return }
            if record.transitions.count > limit {
                record.isFlapping = true
                tell(.flapping, "more than \(limit) transitions within \(timing.flapWindow); silent until it is calm")
                return
            }
        }
        announce(kind, reason)
    }

    private mutating func announce(_ kind: AlertEventKind, _ reason: String?) {
        record.isAnnounced = kind == .firing
        tell(kind, reason)
        if kind == .firing { record.notifiedAt = now }
        if kind == .resolved { record.notifiedAt = nil }
    }

    private mutating func tell(_ kind: AlertEventKind, _ reason: String?) {
        events.append(EventDraft(kind: kind, reason: reason))
    }

    private mutating func forgetTransitions() {
        if record.transitions.isEmpty { return }
        record.transitions.removeAll { $0.elapsed(at: now) > timing.flapWindow.microseconds }
    }

    /// After a whole window without a transition the world is told how things stand, where it was told otherwise.
    private mutating func becomeCalm() {
        guard record.isFlapping, record.transitions.isEmpty else { return }
        record.isFlapping = false
        let isOpen = record.state.isOpen
        if isOpen != record.isAnnounced { announce(isOpen ? .firing : .resolved, "it is calm again") }
    }

    private mutating func remind(resumed: Bool) {
        guard record.state.isOpen, !record.isFlapping, record.isAnnounced,
            events.allSatisfy({ $0.kind == .held })
        else { return }
        if resumed {
            record.notifiedAt = now
            tell(.repeat, "a silence has ended")
        } else if let interval = timing.repeatInterval, let last = record.notifiedAt,
            last.elapsed(at: now) >= interval.microseconds
        {
            record.notifiedAt = now
            tell(.repeat, nil)
        }
    }

    // MARK: Time alone

    /// When time alone makes the next transition or reminder; `nil` where it makes none.
    package static func due(_ record: AlertRecord, _ timing: AlertTiming) -> Instant? {
        var due: [Instant] = []
        if record.state == .pending, timing.periods == 0, let since = record.activeSince {
            due.append(since.adding(microseconds: timing.holdsFor.microseconds))
        }
        if record.state == .recovering, let since = record.recoveringSince {
            due.append(since.adding(microseconds: timing.keepFiringFor.microseconds))
        }
        if record.isFlapping, let last = record.transitions.last {
            due.append(last.adding(microseconds: timing.flapWindow.microseconds).adding(microseconds: 1))
        } else if record.state.isOpen, record.isAnnounced, let interval = timing.repeatInterval,
            let last = record.notifiedAt
        {
            due.append(last.adding(microseconds: interval.microseconds))
        }
        return due.min()
    }
}

extension Instant {
    /// Microseconds from this moment on; 0 where the clock has been set back behind it.
    func elapsed(at now: Instant) -> Int64 {
        let (difference, overflow) = now.microseconds.subtractingReportingOverflow(microseconds)
        return overflow ? (now > self ? .max : 0) : max(0, difference)
    }
}
