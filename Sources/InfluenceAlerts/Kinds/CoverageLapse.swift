import InfluenceFiles
package import InfluenceModel
import InfluenceText

/// `coverage`: a score that lapses within a span unless newer figures come, or that has lapsed of late.
package struct CoverageLapse: Condition {
    package static let kind = "coverage"
    /// What lapsed so long ago that it is without data here is no news any more, and nobody could end it.
    package static let onNoData = AlertTiming.NoData.resolve

    package let selection: SeriesSelection
    /// How long ahead of the first day without it; `nil`: only once it has lapsed.
    package let within: CalendarDuration?
    /// How long ago it may have lapsed; what lapsed before is without data.
    package let lapsed: CalendarDuration

    /// A year: who did not find newer figures by then finds none.
    static let usualLapsed = CalendarDuration.months(12)
    /// As far as anybody looks ahead or back.
    static let longest = CalendarDuration.months(120)

    package init?(_ keys: inout RuleKeys) {
        let selection = keys.selection()
        let span = ScalarKind<CalendarDuration>.daysDuration.requiring({ $0.isAtMost(Self.longest) }) {
            "'\($0)' is longer than 10 years"
        }
        let within = keys.reader.optional("within", span)
        let lapsed = keys.reader.optional("lapsed", span)
        if !keys.reader.has("within"), !keys.reader.has("lapsed") {
            keys.reader.report(
                "\(keys.reader.subject) needs 'within' or 'lapsed': how long ahead, or for how long afterwards, such as P6M"
            )
            return nil
        }
        guard let selection, within != nil || lapsed != nil else { return nil }
        self.selection = selection
        self.within = within?.value
        self.lapsed = lapsed?.value ?? Self.usualLapsed
    }

    package func subjects(in model: Model) -> [AlertSubject] { selection.subjects(in: model) }
    package var parameters: [String] { [within.map { "\($0)" } ?? "none", "\(lapsed)"] }

    package var text: String {
        let ahead = within.map { "lapses within \($0.words), or has " } ?? "has "
        return "\(selection.text) \(ahead)lapsed within \(lapsed.words)"
    }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        switch (within, value) {
        case (let within?, nil): "\(subject.series) lapses within \(within.words), or has lapsed"
        case (let within?, let value?) where value > 0:
            "\(subject.series) lapses within \(within.words) unless newer figures come"
        case (nil, let value?) where value > 0: "\(subject.series) had lapsed"
        case (_, _): "\(subject.series) has lapsed"
        }
    }

    /// Of a score that is there again, or still, when it lapses now; of one that nobody waits for, that.
    package func end(of subject: AlertSubject, _ value: Double?) -> String {
        switch (within, value) {
        case (_, nil): "\(subject.series) is waited for no more"
        case (nil, let value?) where value > 0: "\(subject.series) is there again, and lapses later"
        case (_, let value?) where value > 0: "\(subject.series) lapses later"
        case (_, _): claim(of: subject, value)
        }
    }

    /// Days until it lapses; negative where it has.
    package func figure(_ value: Double) -> String {
        value == 0 ? "today" : value > 0 ? "in " + Figure.counted(value, "day") : Figure.counted(-value, "day") + " ago"
    }

    package func unit(of subject: AlertSubject) -> String { "days" }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        guard let node = subject.node, let power = subject.power, let country = subject.country,
            let prospect = source.prospect(
                node,
                power,
                country,
                ahead: within ?? .days(1),
                behind: lapsed
            )
        else {
            return Reading(
                value: nil,
                period: source.period,
                absence: "there is no score, and none has lapsed within \(lapsed.words)"
            )
        }
        var value = Reading.Value(value: 0, verdict: .left)
        var turnsAt: Instant?
        switch prospect {
        case .lapses(let period, let leaves):
            let warned = within.map { period.start.subtracting($0) }
            let isMet = warned.map { $0 <= now.day } ?? false
            value.value = Double(period.start.number - now.day.number)
            value.verdict = isMet ? .met : .left
            value.detail = "waits for \(Self.names(leaves))"
            if !isMet { turnsAt = warned.map { Instant(startOf: $0) } }
        case .lapsed(let period, let leaves):
            value.value = Double(period.start.number - now.day.number)
            value.verdict = .met
            value.detail = "waits for \(Self.names(leaves))"
        case .inapplicable:
            return Reading(
                value: nil,
                period: source.period,
                absence: "it is not applicable any more: nothing is waited for"
            )
        case .stays(let period):
            value.value = Double(period.end.number + 1 - now.day.number)
            value.detail = "at least until the end of \(period)"
        }
        value.dataPeriod = source.dataPeriod(node, power, country)
        return Reading(value: value, period: source.period, turnsAt: turnsAt)
    }

    private static func names(_ leaves: [NodeID]) -> String {
        leaves.isEmpty ? "newer figures" : NearestName.list(leaves.map(\.text), limit: 4)
    }

    package func signature(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> UInt64? { nil }

    /// It is about the age of figures, not about what they say.
    package func statuses(of subject: AlertSubject, in source: some AlertSource) -> [ObservationStatus] { [] }

    package var replay: Replay {
        .fromFirstRun("what was known then of the figures to come cannot be told")
    }
}

extension CalendarDuration {
    fileprivate func isAtMost(_ other: CalendarDuration) -> Bool {
        let start = Day(clamping: 0)
        return start.adding(self) <= start.adding(other)
    }
}
