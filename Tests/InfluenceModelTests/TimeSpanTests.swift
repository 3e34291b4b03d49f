import InfluenceModel
import InfluenceTestKit
import Testing

@Suite struct TimeSpanTests {
    // Lengths as systemd-analyze timespan gives them.
    @Test(arguments: [
        ("1h", 3_600_000_000, "1h"), ("90min", 5_400_000_000, "1h 30min"), ("1h 30min", 5_400_000_000, "1h 30min"),
        ("5", 5_000_000, "5s"), ("1.5h", 5_400_000_000, "1h 30min"), ("1y 12month", 63_115_200_000_000, "2y"),
        ("55s500ms", 55_500_000, "55s 500ms"), ("300ms20s 5day", 432_020_300_000, "5d 20s 300ms"),
        ("2w", 1_209_600_000_000, "2w"), ("1 h", 3_600_000_000, "1h"), ("36h", 129_600_000_000, "1d 12h"),
        ("1M", 2_629_800_000_000, "1month"), (" 1d ", 86_400_000_000, "1d"), ("0", 0, "0"), ("12µs", 12, "12us"),
        ("0.000001s", 1, "1us"),
    ])
    func `Spans read as systemd reads them and print with the largest units first`(
        text: String,
        microseconds: Int64,
        printed: String
    ) throws {
        let span = try TimeSpan(text)
        #expect(span.microseconds == microseconds)
        #expect(TimeSpan(microseconds: span.microseconds).description == printed)
        #expect(try TimeSpan(printed) == span)
    }

    /// Before: `60d` was told as `1month 4w 1d 13h 30min`.
    @Test(arguments: [
        ("60d", "60d"), ("90min", "90min"), ("36h", "36h"), ("1y 12month", "1y 12month"), (" 1  h ", "1 h"),
        ("1.5h", "1.5h"), ("2 days 3h", "2 days 3h"), ("5", "5s"), ("0", "0"), ("3600", "1h"), ("2days", "2days"),
    ])
    func `What somebody wrote reads as he wrote it, with a unit`(text: String, printed: String) throws {
        let span = try TimeSpan(text)
        #expect(span.description == printed)
        #expect(try TimeSpan(span.description) == span)
        // However it is written.
        #expect(span == TimeSpan(microseconds: span.microseconds))
        #expect(Set([span, TimeSpan(microseconds: span.microseconds)]).count == 1)
    }

    @Test(arguments: [
        ("", 1), (" ", 1), ("1hh", 2), ("3.h", 3), ("h", 1), ("-5s", 1), ("1h -5s", 4), ("infinity", 1), ("1mon", 2),
        ("1 fortnight", 3),
        ("99999999999999999999s", 1), ("300000y", 1), ("200000y 200000y", 9), ("1h,30min", 2),
    ])
    func `Anything else is refused with its column`(text: String, column: Int) {
        let error = #expect(throws: TimeSpanError.self) { try TimeSpan(text) }
        #expect(error?.column == column)
    }

    @Test func `Printing, then reading, gives the same span`() throws {
        var random = SplitMix(5)
        for _ in 0..<2000 {
            let bits = Int64.random(in: 0...62, using: &random)
            let span = TimeSpan(microseconds: Int64.random(in: 0...(.max >> bits), using: &random))
            #expect(try TimeSpan(span.description) == span)
        }
    }
}
