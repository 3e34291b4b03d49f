import InfluenceReading
import InfluenceModel
import InfluenceScoring
import Testing

/// What a careful colleague would see in a file: impossible values are refused, odd ones are told.
@Suite struct PlausibilityTests {
    private static let header = "indicator,power,country,period,value,unit,status,reporter,released\n"

    private static func model() throws -> Model {
        func leaf(_ indicator: Indicator) -> Node {
            Node(id: indicator.id, title: "", parent: 0, children: [], weight: 1, content: .indicator(indicator))
        }
        let leaves = [
            leaf(Indicator(id: "trade_share", title: "", inputs: ["trade"], reporters: ["KAZ_BNS", "COW"])),
            leaf(
                Indicator(
                    id: "students",
                    title: "",
                    unit: "percent",
                    reporters: ["UIS"],
                    plausibility: Plausibility(low: 0, high: 100, jump: 10)
                )
            ),
            leaf(Indicator(id: "centres", title: "", plausibility: Plausibility(low: 0))),
            leaf(Indicator(id: "gap", title: "", plausibility: Plausibility(high: 5))),
        ]
        return Model(
            id: "test",
            title: "Test",
            definition: "",
            scale: Scale(),
            grid: .regular(.year, from: try Period("2000")),
            powers: [
                Power(id: "RUS", name: "Russia"), Power(id: "CHN", name: "China"),
                Power(id: "USA", name: "United States"), Power(id: "EUU", name: "European Union"),
            ],
            countries: [Country(id: "KAZ", name: "Kazakhstan"), Country(id: "UZB", name: "Uzbekistan")],
            nodes: [
                Node(
                    id: "index",
                    title: "",
                    parent: nil,
                    children: Array(1...leaves.count),
                    weight: 1,
                    content: .aggregate(Aggregate(method: .arithmetic))
                )
            ] + leaves,
            tracked: [
                Indicator(id: "trade", title: "", unit: "USD", isFlow: true),
                Indicator(id: "noted", title: "", isFlow: true),
            ]
        )
    }

    private func read(_ rows: String, header: String = header) throws -> ReadOutcome {
        let checks = ObservationChecks(model: try Self.model(), today: Day(year: 2026, month: 11, day: 28))
        return ObservationCSV.read(Array((header + rows).utf8), checks: checks)
    }

    private func errors(_ row: String) throws -> [String] { try read(row).errors.map(\.description) }

    private func warnings(_ rows: String) throws -> [ImportWarning] {
        let outcome = try read(rows)
        #expect(outcome.errors == [])
        return outcome.warnings.groups
    }

    // MARK: Values

    @Test(arguments: [
        ("centres,CHN,KAZ,2022,-2,,,,", "2:22: value: -2 is outside the range of 'centres', 0 or more"),
        ("centres,CHN,KAZ,2022,-9999,,,,", "2:22: value: -9999 is outside the range of 'centres', 0 or more"),
        ("students,CHN,KAZ,2022,250,percent,,UIS,", "2:23: value: 250 is outside the range of 'students', 0..100"),
        ("students,CHN,KAZ,2022,-0.1,percent,,UIS,", "2:23: value: -0.1 is outside the range of 'students', 0..100"),
        ("gap,CHN,KAZ,2022,5.5,,,,", "2:18: value: 5.5 is outside the range of 'gap', 5 or less"),
    ])
    func `A value that cannot be is refused with its place and the range`(row: String, error: String) throws {
        #expect(try errors(row) == [error])
    }

    @Test(arguments: [
        "centres,CHN,KAZ,2022,0,,,,", "students,CHN,KAZ,2022,100,percent,,UIS,", "gap,CHN,KAZ,2022,-70,,,,",
    ])
    func `The bounds themselves and what is beyond an open one can be`(row: String) throws {
        #expect(try errors(row) == [])
    }

    @Test(arguments: [
        ("students,CHN,KAZ,2022,11.5,,,UIS,", "'students' in 'percent'"),
        ("trade,CHN,KAZ,2022,1700,,,COW,", "'trade' in 'USD'"), ("trade,WLD,UZB,2022,0,,,COW,", "'trade' in 'USD'"),
    ])
    func `A value without the unit that the model has is refused, saying the unit`(row: String, unit: String) throws {
        let error = try #require(try errors(row).first)
        #expect(error.contains(": unit: is empty; the model has \(unit)"))
        #expect(try errors(row).count == 1)
    }

