import InfluenceModel

/// The yearly rule for summer time of a POSIX TZ text: `CET-1CEST,M3.5.0,M10.5.0/3`.
/// Source: POSIX.1-2017 section 8.3, with the signed hours of RFC 8536 section 3.3.1.
struct ZoneRule: Hashable, Sendable {
    /// Seconds ahead of UTC, outside summer time.
    let standardOffset: Int
    let summer: Summer?

    struct Summer: Hashable, Sendable {
        let offset: Int
        let start: YearlyTime
        let end: YearlyTime
    }

    /// A local time of each year.
    struct YearlyTime: Hashable, Sendable {
        let date: YearlyDate
        /// Seconds after midnight of that date; may be negative or beyond the day.
        let time: Int
    }

    enum YearlyDate: Hashable, Sendable {
        /// The `week`-th such weekday of the month, 5 for the last; 0 = Sunday.
        case weekday(Int, week: Int, month: Int)
        /// 1...365; 29 February is never counted.
        case dayWithoutLeapDay(Int)
        /// 0...365; 29 February is counted.
        case dayOfYear(Int)

        func day(in year: Int) -> Day? {
            switch self {
            case .weekday(let weekday, let week, let month):
                guard let first = Day(year: year, month: month, day: 1) else { return nil }
                let earliest = first.adding(days: (weekday - first.weekday % 7 + 7) % 7)
                let found = earliest.adding(days: (week - 1) * 7)
                return found.components.month == month ? found : found.adding(days: -7)
            case .dayWithoutLeapDay(let number):
                let leapDay = Day.isLeap(year) && number >= 60 ? 1 : 0
                return Day(year: year, month: 1, day: 1)?.adding(days: number - 1 + leapDay)
            case .dayOfYear(let number):
                return Day(year: year, month: 1, day: 1)?.adding(days: number)
            }
        }
    }

    /// The changes of the years around `time`, which include the last two before and the first one after it.
    func changes(around time: Int) -> [Zone.Change] {
        guard let summer else { return [] }
        let year = Day(clamping: time / 86_400).year
        var result: [Zone.Change] = []
        for year in (year - 2)...(year + 2) {
            guard let start = summer.start.date.day(in: year), let end = summer.end.date.day(in: year) else { continue }
            let toSummer = start.number * 86_400 + summer.start.time - standardOffset
            let toStandard = end.number * 86_400 + summer.end.time - summer.offset
            result.append(Zone.Change(time: toSummer, offset: summer.offset))
            result.append(Zone.Change(time: toStandard, offset: standardOffset))
        }
        // Summer time all year is written as one that begins again when it ends: the beginning then comes last.
        return result.sorted {
            ($0.time, $0.offset == summer.offset ? 1 : 0) < ($1.time, $1.offset == summer.offset ? 1 : 0)
        }
    }
}
