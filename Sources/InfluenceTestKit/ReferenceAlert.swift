package import InfluenceAlerts
import InfluenceModel

/// What an alert tells, from the prose of the design and in another shape than the machine: not a state that is carried
/// on, but a search over the whole trace for where the next thing happens. Without holds and flapping.
package struct ReferenceAlert {
    private let looks: [Look]
    private let timing: AlertTiming

    package init(looks: [Look], timing: AlertTiming) {
        self.looks = looks
        self.timing = timing
    }

    /// In the order of the looks.
    package func told() -> [Told] {
        var told: [Told] = []
        var start = timing.startup == .arm ? firstUnmet() : 0
        while let opened = opening(from: start) {
            told.append(Told(opened, .firing))
            let closed = closing(after: opened)
            told += between(opened, closed ?? looks.count)
            guard let closed else { break }
            told.append(Told(closed, .resolved))
            start = closed + 1
        }
        return told.sorted { $0.look < $1.look }
    }

    /// Armed: from the first look with data that does not meet the condition; where that one meets it, from the first that
    /// leaves it.
    private func firstUnmet() -> Int {
        guard let first = looks.firstIndex(where: { $0.verdict != nil }) else { return looks.count }
        guard looks[first].verdict == .met else { return first }
        return looks.indices.first { looks[$0].verdict == .left } ?? looks.count
    }

    private func isMet(_ look: Int) -> Bool {
        looks[look].verdict == .met || (looks[look].verdict == nil && timing.onNoData == .fire)
    }

    /// The first look from `start` on by which the condition has held for as long as it must.
    private func opening(from start: Int) -> Int? {
        // Of the unbroken stretch that the look stands in; under `keep` missing data break none.
        var begin: Int?
        for end in looks.indices where end >= start {
            if looks[end].verdict == nil, timing.onNoData == .keep { continue }
            begin = isMet(end) ? begin ?? end : nil
            guard let begin else { continue }
            if timing.periods > 0 {
                if newPeriods(begin, end) >= timing.periods { return end }
            } else if span(begin, end) >= timing.holdsFor.microseconds {
                return end
            }
        }
        return nil
    }

    /// How many data periods have become known from one look to another, both included.
    private func newPeriods(_ begin: Int, _ end: Int) -> Int {
        var known = newestPeriod(before: begin)
        var count = 0
        for look in begin...end where looks[look].verdict == .met {
            guard let period = looks[look].dataPeriod, known.map({ period.end > $0.end }) ?? true else { continue }
            count += 1
            known = period
        }
        return count
    }

    private func newestPeriod(before look: Int) -> Period? {
        looks[..<look].last { $0.verdict != nil && $0.dataPeriod != nil }?.dataPeriod
    }

    /// The first look after `opened` by which it has been over for as long as it must.
    private func closing(after opened: Int) -> Int? {
        var begin: Int?
        for end in looks.indices where end > opened {
            begin = isOver(end) ? begin ?? end : nil
            if let begin, span(begin, end) >= timing.keepFiringFor.microseconds { return end }
        }
        return nil
    }

    private func isOver(_ look: Int) -> Bool {
        looks[look].verdict == .left || (looks[look].verdict == nil && timing.onNoData == .resolve)
    }

    /// What is told while it is open: that data have gone, that they are back, and reminders.
    private func between(_ opened: Int, _ closed: Int) -> [Told] {
        var told: [Told] = []
        var notified = opened
        for look in looks.indices where look > opened && look < closed {
            let isGone = looks[look].verdict == nil && timing.onNoData == .keep
            if isGone, looks[look - 1].verdict != nil {
                told.append(Told(look, .noData))
                notified = look
                continue
            }
            if timing.onNoData == .keep, looks[look].verdict != nil, look - 1 > opened, looks[look - 1].verdict == nil {
                told.append(Told(look, .dataBack))
                notified = look
                continue
            }
            if let interval = timing.repeatInterval, span(notified, look) >= interval.microseconds {
                told.append(Told(look, .repeat))
                notified = look
            }
        }
        return told
    }

    private func span(_ from: Int, _ to: Int) -> Int64 { looks[to].at.microseconds - looks[from].at.microseconds }
}
