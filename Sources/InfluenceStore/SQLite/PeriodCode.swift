package import InfluenceModel

/// A period as one integer that sorts like periods do, by end and then by start: the end's day number in the upper
/// bits, the start's in the lower 22, both counted from 0001-01-01.
///
/// In SQL: `date(((period >> 22) - 719162) * 86400, 'unixepoch')` is the end, with `period & 4194303` the start.
enum PeriodCode {
    /// 1970-01-01 counted from 0001-01-01.
    static let origin = -Day.earliest.number
    static let bits: Int64 = 22
    private static let mask: Int64 = 1 << bits - 1

    static func encode(_ period: Period) -> Int64 {
        Int64(period.end.number + origin) << bits | Int64(period.start.number + origin)
    }

    /// - Returns: `nil` for a number that is no period: the database is damaged.
    static func decode(_ code: Int64) -> Period? {
        let end = code >> bits
        let start = code & mask
        guard code >= 0, end <= Int64(Day.latest.number + origin) else { return nil }
        return Period(start: Day(clamping: Int(start) - origin), end: Day(clamping: Int(end) - origin))
    }

    /// The smallest code of a period that ends on `day` or later.
    static func lowest(endingFrom day: Day) -> Int64 {
        Int64(day.number + origin) << bits
    }

    /// The largest code of a period that ends on `day` or earlier.
    static func highest(endingBy day: Day) -> Int64 {
        Int64(day.number + origin) << bits | mask
    }
}

/// The periods that lie wholly between two days, both inclusive. Empty if they are the wrong way round.
package struct PeriodRange: Hashable, Sendable {
    package let from: Day
    package let through: Day

    package static let all = PeriodRange()

    package init(from: Day = .earliest, through: Day = .latest) {
        self.from = from
        self.through = through
    }

    package func contains(_ period: Period) -> Bool {
        period.start >= from && period.end <= through
    }
}
