import InfluenceSchedule
import InfluenceModel
import Testing

@Suite struct CalendarExpressionTests {
    // The examples of systemd.time(7).
    @Test(arguments: [
        ("minutely", "*-*-* *:*:00"), ("hourly", "*-*-* *:00:00"), ("daily", "*-*-* 00:00:00"),
        ("monthly", "*-*-01 00:00:00"), ("weekly", "Mon *-*-* 00:00:00"), ("yearly", "*-01-01 00:00:00"),
        ("quarterly", "*-01,04,07,10-01 00:00:00"), ("semiannually", "*-01,07-01 00:00:00"),
        ("annually", "*-01-01 00:00:00"), ("daily UTC", "*-*-* 00:00:00 UTC"),
        ("Sat,Thu,Mon..Wed,Sat..Sun", "Mon..Thu,Sat,Sun *-*-* 00:00:00"),
        ("Mon,Sun 12-*-* 2,1:23", "Mon,Sun 2012-*-* 01,02:23:00"), ("Wed *-1", "Wed *-*-01 00:00:00"),
        ("Wed..Wed,Wed *-1", "Wed *-*-01 00:00:00"), ("Wed, 17:48", "Wed *-*-* 17:48:00"),
        ("Wed..Sat,Tue 12-10-15 1:2:3", "Tue..Sat 2012-10-15 01:02:03"), ("*-*-7 0:0:0", "*-*-07 00:00:00"),
        ("10-15", "*-10-15 00:00:00"), ("monday *-12-* 17:00", "Mon *-12-* 17:00:00"),
        ("Mon,Fri *-*-3,1,2 *:30:45", "Mon,Fri *-*-01,02,03 *:30:45"),
        ("12,14,13,12:20,10,30", "*-*-* 12,13,14:10,20,30:00"),
        ("12..14:10,20,30", "*-*-* 12..14:10,20,30:00"),
        ("mon,fri *-1/2-1,3 *:30:45", "Mon,Fri *-01/2-01,03 *:30:45"), ("03-05 08:05:40", "*-03-05 08:05:40"),
        ("08:05:40", "*-*-* 08:05:40"), ("05:40", "*-*-* 05:40:00"),
        ("Sat,Sun 12-05 08:05:40", "Sat,Sun *-12-05 08:05:40"),
        ("Sat,Sun 08:05:40", "Sat,Sun *-*-* 08:05:40"), ("2003-03-05 05:40", "2003-03-05 05:40:00"),
        ("05:40:23.4200004/3.1700005", "*-*-* 05:40:23.420000/3.170001"),
        ("2003-02..04-05", "2003-02..04-05 00:00:00"), ("2003-03-05 05:40 UTC", "2003-03-05 05:40:00 UTC"),
        ("*:2/3", "*-*-* *:02/3:00"), ("@1700000000", "2023-11-14 22:13:20 UTC"),
        ("*-02~03", "*-02~03 00:00:00"), ("Mon *-05~07/1", "Mon *-05~07/1 00:00:00"),
        ("*:*:0/1,3.5", "*-*-* *:*:00/1,03.500000"), ("*:*:0/1,3", "*-*-* *:*:*"),
        ("2-* *:0:0/01,2.0/21,00", "*-02-* *:00:*"), ("*:*:2/2,0/1", "*-*-* *:*:*"),
    ])
    func `Expressions print in their normalized form, which reads as the same expression`(
        text: String,
        normalized: String
    ) throws {
        let expression = try CalendarExpression(text)
        #expect(expression.description == normalized)
        #expect(try CalendarExpression(normalized) == expression)
    }

    @Test(arguments: [
        ("", 1, "it is empty"), ("Mon..Fry", 6, "\"Fry\" where a weekday"), ("Sun..Mon", 6, "ends before it begins"),
        ("Mon..Wed..Fri", 9, "a space after a weekday"), ("*-13-01", 3, "month 13 is out of range; it is 1..12"),
        ("*-*-* 24:00", 7, "hour 24 is out of range; it is 0..23"),
        ("10:5x", 5, "\"x\" where : and the seconds"),
        ("2200-01-01", 1, "year 2200 is out of range; it is 1970..2199"),
        ("*:50..10", 3, "the range 50..10 ends before"),
        ("*:0/0", 5, "is zero"), ("*:0/60", 3, "0 + 60 is past 59"), ("*-*~29", 5, "it is 1..28"),
        ("*-*~1/1", 5, "~07/1"), ("*:0:0..0.5", 5, "/0.25"), ("*:0:1.", 7, "the end where a digit"),
        ("06:00 Asia/Almatty", 7, "there is no time zone \"Asia/Almatty\""),
        ("06:00 ../../etc/localtime", 6, "or a zone"), ("daily a/../b", 7, "is not a time zone"),
        ("daily Europe//Berlin", 7, "is not a time zone"), ("06:00 right/UTC", 7, "counts leap seconds"),
        ("06:00 Europe", 7, "there is no time zone"), ("@99999999999", 2, "1970..2199"),
        ("@1 10:00", 3, "stands alone"),
        ("99999999999999999999999999:00", 1, "out of range"), ("1", 2, "the end where : and the minutes"),
        ("1 ", 2, "- or ~ in a date"),
        ("10:00 ", 6, "a space where : and the seconds"),
    ])
    func `Mistakes are named with their column and what would be right`(text: String, column: Int, hint: String) {
        let error = #expect(throws: CalendarError.self) { try CalendarExpression(text) }
        #expect(error?.column == column)
        let problem = error.map { "\($0)" } ?? ""
        #expect(problem.contains(hint), "\(problem)")
    }

