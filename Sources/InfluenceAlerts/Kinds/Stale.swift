package import InfluenceModel
import InfluenceFiles
import InfluenceText

/// `stale`: an indicator or a feed without news for too long, or a feed that failed too often.
package enum Stale: Condition {
    package static let kind = "stale"

    /// No reference period that ends later than `after` before now, of an indicator about a country (of any power).
    case indicators([NodeID], countries: [CountryID], after: CalendarDuration)
    /// Nothing new has come from a feed for longer than `after`. Names as in the configuration.
    case feeds([String], after: TimeSpan)
    /// The import of a feed has failed so many times in a row; at least 1.
    case failures([String], count: Int)

    package init?(_ keys: inout RuleKeys) {
        guard keys.reader.has("feed") else {
            let known = (keys.model.indicators + keys.model.tracked).map(\.id.text)
            guard keys.reader.has("indicator") else {
                for key in ["country", "after", "failures"] { _ = keys.reader.node(key) }
                keys.reader.report("\(keys.reader.subject) needs 'indicator' or 'feed': what may grow old")
                return nil
            }
            let indicators = keys.selected("indicator", known, isRequired: true)
            let countries = keys.countries()
            let after = keys.reader.required("after", .daysDuration)
            guard let indicators, let countries, let after else { return nil }
            self = .indicators(indicators.map { NodeID($0) }, countries: countries, after: after.value)
            return
        }
        // Without feeds a pattern matches none, and will match those to come.
        let chosen = keys.selected("feed", keys.feeds, isRequired: true, mayBeEmpty: keys.feeds.isEmpty)
        let after = keys.reader.optional("after", .positiveSpan)
        let failures = keys.reader.optional("failures", .integer(in: 1...1_000_000))
        guard keys.isOne(of: ["after", "failures"], "a time such as 7d, or a number of failures"), let chosen else {
            return nil
        }
        if let after {
            self = .feeds(chosen, after: after.value)
        } else if let failures {
            self = .failures(chosen, count: failures.value)
        } else {
            return nil
        }
    }

    package func subjects(in model: Model) -> [AlertSubject] {
        switch self {
        case .indicators(let indicators, let countries, _):
            return model.product(countries, indicators) { country, node in [AlertSubject(country: country, node: node)]
            }
        case .feeds(let feeds, _), .failures(let feeds, _):
            var seen: Set<String> = []
            return feeds.filter { seen.insert($0).inserted }.map { AlertSubject(feed: $0) }
        }
    }

    package var parameters: [String] {
        switch self {
        case .indicators(_, _, let after): ["indicators", "\(after)"]
        case .feeds(_, let after): ["feeds", "\(after.microseconds)"]
        case .failures(_, let count): ["failures", "\(count)"]
        }
    }

    package var text: String {
        switch self {
        case .indicators(let indicators, let countries, let after):
            "no data on \(names(indicators)) in \(names(countries)) newer than \(after.words)"
        case .feeds(let feeds, let after): "nothing new from \(NearestName.list(feeds, limit: 12)) for \(after)"
        case .failures(let feeds, let count):
            "\(NearestName.list(feeds, limit: 12)) failed \(Figure.counted(Double(count), "time")) in a row"
        }
    }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        switch self {
        case .indicators(_, _, let after): "\(subject.series) has no data of the last \(after.words)"
        case .feeds(_, let after): "\(subject.feed ?? "a feed") has brought nothing new for \(after)"
        case .failures(_, let count):
            "the import of \(subject.feed ?? "a feed") has failed \(Figure.counted(Double(count), "time")) or more in a row"
        }
    }

    package func figure(_ value: Double) -> String {
        switch self {
        case .indicators, .feeds: Figure.counted(value, "day")
        case .failures: Figure.counted(value, "failure")
        }
    }

    package func unit(of subject: AlertSubject) -> String {
        if case .failures = self { "failures" } else { "days" }
    }

    package var hasDataPeriods: Bool {
        if case .indicators = self { true } else { false }
    }

    /// Feeds are tried, and fail, without a run.
    package var dependsOnTime: Bool { true }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        switch self {
        case .indicators(_, _, let after):
            guard let node = subject.node, let country = subject.country,
                let newest = source.dataPeriod(node, subject.power, country)
            else { return Reading(value: nil, period: source.period) }
            let limit = newest.end.adding(after)
            let isMet = limit < now.day
            return Reading(
                value: Reading.Value(
                    // A period that has not ended is as new as can be.
                    value: Double(max(0, now.day.number - newest.end.number)),
                    verdict: isMet ? .met : .left,
                    dataPeriod: newest
                ),
                period: source.period,
                turnsAt: isMet ? nil : Instant(startOf: limit.adding(days: 1))
            )
        case .feeds(_, let after):
            guard let name = subject.feed, let news = source.feed(name)?.lastNews else {
                return Reading(value: nil, period: nil)
            }
            let elapsed = news.elapsed(at: now)
            let isMet = elapsed > after.microseconds
            return Reading(
                value: Reading.Value(value: Double(elapsed) / 86_400e6, verdict: isMet ? .met : .left),
                period: nil,
                turnsAt: isMet ? nil : news.adding(microseconds: after.microseconds).adding(microseconds: 1)
            )
        case .failures(_, let count):
            guard let name = subject.feed, let health = source.feed(name) else {
                return Reading(value: nil, period: nil)
            }
            return Reading(
                value: Reading.Value(
                    value: Double(health.failures),
                    verdict: health.failures >= count ? .met : .left
                ),
                period: nil
            )
        }
    }

    /// Of an indicator by the figures that were the newest ones before: how old they were when somebody happened to look says
    /// nothing.
    package func previous(_ record: AlertRecord, at now: Instant) -> Double? {
        guard case .indicators = self else { return record.baseline?.value }
        return record.dataPeriod.map { Double(max(0, now.day.number - $0.end.number)) }
    }

    package func signature(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> UInt64? { nil }

    /// It is about when figures came, not about what they say.
    package func statuses(of subject: AlertSubject, in source: some AlertSource) -> [ObservationStatus] { [] }

    package var replay: Replay {
        switch self {
        case .indicators: .whole
        case .feeds: .never("when a feed brought nothing new, or failed, is not kept")
        case .failures: .never("failures of a feed are counted while they last, and not kept")
        }
    }
}
