import InfluenceReading
import InfluenceModel
import InfluenceTestKit
import Testing

@Suite struct ObservationReaderTests {
    private let header = "indicator,power,country,period,value,unit,status,reporter,released,source,note\n"

    private func read(_ text: String) -> ReadOutcome {
        ObservationCSV.read(Array(text.utf8))
    }

    private func errors(_ text: String) -> [String] {
        read(text).errors.map(\.description)
    }

    @Test func `A row reads as the observation that it is`() throws {
        let outcome = read(
            header + "exports,RUS,KAZ,2023-Q1,12.5,USD,P,KAZ_BNS,2023-05-02,\"Trade, monthly\",\"a \"\"b\"\"\"\n"
        )
        #expect(
            outcome.observations == [
                Observation(
                    series: SeriesKey(indicator: "exports", power: "RUS", country: "KAZ", reporter: "KAZ_BNS"),
                    period: try Period("2023-Q1"),
                    value: 12.5,
                    unit: "USD",
                    status: .provisional,
                    released: Day("2023-05-02"),
                    source: "Trade, monthly",
                    note: "a \"b\""
                )
            ]
        )
        #expect(outcome.errorCount == 0)
        #expect(outcome.hasHeader)
    }

    @Test func `Columns come in any order, and three are enough`() throws {
        let outcome = read("value,period,indicator\r\n3,2020,gdp\r\n,,\r\n\r\n4,2021,gdp")
        #expect(outcome.observations.map(\.value) == [3, 4])
        #expect(
            outcome.observations.first?.series == SeriesKey(indicator: "gdp", power: nil, country: nil, reporter: "")
        )
        #expect(outcome.rejectedRows.map(\.line) == [3])
    }

    @Test func `A byte order mark, CRLF, line ends in quotes and a missing last line end change nothing`() {
        let plain = read("indicator,period,value,note\na,2020,1,\"x\ny\"\nb,2020,2,z\n")
        let odd = read("\u{FEFF}indicator,period,value,note\r\na,2020,1,\"x\ny\"\r\nb,2020,2,z")
        #expect(plain.observations == odd.observations)
        #expect(plain.observations.map(\.note) == ["x\ny", "z"])
        #expect(plain.errorCount + odd.errorCount == 0)
    }

    @Test(arguments: [
        (
            "",
            "1:1: the file is empty; it must begin with indicator,power,country,period,value,unit,status,reporter,released,source,note"
        ),
        (
            "indicator,period,valeu",
            "1:18: unknown column 'valeu'; did you mean 'value'? known: indicator, power, country, period, value, unit, status, reporter, released, source, note"
        ),
        ("indicator,period\n", "1:1: the column 'value' is missing; required: indicator, period, value"),
        ("indicator,period,value,period\n", "1:24: the column 'period' is there twice"),
        ("indicator,\"period\n", "1:11: the quote that opens here is never closed"),
    ])
    func `A header that cannot be used is reported, and no row is read`(text: String, error: String) {
        let outcome = read(text)
        #expect(outcome.errors.first?.description == error)
        #expect(!outcome.hasHeader)
        #expect(outcome.observations.isEmpty)
        #expect(outcome.rejectedRows.isEmpty)
    }

    @Test(arguments: ["c", "note"])
    func `A first line of very many columns is one error, not one a column`(name: String) {
        let outcome = read([String](repeating: name, count: 100_000).joined(separator: ",") + "\n1\n")
        #expect(outcome.errorCount == 1)
        #expect(outcome.errors.first?.description.hasPrefix("1:1: the first line has 100000 columns") == true)
    }

    @Test(arguments: [
        (
            "x,2020,\"1,5\",,", "value",
            "'1,5' is not a number; write digits with a decimal point and no separators, such as 1234.5"
        ),
        ("x,2020,0x1F,,", "value", "'0x1F' is not a number"), ("x,2020,inf,,", "value", "'inf' is not a number"),
        ("x,2020,nan,,", "value", "'nan' is not a number"),
        ("x,2020,1e999,,", "value", "'1e999' is beyond the range of numbers"),
        ("x,2020, 1,,", "value", "' 1' is not a number"),
        ("x,2020,,,", "value", "is empty; write a number, or why there is none as the status: O, L, M or Q"),
        ("x,2020,,A,", "value", "is empty, but the status is A; write a number, or the status O, L, M or Q"),
        ("x,2020,0,O,", "value", "a value, but the status O (missing) says that there is none"),
        ("x,2020,0,Q,", "value", "a value, but the status Q (suppressed) says that there is none"),
        ("x,2020,1,Z,", "status", "unknown status 'Z'; known: A (normal), B (break in the series)"),
        ("x,2020,,z,", "status", "unknown status 'z'"),
        ("x,2020-13,1,,", "period", "'2020-13' is not a period; write 2023"),
        ("x,,1,,", "period", "is empty; write a period"),
        (",2020,1,,", "indicator", "is empty; name an indicator"),
        ("X y,2020,1,,", "indicator", "'X y' is not an indicator"),
        ("x,2020,1,,2023-02-29", "released", "'2023-02-29' is not a date; write 2024-01-31"),
        ("x,2020,1,,1/2/2023", "released", "'1/2/2023' is not a date"),
        ("x,2020,1,", "", "4 fields, but the header has 5"),
        (
            "x,2020,1,5,,", "",
            "6 fields, but the header has 5; is a text with a comma missing its quotes, or a number written with a decimal comma?"
        ),
        ("x,2020,\"1,,", "", "the quote that opens here is never closed"),
        ("x,2020,\"1\"0,,", "", "text after a closing quote"),
        ("x,2020,1\"0,,", "", "a quote inside an unquoted field"),
        ("x,2020,1\r,,", "", "a carriage return without a line feed"),
        ("x\0,2020,1,,", "indicator", "holds a NUL byte"),
    ])
    func `A bad row says what would be right, and costs no other row`(row: String, field: String, reason: String) throws
    {
        let text = "indicator,period,value,status,released\na,2020,1,,\n\(row)\nb,2020,2,,\n"
        let outcome = read(text)
        #expect(outcome.observations.map(\.series.indicator) == ["a", "b"])
        #expect(outcome.errorCount == 1)
        let error = try #require(outcome.errors.first)
        #expect(error.line == 3)
        #expect(error.field == field)
        #expect(error.reason.hasPrefix(reason), "\(error)")
        #expect(outcome.rejectedRows.map(\.line) == [3])
    }

    @Test func `Every error of a row is listed, each at the character where its field begins`() {
        #expect(
            errors("note,indicator,power,country,period,value,status\n\"é\nü\",X,rus,Kaz,20,a,?\n") == [
                "3:4: indicator: 'X' is not an indicator; write small letters, digits and '_', such as trade_share",
                "3:6: power: 'rus' is not a power; write an id such as CHN, WLD for all partners together, or for a pair two "
                    + "ids in alphabetical order, CHN+RUS",
                "3:10: country: 'Kaz' is not a country; write an id such as KAZ",
                "3:14: period: '20' is not a period; write 2023, 2023-S1, 2023-Q3, 2023-09, 2023-W05, 2023-09-14 or "
                    + "2023-01-01/P9M",
                "3:17: value: 'a' is not a number: where there is no value leave it empty and give O, L, M or Q as the status",
                "3:19: status: unknown status '?'; known: A (normal), B (break in the series), D (definition differs), "
                    + "E (estimated), F (forecast), G (experimental), H (holiday), I (imputed), J (derogation), "
                    + "K (included in another category), L (not collected), M (cannot exist), N (not significant), "
                    + "O (missing), P (provisional), Q (suppressed), S (special event), U (low reliability), "
                    + "V (unvalidated), W (includes another category)",
            ]
        )
    }

    @Test func `The second row of one observation is refused and names the first`() {
        let outcome = read(
            header
                + "a,RUS,KAZ,2020,1,,,R,,,\na,RUS,KAZ,2020,1,,,S,,,\na,RUS,KAZ,2020-01-01/P1Y,2,,,R,,,\na,RUS,KAZ,2021,1,,,R,,,\n"
        )
        #expect(
            outcome.errors.map(\.description)
                == ["4:1: the same observation as on line 2: indicator, power, country, period and reporter agree"]
        )
        #expect(outcome.observations.count == 3)
    }

    @Test func `Second rows are found in whatever order the rows stand`() {
        var random = SplitMix(11)
        for _ in 0..<200 {
            let isSorted = Bool.random(using: &random)
            // Few series and periods, of several lengths that end together: most files have repeats.
            let periods = ["2019", "2020", "2020-Q4", "2020-12", "2021", "2021-Q1", "2022-01"]
            let count = Int.random(in: 1...40, using: &random)
            var rows = (0..<count).map { _ in
                (
                    power: ["RUS", "CHN", "USA"].randomElement(using: &random) ?? "",
                    reporter: ["R", "S", ""].randomElement(using: &random) ?? "",
                    period: Int.random(in: periods.indices, using: &random)
                )
            }
            if isSorted { rows.sort { ($0.power, $0.reporter, $0.period) < ($1.power, $1.reporter, $1.period) } }
            var first: [String: Int] = [:]
            var expected: [String] = []
            var text = header
            for (place, row) in rows.enumerated() {
                let key = "\(row.power) \(row.reporter) \(row.period)"
                if let line = first[key] {
                    expected.append(
                        "\(place + 2):1: the same observation as on line \(line): indicator, power, country, period and reporter agree"
                    )
                } else {
                    first[key] = place + 2
                }
                text += "a,\(row.power),KAZ,\(periods[row.period]),1,,,\(row.reporter),,,\n"
            }
            #expect(read(text).errors.map(\.description) == expected)
        }
    }

    @Test func `A series that falls back after many periods is looked up as a whole`() {
        // So many that the table of keys grows on the way.
        let years = Array(1_800...2_099)
        let powers = (0..<20).map { "P\($0)" }
        var text = header
        for power in powers { for year in years { text += "a,\(power),KAZ,\(year),1,,,,,,\n" } }
        for power in powers { text += "a,\(power),KAZ,1950,2,,,,,,\na,\(power),KAZ,1950-06,3,,,,,,\n" }
        let outcome = read(text)
        #expect(outcome.errorCount == powers.count)
        #expect(outcome.errors.first?.description.contains("on line \(2 + 150):") == true)
        #expect(outcome.observations.count == powers.count * (years.count + 1))
    }

    @Test func `Texts that are no UTF-8 are refused where they stand`() {
        let bytes = Array("indicator,period,value,note\na,2020,1,caf".utf8) + [0xE9] + Array("\nb,2020,1,ok\n".utf8)
        let outcome = ObservationCSV.read(bytes)
        #expect(outcome.errors.map(\.description) == ["2:10: note: not valid UTF-8; save the file in that encoding"])
        #expect(outcome.observations.count == 1)
    }

    @Test func `Fields beyond 64 KiB are refused, quoted or not`() {
        let long = String(repeating: "x", count: 65_537)
        let text =
            "indicator,period,value,note\na,2020,1,\(long)\nb,2020,1,\"\(long)\"\nc,2020,1,\"\(long.dropFirst())\"\n"
        #expect(
            errors(text) == [
                "2:10: a field of more than 65536 bytes",
                "3:10: the quote that opens here is not closed within 65536 bytes",
            ]
        )
        #expect(read(text).observations.count == 1)
    }

    @Test func `A stray quote costs one row, not the rest of the file`() {
        let outcome = read("indicator,period,value,note\na,2020,1,\"open\nb,2020,1,x\nc,2020,1,y\n")
        #expect(outcome.observations.map(\.series.indicator) == ["b", "c"])
        #expect(outcome.errors.map(\.description) == ["2:10: the quote that opens here is never closed"])
    }

    @Test func `Errors past the limit are counted, and every row is among the rejects`() {
        let outcome = read("indicator,period,value\n" + String(repeating: "a,b,c\n", count: 3_000))
        #expect(outcome.errors.count == 1_000)
        #expect(outcome.errorCount == 6_000)
        #expect(outcome.rejectedRows.count == 3_000)
    }

    /// The counts, the first problem and the last one that is kept of as many rows, each made by its number.
    private func wrong(_ count: Int, header: String, _ row: (Int) -> String) throws -> ReadOutcome {
        var text = header + "\n"
        for number in 0..<count { text += row(number) + "\n" }
        let outcome = ObservationCSV.read(Array(text.utf8), checks: ObservationChecks(model: try testModel()))
        #expect(outcome.observations.isEmpty && outcome.rejectedRows.count == count)
        #expect(outcome.errors.count == ReadOutcome.errorLimit && outcome.errorCount >= count)
        #expect(outcome.errors.allSatisfy { $0.reason != RejectedRow.untold })
        // Every kept problem is of its own row.
        #expect(outcome.errors.map(\.line) == outcome.errors.map(\.line).sorted())
        // One text for all that are not described.
        #expect(
            outcome.rejectedRows.suffix(count - ReadOutcome.errorLimit).allSatisfy { $0.reason == RejectedRow.untold }
        )
        return outcome
    }

    @Test func `Of a file of another model the first problems are told, whether its names repeat or not`() throws {
        let header = "indicator,power,country,period,value"
        let same = try wrong(20_000, header: header) { "exports_total,CHN,KAZ,2023,\($0)" }
        #expect(same.errorCount == 20_000)
        let different = try wrong(20_000, header: header) { "z\($0),CHN,KAZ,2023,5" }
        #expect(different.errors.last?.reason.hasPrefix("unknown indicator 'z999'") == true)
        // Several columns at once, none of which is what it should be.
        let all = try wrong(20_000, header: header) { "Z \($0),p \($0),c \($0),\($0)-99,x\($0)" }
        #expect(all.errorCount == 100_000 && all.errors.last?.line == 201)
    }

    @Test func `Of countries, numbers and rows cut short likewise`() throws {
        let header = "indicator,power,country,period,value"
        let countries = try wrong(5_000, header: header) { "imports,CHN,Q\($0 + 10),2023,5" }
        #expect(countries.errors.first?.reason.contains("the model has no country 'Q10'") == true)
        _ = try wrong(5_000, header: header) { "imports,CHN,KAZ,2023,\($0),5" }
        _ = try wrong(5_000, header: header) { "imports,CHN,KAZ,2023,x\($0)" }
    }

    @Test func `Powers and reporters that nobody knows are looked up so many times, and all counted`() throws {
        var text = "indicator,power,country,period,value,unit\n"
        for number in 0..<5_000 { text += "imports,Q\(number + 10),KAZ,2023,5,\n" }
        let outcome = ObservationCSV.read(Array(text.utf8), checks: ObservationChecks(model: try testModel()))
        if outcome.errors.isEmpty {
            #expect(outcome.warnings.count >= 5_000)
            #expect(outcome.warnings.groups.count <= ImportWarnings.groupLimit)
        } else {
            Issue.record("\(outcome.errors[0])")
        }
    }

    @Test func `Rejects keep the rows as they stood, behind their line and what is wrong`() {
        let text = "indicator,period,value,note\na,2020,x,\"b, c\"\nb,2020,1,ok\nc,2020,1,\"open\nd,2020\n"
        let bytes = Array(text.utf8)
        let rejects = String(decoding: ObservationCSV.rejects(of: ObservationCSV.read(bytes), in: bytes), as: UTF8.self)
        #expect(
            rejects == """
                line,error,indicator,period,value,note
                2,"value: 'x' is not a number: where there is no value leave it empty and give O, L, M or Q as the status",a,2020,x,"b, c"
                4,the quote that opens here is never closed,"c,2020,1,""open"
                5,"2 fields, but the header has 4",d,2020

                """
        )
    }
}
