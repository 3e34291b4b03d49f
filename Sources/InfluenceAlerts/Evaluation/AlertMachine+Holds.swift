import InfluenceModel

// What keeps a reading from making a transition: it is not compared with what was seen before.

extension AlertMachine {
    mutating func isHeld(_ value: Reading.Value) -> Bool {
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

    mutating func hold(_ value: Reading.Value, _ distrust: Distrust) {
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

    typealias Distrust = (cause: AlertHold.Cause, reason: String)

    /// - Parameters:
    ///   - baseline: Of the evaluation that the reading is compared with; `nil` where there is none.
    ///   - inquiry: About the reading, after that evaluation.
    func distrust(
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
}
