import InfluenceFiles
import InfluenceModel
import Testing

@Suite struct MappingReaderTests {
    /// Decodes `text` by `schema`, and returns what was reported.
    private func problems(in text: String, _ schema: (inout MappingReader) -> Void) throws -> [String] {
        let collector = DiagnosticCollector()
        var reader = MappingReader(try YAMLFile.parse(text, name: "f"), of: "a schedule", collector)
        schema(&reader)
        reader.finish()
        do throws(DiagnosticList) {
            try collector.check()
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test func `Values come with their places`() throws {
        var every: Located<CalendarDuration>?
        var count: Located<Int>?
        var names: Located<[Located<String>]>?
        let problems = try problems(in: "every: PT1H\ncount: -3\nnames: [a, b]\ncatch_up: true\n") {
            every = $0.required("every", .duration)
            count = $0.optional("count", .integer(in: -5...5))
            names = $0.list("names", of: .text)
            #expect($0.optional("catch_up", .boolean)?.value == true)
            #expect($0.optional("absent", .number) == nil)
        }
        #expect(problems == [])
        #expect(every == Located(.seconds(3600), at: FilePosition(file: "f", line: 1, column: 8)))
        #expect(count?.value == -3)
        #expect(names?.value.map(\.value) == ["a", "b"])
        #expect(names?.value.last?.position.description == "f:3:12")
    }

    @Test func `An unknown key names the known ones and the nearest`() throws {
        let problems = try problems(in: "wieght: 1\ncolour: red\n") {
            _ = $0.optional("weight", .number)
            _ = $0.optional("title", .text)
        }
        #expect(
            problems == [
                "f:1:1: unknown key 'wieght'; did you mean 'weight'? known: weight, title",
                "f:2:1: unknown key 'colour'; known: weight, title",
            ]
        )
    }

    @Test func `A missing key is reported at the mapping, a blank one at the key`() throws {
        let problems = try problems(in: "\nblank:\nlist: {}\n") {
            _ = $0.required("name", .text)
            _ = $0.required("blank", .text)
            _ = $0.requiredList("list")
        }
        #expect(
            problems == [
                "f:2:1: 'blank' has no value", "f:2:1: a schedule has no 'name', which is required",
                "f:3:7: 'list' must be a list, not a mapping",
            ]
        )
    }

    /// Before: a folder called "null".
    @Test(arguments: ["", "~", "null", "Null", "NULL"])
    func `YAML's words for nothing are no text, unless in quotes`(word: String) throws {
        let problems = try problems(in: "path: \(word)\nname: \"\(word)\"\n") {
            _ = $0.required("path", .anyText)
            #expect($0.required("name", .anyText)?.value == word)
        }
        #expect(problems == ["f:1:1: 'path' has no value"])
    }

    @Test func `What is no mapping is reported once`() throws {
        let problems = try problems(in: "[a, b]") {
            _ = $0.required("name", .text)
            _ = $0.required("other", .text)
        }
        #expect(problems == ["f:1:1: a schedule must be a mapping of keys to values, not a list"])
    }

    @Test(arguments: [
        ("yes", "'x': 'yes' is not a truth value; write true or false"),
        ("No", "'x': 'No' is not a truth value; write true or false"),
        ("1", "'x': '1' is not a truth value; write true or false"),
    ])
    func `Only true and false are truth values`(text: String, problem: String) throws {
        #expect(try problems(in: "x: \(text)") { _ = $0.optional("x", .boolean) } == ["f:1:4: \(problem)"])
    }

    @Test(arguments: [
        ("1,5", "'x': '1,5' is not a number; write digits and a decimal point, such as 0.35"),
        ("010", "'x': '010' begins with a zero; write 10"), (".inf", "'x': '.inf' is not a number"),
        ("0x10", "'x': '0x10' is not a number"), ("1e999", "'x': '1e999' is beyond the range of numbers"),
        ("1.5", "'x': 1.5 is outside 0...1"), ("[1]", "'x' must be a single value, not a list"),
        ("1_000", "'x': '1_000' is not a number"),
    ])
    func `Numbers are decimal and in range`(text: String, problem: String) throws {
        let found = try problems(in: "x: \(text)") { _ = $0.optional("x", .number(in: 0...1)) }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("f:1:4: \(problem)") == true, "\(found)")
    }

    @Test(arguments: ["1.0", "1e1", "07", "+1", "x", "99", "-99", "99999999999999999999", "-"])
    func `Integers are whole and in range`(text: String) throws {
        #expect(try problems(in: "x: '\(text)'") { _ = $0.optional("x", .integer(in: 0...9)) }.count == 1)
    }

    @Test func `A word is one of the known ones`() throws {
        let found = try problems(in: "x: monht") { _ = $0.optional("x", .choice("frequency", as: Frequency.self)) }
        #expect(
            found == [
                "f:1:4: 'x': unknown frequency 'monht'; did you mean 'month'? known: year, semester, quarter, month, "
                    + "week, day"
            ]
        )
    }

    @Test func `Diagnostics are sorted, and counted past the limit`() {
        let collector = DiagnosticCollector()
        for line in (1...1_500).reversed() {
            collector.report(at: FilePosition(file: "f", line: line, column: 1), "wrong")
        }
        #expect(!collector.isEmpty)
        #expect {
            try collector.check()
        } throws: { error in
            guard let list = error as? DiagnosticList else { return false }
            return list.count == 1_500 && list.diagnostics.count == 1_000
                && list.diagnostics == list.diagnostics.sorted() && list.description.hasSuffix("and 500 more errors")
        }
    }
}