    @Test(arguments: [
        ("%", "write it so"), ("Percent", "write it so"), ("per cent", "write it so"), ("percent ", "write it so"),
        ("share", "convert the value"), ("per mille", "convert the value"), ("USD", "convert the value"),
    ])
    func `A unit that is only written otherwise asks for no conversion`(unit: String, way: String) throws {
        let error = "2:28: unit: '\(unit)', but the model has 'students' in 'percent'; \(way)"
        #expect(try errors("students,CHN,KAZ,2022,11.5,\(unit),,UIS,") == [error])
    }

    @Test func `Where there is no value there is no unit to ask for`() throws {
        #expect(try errors("students,CHN,KAZ,2022,,,L,UIS,") == [])
        #expect(try errors("centres,CHN,KAZ,2022,3,,,,") == [])
    }

    @Test(arguments: [
        "NaN", "..", ":", "#N/A", "-", "n/a", "null", "…", "N.A.", "#VALUE!", " .. ", "#DIV/0!", "+nan", "inf",
        "-Infinity",
        "∞", "N/D", "n.a", "(c)", "z", "not available", "нет данных", "无", "TRUE", "1.#QNAN", "?", "—",
    ])
    func `What others write for no value is one message that names the way`(text: String) throws {
        let found = try errors("centres,CHN,KAZ,2022,\(text),,,,")
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("leave it empty and give O, L, M or Q as the status") == true)
    }

    @Test(arguments: ["trade,RUS,KAZ,2022,-5,USD,,COW,", "noted,RUS,KAZ,2022,-0.5,,,,"])
    func `A flow below zero is told where no range forbids it`(row: String) throws {
        #expect(try warnings(row).map(\.kind) == [.negative])
    }

    // MARK: Files

    @Test(arguments: ["1,5", "1 234", "12%", "12 %", "5 USD", "$5", "<0.5", "(5)", "0x10", "1'234", "1.234.567", "3*"])
    func `A number in another notation is one message that names the right one`(text: String) throws {
        let found = try errors("centres,CHN,KAZ,2022,\"\(text)\",,,,")
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("write digits with a decimal point and no separators, such as 1234.5") == true)
    }

    @Test func `A decimal comma without quotes is one field too many, and the message says so`() throws {
        let found = try errors("centres,CHN,KAZ,2022,1,5,,,,")
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("or a number written with a decimal comma?") == true)
    }

    @Test(arguments: [
        (";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars"), (":", "colons"), (" ", "blanks"),
        (" ; ", "semicolons"),
    ])
    func `Another separator is one message that names it`(separator: String, name: String) throws {
        let text = Self.header + "centres,CHN,KAZ,2022,3,,,,\ncentres,RUS,KAZ,2022,3,,,,\n"
        for quoted in [false, true] {
            let file = text.split(separator: "\n").map { line in
                line.split(separator: ",", omittingEmptySubsequences: false)
                    .map { quoted ? "\"\($0)\"" : String($0) }.joined(separator: separator)
            }.joined(separator: "\n")
            let outcome = ObservationCSV.read(Array(file.utf8))
            #expect(
                outcome.errors.map(\.description) == [
                    "1:1: the columns are separated by \(name); save the file with commas between the columns and points in numbers"
                ]
            )
            #expect(!outcome.hasHeader)
        }
    }

    @Test(arguments: [
        (
            "sep=;\nindicator;power;country;period;value\n",
            "1:1: 'sep=' is a line for spreadsheets alone; leave it out,"
        ),
        ("indicator;power;country;period;\"value, in points\"\n", "1:1: the columns are separated by semicolons;"),
        ("indicator;period;value;\"note, long\";unit\r\n", "1:1: the columns are separated by semicolons;"),
        ("\u{FEFF}Indicator;Period;Value\n", "1:1: the columns are separated by semicolons;"),
        ("indicator,period,Value\n", "1:18: unknown column 'Value'; did you mean 'value'?"),
        ("indicator, period,value\n", "1:11: unknown column ' period'; did you mean 'period'?"),
        (
            "trade,CHN,KAZ,2022,3\ntrade,RUS,KAZ,2022,3\n",
            "1:1: the first line names no column; it must be a header of "
        ),
        ("# made by hand\nindicator,period,value\n", "1:1: the first line names no column; it must be a header of "),
        ("indicator,period,value,pwoer\n", "1:24: unknown column 'pwoer'; did you mean 'power'?"),
    ])
    func `What is wrong with a header is one message`(text: String, beginning: String) {
        let outcome = ObservationCSV.read(Array(text.utf8))
        #expect(outcome.errors.count == 1)
        #expect(outcome.errors.first?.description.hasPrefix(beginning) == true, "\(outcome.errors)")
        #expect(!outcome.hasHeader)
    }

    // MARK: Times

    @Test(arguments: ["2203-08", "0202", "9999", "1799", "2101", "2099-01-01/P5Y"])
    func `A period of an absurd year is refused with the bounds`(period: String) throws {
        #expect(
            try errors("centres,CHN,KAZ,\(period),3,,,,")
                == ["2:17: period: '\(period)' is outside the years 1800 to 2100; is it a typing error?"]
        )
    }

    @Test(arguments: ["1816", "1800", "2023-09"])
    func `Old series are no absurdity`(period: String) throws {
        #expect(try warnings("centres,CHN,KAZ,\(period),3,,,,") == [])
    }

    @Test func `Periods that have not ended are told together`() throws {
        let found = try warnings(
            "centres,CHN,KAZ,2026,3,,,,\ncentres,RUS,KAZ,2025,3,,,,\ncentres,RUS,KAZ,2027-01,3,,,,\ncentres,CHN,KAZ,2100,3,,,,"
        )
        #expect(found.map(\.kind) == [.period])
        #expect(found.first?.count == 3)
        #expect(found.first?.lines == [2, 4, 5])
        #expect(found.first?.message.contains("2026") == true)
    }

    @Test(arguments: ["2026-11-29", "2027-01-01", "9999-12-31"])
    func `A release in the future is refused`(day: String) throws {
        let error = "2:27: released: \(day) is in the future; today is 2026-11-28"
        #expect(try errors("centres,CHN,KAZ,2022,3,,,,\(day)") == [error])
        #expect(try errors("centres,CHN,KAZ,2022,3,,,,2026-11-28") == [])
    }

    // MARK: Names

    @Test(arguments: [
        ("kaz_bns", "did you mean 'KAZ_BNS'?"),
        ("KAZ_BNS ", "(with a blank at its end): the rows have no effect; did you mean 'KAZ_BNS'?"),
        ("", "no reporter, and 'trade' is read from KAZ_BNS, COW alone"),
        ("Bureau of National Statistics", "it is read from KAZ_BNS, COW"),
        ("COWS", "did you mean 'COW'?"),
    ])
    func `A reporter that nobody reads is told with the nearest that is read`(reporter: String, part: String) throws {
        let found = try warnings("trade,CHN,KAZ,2022,3,USD,,\(reporter),\ntrade,RUS,KAZ,2022,3,USD,,\(reporter),\n")
        #expect(found.map(\.kind) == [.reporter])
        #expect(found.first?.count == 2)
        #expect(found.first?.message.contains(part) == true, "\(found)")
    }

    @Test func `A reporter that is read, or of what anybody may report, is none`() throws {
        #expect(try warnings("trade,CHN,KAZ,2022,3,USD,,COW,\ncentres,CHN,KAZ,2022,3,,,whoever,\n") == [])
    }

    @Test(arguments: [
        ("RU", ImportWarning.Kind.area, "did you mean 'RUS'?"), ("CN", .area, "did you mean 'CHN'?"),
        ("M643", .area, "did you mean 'RUS'?"), ("UK", .area, "did you mean 'GBR'?"),
        ("RUSSIA", .area, "did you mean 'RUS'?"),
        ("UNITED_STATES", .area, "did you mean 'USA'?"), ("SUN", .area, "the Soviet Union"),
        ("QXZ", .area, "ISO 3166-1"),
        ("CIS", .aggregate, "several partners"), ("EAEU", .aggregate, "leave it out"),
        ("W00", .aggregate, "write 'WLD'"),
        ("EU27", .aggregate, "write 'EUU'"), ("EU28", .aggregate, "write 'EUU'"), ("BRICS", .aggregate, "leave it out"),
        ("EU_27", .aggregate, "write 'EUU'"), ("EU27_NO_UK", .aggregate, "write 'EUU'"),
        ("EU27_2020", .aggregate, "write 'EUU'"), ("CIS8", .aggregate, "leave it out"),
        ("G_20", .aggregate, "leave it out"), ("EEA", .aggregate, "leave it out"), ("EA20", .aggregate, "leave it out"),
        ("U2", .aggregate, "leave it out"), ("WORLD", .aggregate, "write 'WLD'"), ("M001", .aggregate, "write 'WLD'"),
    ])
    func `A partner that nobody knows, or that stands for several, is told`(
        code: String,
        kind: ImportWarning.Kind,
        part: String
    ) throws {
        let found = try warnings("trade,\(code),KAZ,2022,3,USD,,COW,\n")
        #expect(found.map(\.kind) == [kind])
        #expect(found.first?.message.contains(part) == true, "\(found)")
    }

    @Test(arguments: [
        ("RU", "; did you mean 'RUS'? Beside it the same partner counts twice"), ("RUSS", "; did you mean 'RUS'?"),
        ("RUS2", "; did you mean 'RUS'?"), ("CNH", "; did you mean 'CHN'?"), ("A1", "alpha-3"), ("ZZ", "alpha-3"),
        ("KOS", "alpha-3"), ("X_1", "alpha-3"),
    ])
    func `Only of another code of a power is it said that it counts twice, and nothing is guessed of what is like none`(
        code: String,
        end: String
    ) throws {
        let found = try warnings("trade,\(code),KAZ,2022,3,USD,,COW,\n")
        #expect(found.map(\.kind) == [.area])
        #expect(found.first?.message.hasSuffix(end) == true, "\(found)")
    }

    @Test(arguments: ["RUS", "EUU", "WLD", "DEU", "KGZ", "XKX", "TWN", "UZB"])
    func `Powers of the model, its countries and those of ISO 3166 are partners`(code: String) throws {
        #expect(try warnings("trade,\(code),KAZ,2022,3,USD,,COW,\n") == [])
    }

    @Test(arguments: [
        ("643", "2:7: power: '643' is not a power; write 'RUS'"),
        ("rus", "2:7: power: 'rus' is not a power; write 'RUS'"),
        ("RUS ", "2:7: power: 'RUS ' is not a power; write 'RUS'"),
        ("European Union", "2:7: power: 'European Union' is not a power; write 'EUU'"),
    ])
    func `What is no id at all is refused with the power that was meant`(text: String, error: String) throws {
        #expect(try errors("trade,\(text),KAZ,2022,3,USD,,COW,") == [error])
    }

    @Test(arguments: ["KZ", "M398"])
    func `A country by another code is refused with its own`(code: String) throws {
        let error = "2:11: country: the model has no country '\(code)'; did you mean 'KAZ'? known: KAZ, UZB"
        #expect(try errors("trade,CHN,\(code),2022,3,USD,,COW,") == [error])
    }

    // MARK: Bounds

    @Test func `Warnings of more causes than are kept are counted`() throws {
        let rows = (0..<300).map { "trade,CHN,KAZ,\(1900 + $0 % 100)-0\(1 + $0 / 100),3,USD,,agency \($0)," }
        let outcome = try read(rows.joined(separator: "\n"))
        #expect(outcome.errors == [])
        #expect(outcome.warnings.groups.count == ImportWarnings.groupLimit)
        #expect(outcome.warnings.count == 300)
        #expect(outcome.warnings.groups.allSatisfy { $0.lines.count <= ImportWarnings.lineLimit })
    }

    @Test func `Each observation has its line`() throws {
        let outcome = try read("centres,CHN,KAZ,2022,3,,,,\n\ncentres,CHN,KAZ,2023,x,,,,\ncentres,RUS,KAZ,2022,3,,,,\n")
        #expect(outcome.lines == [2, 5])
    }

    // MARK: Jumps

    @Test(arguments: [
        (1.0, 10.0, false), (1, 10.1, true), (10, 0.9, true), (87, 0.87, true), (0, 500, false), (500, 0, true),
        (0, 0, false), (-5, 0, false), (-500, 0, true),
        (-5, 5, true), (-5, -60, true), (-5, -6, false),
    ])
    func `A jump is more than the factor up or down, over zero or to it`(last: Double, value: Double, isJump: Bool) {
        #expect(Plausibility(jump: 10).isJump(from: last, to: value) == isJump)
        #expect(!Plausibility.unchecked.isJump(from: last, to: value))
    }
}

extension PlausibilityTests {
    /// Before: not a word, and one more partner.
    @Test func `A country that is its own partner is told once for all its rows`() throws {
        let outcome = try read(
            """
            trade,KAZ,KAZ,2020,5,USD,A,KAZ_BNS,
            trade,KAZ,KAZ,2021,6,USD,A,KAZ_BNS,
            trade,UZB,UZB,2021,6,USD,A,KAZ_BNS,
            trade,RUS,KAZ,2021,9,USD,A,KAZ_BNS,
            trade,WLD,KAZ,2021,9,USD,A,KAZ_BNS,
            """
        )
        #expect(outcome.observations.count == 5 && outcome.errors.isEmpty)
        let told = outcome.warnings.groups.filter { $0.kind == .aggregate }
        #expect(told.map(\.count) == [2, 1] && told.map(\.lines) == [[2, 3], [4]])
        #expect(
            told.first?.message
                == "'trade' of KAZ has KAZ itself as a partner, which it is not: the rows count in no concentration; leave "
                + "them out"
        )
        let world = try read("trade,WLD,WLD,2021,9,USD,A,KAZ_BNS,\n")
        #expect(world.warnings.groups.allSatisfy { $0.kind != .aggregate })
    }
}
