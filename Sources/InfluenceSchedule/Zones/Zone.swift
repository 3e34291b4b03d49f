/// The rules of one time zone: how far its clocks are ahead of UTC, and when that changes.
struct Zone: Hashable, Sendable {
    /// Changes of the offset, in order of time.
    let changes: [Change]
    /// The offset before the first change.
    let initialOffset: Int
    /// How the changes go on after the last listed one; `nil` for not at all.
    let rule: ZoneRule?

    struct Change: Hashable, Sendable {
        /// Seconds since 1970-01-01T00:00:00Z.
        let time: Int
        /// Seconds that local time is ahead of UTC from then on.
        let offset: Int
    }

    /// A stretch of time, in seconds since 1970-01-01T00:00:00Z, in which the offset stays the same.
    struct Span: Hashable, Sendable {
        let offset: Int
        /// `nil` where it reaches back without end.
        let start: Int?
        /// The offset until `start`.
        let previousOffset: Int
        /// The first second of the next span; `nil` where there is none.
        let end: Int?
    }

    static let utc = Zone(changes: [], initialOffset: 0, rule: nil)

    /// The span that contains `time`.
    func span(at time: Int) -> Span {
        if let rule, time >= changes.last?.time ?? .min { return span(at: time, by: rule) }
        let next = indexOfChange(after: time)
        let current = next > 0 ? changes[next - 1] : nil
        return Span(
            offset: current?.offset ?? initialOffset,
            start: current?.time,
            previousOffset: next > 1 ? changes[next - 2].offset : initialOffset,
            end: next < changes.count ? changes[next].time : nil
        )
    }

    private func span(at time: Int, by rule: ZoneRule) -> Span {
        // What the rule says of the time up to the last listed change does not count.
        let listed = changes.last
        let coming = rule.changes(around: time).filter { $0.time > listed?.time ?? .min }
        let past = coming.last { $0.time <= time }
        let previous = coming.last { $0.time < past?.time ?? .min }
        let beforeListed = changes.count > 1 ? changes[changes.count - 2].offset : initialOffset
        return Span(
            offset: past?.offset ?? listed?.offset ?? rule.standardOffset,
            start: past?.time ?? listed?.time,
            previousOffset: past == nil ? beforeListed : previous?.offset ?? listed?.offset ?? initialOffset,
            end: coming.first { $0.time > time }?.time
        )
    }

    /// The position of the first change after `time`; `changes.count` where there is none.
    private func indexOfChange(after time: Int) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
