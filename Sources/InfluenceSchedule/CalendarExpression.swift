/// A set of points in time in systemd's OnCalendar notation: `Mon..Fri 06:00 Asia/Almaty`, `*-*~01`, `quarterly`.
///
/// The notation is that of systemd.time(7), "Calendar events", as systemd 252 reads it, with these differences:
/// * Without a zone an expression is in UTC, never in the machine's local time: moving a machine changes no schedule.
///   For the same reason the abbreviations of the local zone (`CEST`) are no zones; names of the database are.
/// * Zones that count leap seconds (`right/...`) are refused: the system clock does not count them.
/// * `@` takes digits only; systemd lets `@ 5` and `@+5` pass by accident.
/// * Counted from the month's end, each value of a list may be 1...28; systemd takes 3 less for each further value.
/// * An expression is at most ``maximumLength`` bytes long.
/// * `*:*:0/1,3.5` prints in full; systemd prints `*`, which is less than it means.
///
/// Summer time: a local time that does not exist is skipped; a local time that occurs twice elapses once, at the first.
/// Only where every hour of the day matches (`hourly`, `*:0/15`) the repeated hour elapses in both its passes, so that
/// the distance in elapsed time stays the same. (systemd leaves that hour out.)
///
/// Zone rules are read once, with the expression: a new time-zone database takes effect at the next reload.
package struct CalendarExpression: Hashable, Sendable {
    /// The longest expression that is read, in bytes of UTF-8.
    package static let maximumLength = 4096
    /// The most values in one list.
    package static let maximumComponents = 241

    /// Local years in which an expression can elapse.
    static let years = 1970...2199

    /// ISO weekdays, 1 = Monday; empty for every day.
    var weekdays: Set<Int> = []
    var year = CalendarField.any
    var month = CalendarField.any
    var day = CalendarField.any
    /// Whether `day` counts back from the end of the month: 1 is the last day.
    var countsFromMonthEnd = false
    var hour = CalendarField.any
    var minute = CalendarField.any
    /// In microseconds, 0..<60,000,000.
    var second = CalendarField(0)
    /// The zone as written; `nil` where none is named, which means UTC.
    var zoneName: String?
    var zone = Zone.utc

    /// `*-*-* *:*:00`
    init() {}

    /// Reads an expression, and the rules of the zone that it names.
    /// - Throws: ``CalendarError`` with the column and what would be right there.
    package init(_ text: String, zones: ZoneDatabase = .system) throws(CalendarError) {
        self = try CalendarParser.expression(text, zones: zones)
    }

    /// Whether the hours say nothing about when in a day it elapses.
    var matchesEveryHour: Bool {
        (0...23).allSatisfy { hour.contains($0) }
    }
}

extension CalendarExpression: CustomStringConvertible {
    /// systemd's "Normalized form"; reading it gives an equal expression.
    package var description: String {
        var text = weekdays.isEmpty ? "" : "\(weekdayText) "
        text += "\(year.text(width: 4))-\(month.text(width: 2))"
        text += countsFromMonthEnd ? "~" : "-"
        text += "\(day.text(width: 2)) "
        text += "\(hour.text(width: 2)):\(minute.text(width: 2)):\(second.secondsText)"
        if let zoneName { text += " \(zoneName)" }
        return text
    }

    private var weekdayText: String {
        var runs: [ClosedRange<Int>] = []
        for weekday in weekdays.sorted() {
            if let last = runs.last, last.upperBound == weekday - 1 {
                runs[runs.count - 1] = last.lowerBound...weekday
            } else {
                runs.append(weekday...weekday)
            }
        }
        return runs.map { run in
            let first = Self.abbreviation(run.lowerBound)
            let last = Self.abbreviation(run.upperBound)
            return switch run.count {
            case 1: first
            case 2: "\(first),\(last)"
            default: "\(first)..\(last)"
            }
        }.joined(separator: ",")
    }

    static let weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    private static func abbreviation(_ weekday: Int) -> String {
        String(weekdayNames[weekday - 1].prefix(3))
    }
}
