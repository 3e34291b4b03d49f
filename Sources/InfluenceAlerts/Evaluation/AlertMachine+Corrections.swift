import InfluenceModel

// A reading that takes back what was wrong makes the alert what it was.

extension AlertMachine {
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
    mutating func takesBack(_ value: Reading.Value) -> Bool {
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
            if look.wasOpen { return .open("by the figures that are known now it was never over") }
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

    mutating func remember(_ value: Reading.Value) {
        guard value.verdict != .left, record.hold?.isAccepted ?? true else { return }
        let isOpen = record.state.isOpen
        // What meets the condition and is neither open nor without account still waits.
        guard isOpen || !record.isArmed || value.verdict == .between, let signature = inquiry.figure() else { return }
        let figure = AlertFigure(signature: signature, dataPeriod: value.dataPeriod, wasOpen: isOpen)
        if record.figures.last == figure { return }
        record.figures.removeAll { $0.signature == signature && $0.dataPeriod == value.dataPeriod }
        record.figures = record.figures.suffix(AlertFigure.kept - 1) + [figure]
    }
}