    @Test func `Longer texts and lists than are read are refused`() throws {
        let list = (0..<CalendarExpression.maximumComponents).map { "\($0 % 60)" }.joined(separator: ",")
        #expect(throws: Never.self) { try CalendarExpression("*:\(list)") }
        let tooMany = #expect(throws: CalendarError.self) { try CalendarExpression("*:\(list),1") }
        #expect(tooMany?.problem == .tooLong)
        let long = String(repeating: "0", count: CalendarExpression.maximumLength) + ":00"
        #expect(throws: CalendarError.self) { try CalendarExpression(long) }
    }

    @Test(arguments: [
        "*-02-30", "2023-02-29", "1999-01-01", "Mon 2026-11-24", "2199-12-31 23:59:59.999999",
        "*-02-30 10:00 Europe/Berlin",
    ])
    func `What never elapses again says so at once`(text: String) throws {
        let expression = try CalendarExpression(text)
        let late = try #require(Instant(rfc3339: "2199-12-31T23:59:59.999999Z"))
        #expect(expression.next(after: late) == nil)
        if !text.hasPrefix("2199") {
            #expect(expression.next(after: try instant("2024-01-01")) == nil)
        }
    }

    @Test func `The ends of time are harmless`() throws {
        let expression = try CalendarExpression("*-*-* *:*:* Europe/Berlin")
        #expect(expression.next(after: Instant(microseconds: .max)) == nil)
        #expect(expression.next(after: Instant(microseconds: .min)) == Instant(microseconds: 0))
        #expect(expression.next(after: try instant("9999-12-31")) == nil)
    }

    @Test func `Fractions of a second elapse to the microsecond`() throws {
        let expression = try CalendarExpression("*:*:0/0.25")
        #expect(
            expression.next(after: try instant("2026-01-01T00:00:00.25Z")) == (try instant("2026-01-01T00:00:00.5Z"))
        )
        #expect(
            expression.next(after: try instant("2026-01-01T00:00:59.75Z")) == (try instant("2026-01-01T00:01:00Z"))
        )
    }

    // MARK: - Summer time

    @Test func `A local time that does not exist is skipped`() throws {
        // Berlin's clocks went from 02:00 to 03:00 on 2024-03-31.
        try expect("02:30 Europe/Berlin", after: "2024-03-30T00:00:00Z", "2024-03-30T01:30:00Z", "2024-04-01T00:30:00Z")
    }

    @Test func `A local time that occurs twice elapses once, at the first`() throws {
        // And back from 03:00 to 02:00 on 2024-10-27, at 01:00 UTC.
        try expect("02:30 Europe/Berlin", after: "2024-10-26T12:00:00Z", "2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z")
        try expect(
            "02:0/30 Europe/Berlin",
            after: "2024-10-27T00:00:00Z",
            "2024-10-27T00:30:00Z",
            "2024-10-28T01:00:00Z"
        )
        // Lord Howe's clocks go back by half an hour only, from 02:00 to 01:30.
        try expect(
            "1:45 Australia/Lord_Howe",
            after: "2024-04-06T00:00:00Z",
            "2024-04-06T14:45:00Z",
            "2024-04-07T15:15:00Z"
        )
    }

    @Test func `What elapses every hour does so in the repeated hour, too`() throws {
        try expect(
            "*:30 Europe/Berlin",
            after: "2024-10-27T00:00:00Z",
            "2024-10-27T00:30:00Z",
            "2024-10-27T01:30:00Z",
            "2024-10-27T02:30:00Z"
        )
        try expect(
            "0..23:00 Europe/Berlin",
            after: "2024-10-27T00:00:00Z",
            "2024-10-27T01:00:00Z",
            "2024-10-27T02:00:00Z"
        )
    }

    private func expect(_ text: String, after start: String, _ expected: String...) throws {
        let expression = try CalendarExpression(text)
        var time = try instant(start)
        for text in expected {
            let next = try #require(expression.next(after: time))
            #expect(next.description == text)
            time = next
        }
    }
}
