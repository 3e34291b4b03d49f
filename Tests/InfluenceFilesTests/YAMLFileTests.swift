import InfluenceFiles
import Testing

@Suite struct YAMLFileTests {
    private func problems(_ text: String) -> [String] {
        do throws(DiagnosticList) {
            _ = try YAMLFile.parse(text, name: "f")
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test func `Scalars stay text, with their places in code points`() throws {
        let root = try YAMLFile.parse("no: NO\noctal: 010\nключ: {a: [x, 'é', \"\"]}\nempty:\n", name: "f")
        #expect(root.entries?.map(\.key) == ["no", "octal", "ключ", "empty"])
        #expect(root["no"]?.value.text == "NO")
        #expect(root["octal"]?.value.text == "010")
        let list = try #require(root["ключ"]?.value["a"]?.value.elements)
        #expect(list.map(\.text) == ["x", "é", ""])
        #expect(list.map(\.position.description) == ["f:3:12", "f:3:15", "f:3:20"])
        #expect(list.map(\.isBlank) == [false, false, false])
        #expect(root["empty"]?.value.isBlank == true)
        #expect(root["empty"]?.keyPosition.description == "f:4:1")
    }

    @Test(arguments: [
        ("", "f:1:1: the file is empty"), ("# only a comment\n", "f:1:1: the file is empty"),
        ("\u{FEFF}", "f:1:1: the file is empty"), ("---\n", "f:1:1: the file is empty"),
        ("a: 1\n---\nb: 2\n", "f:2:1: a second document; a file holds exactly one"),
        ("a: 1\nb: 2\na: 3\n", "f:3:1: key 'a' is given more than once in one mapping"),
        ("a:\n  x: 1\n  y: 2\n  y: 3\n", "f:4:3: key 'y' is given more than once in one mapping"),
        ("a: !!int 3\n", "f:1:4: the tag 'tag:yaml.org,2002:int' is not supported; write the value without it"),
        ("a: !secret x\n", "f:1:4: the tag '!secret' is not supported; write the value without it"),
        ("[a]: 1\n", "f:1:1: a key must be a single word, not a list"),
        ("'': 1\n", "f:1:1: a key must be a single word, not an empty text"),
        ("? {a: b}\n: 1\n", "f:1:3: a key must be a single word, not a mapping"),
        (
            "a: b\n c: [",
            "f:2:3: not valid YAML: mapping values are not allowed in this context; a text with ': ' in it stands in quotes, "
                + "and keys of one mapping begin below each other"
        ),
        ("a: b\0c\n", "f:1:5: the character U+0000 is not allowed in a text file"),
        ("\u{FEFF}a: \u{1}\n", "f:1:4: the character U+0001 is not allowed in a text file"),
        ("a: x\u{FFFE}\n", "f:1:5: the character U+FFFE is not allowed in a text file"),
    ])
    func `What is not plain YAML is reported where it stands`(text: String, problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test(arguments: ["a: {b: [1, 2\n", "a: 'open\n", "\t- x", "a: [}\n", "%BAD\n", "a: |9x\n", "- a\nb: c\n", "@x"])
    func `Syntax errors have a place in the file`(text: String) throws {
        let problem = try #require(problems(text).first)
        #expect(problem.contains("not valid YAML"), "\(problem)")
        #expect(problem.hasPrefix("f:"))
    }

    @Test func `A byte order mark and CRLF change nothing`() throws {
        let root = try YAMLFile.parse("\u{FEFF}a: 1\r\nb:\r\n  - x\r\n", name: "f")
        #expect(root["a"]?.keyPosition.description == "f:1:1")
        #expect(root["b"]?.value.elements?.first?.position.description == "f:3:5")
        #expect(root["a"]?.value.text == "1")
    }

    private let noAliases = "anchors and aliases are not supported; write the value out at each place"

    @Test func `Anchors and aliases are refused where they stand`() {
        #expect(
            problems("a: &x 1\nb: *x\nc: &y [2]\n*x : 1\n")
                == ["f:1:4: \(noAliases)", "f:2:4: \(noAliases)", "f:3:4: \(noAliases)", "f:4:1: \(noAliases)"]
        )
        #expect(problems("b: *x\n") == ["f:1:4: \(noAliases)"])
    }

    @Test func `Multiplying aliases are not followed, each is reported once`() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(problems(text).count == 1 + 3 * 40)
        #expect(problems(text + "? *a40\n: 1\n").count == 1 + 3 * 40 + 1)
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func `Nesting without end is refused`(opening: String) {
        for depth in [40, 990, 1_100, 20_000] {
            let problem = problems(String(repeating: opening, count: depth)).first ?? "none"
            #expect(
                ["deep", "not valid YAML", "a key must be"].contains { problem.contains($0) },
                "\(opening) \(depth): \(problem)"
            )
        }
    }

    @Test func `Balanced nesting is refused past the limit only`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + "x" + String(repeating: "]", count: depth)
        }
        #expect(problems(nested(YAMLFile.depthLimit - 1)) == [])
        #expect(problems(nested(YAMLFile.depthLimit)).first?.hasSuffix("nested more than 32 levels deep") == true)
        #expect(problems(nested(5_000)).first?.hasSuffix("nested more than 32 levels deep") == true)
    }

    @Test func `Block nesting by indentation is refused past the limit`() {
        let text =
            (0..<600).map { String(repeating: " ", count: $0) + "a:\n" }.joined() + String(repeating: " ", count: 600)
            + "b\n"
        #expect(problems(text).first?.contains("levels deep") == true)
    }

    @Test func `A text over 4 MiB is refused`() {
        #expect(
            problems("a: " + String(repeating: "x", count: 4 << 20)) == ["f:1:1: larger than 4 MiB, which is the limit"]
        )
        #expect(problems("a: " + String(repeating: "x", count: (4 << 20) - 3)) == [])
    }
}

extension YAMLFileTests {
    /// Before: in libyaml's own words alone.
    @Test(arguments: [
        ("a:\n\t- x\n", "2:1", "a line begins with blanks, not with a tab"),
        ("a: 1\r\n\tb: 2\r\n", "2:1", "a line begins with blanks, not with a tab"),
        ("a: @x\n", "1:4", "a text that begins with '@' stands in quotes"),
        ("title: M: N\n", "1:9", "a text with ': ' in it stands in quotes"),
        ("a: [1, 2\nb: 3\n", "2:2", "a bracket is not closed, or a comma is missing"),
        ("a: \"open\nb: 1\n", "3:1", "the quotes that begin there are not closed"),
        ("a: 1\n b: 2\n", "2:3", "keys of one mapping begin below each other"),
    ])
    func `Syntax errors say what they mostly come from`(text: String, place: String, cause: String) throws {
        let problem = try #require(problems(text).first)
        #expect(problem.hasPrefix("f:\(place): not valid YAML: ") && problem.contains(cause), "\(problem)")
    }
}
