import InfluenceControl
import InfluenceDescription
import InfluenceTestKit
import Testing

@Suite struct `An interface description` {
    private let text = """
        # About the whole.
        interface org.example.more-2

        # An enumeration.
        type State (idle, busy_now, e2)

        type Item (
          name: string, # a name
          state: State,
          next: ?Item,
          tags: [string](),
          table: ?[][string]?(x: int, y: ?float),
          raw: object,
          thing: any
        )
        method Get(from: ?int,to:?int)->(items: []Item)
        method Ping() -> ()   # trailing comment
        error Unknown (name: string, known: []string)
        error Gone ()
        """

    @Test func `knows the names of its own members alone`() throws {
        let interface = try InterfaceDescription(parsing: text)
        #expect(interface.member(of: "org.example.more-2.Get") == "Get")
        #expect(interface.member(of: "org.example.more-2.deeper.Get") == "deeper.Get")
        for name in ["org.example.more.Get", "org.example.more-22.Get", "org.example.more-2", "Get", ""] {
            #expect(interface.member(of: name) == nil, "\(name)")
        }
    }

    @Test func `is read into types, methods and errors`() throws {
        let interface = try InterfaceDescription(parsing: text)
        #expect(interface.name == "org.example.more-2")
        #expect(interface.text == text)
        #expect(interface.methodNames == ["Get", "Ping"])
        #expect(interface.methods["Get"]?.input.description == "(from: ?int, to: ?int)")
        #expect(interface.methods["Get"]?.output.description == "(items: []Item)")
        #expect(interface.methods["Ping"]?.input.fields == [])
        #expect(interface.types["State"] == .enumeration(["idle", "busy_now", "e2"]))
        #expect(
            interface.types["Item"]?.description
                == "(name: string, state: State, next: ?Item, tags: [string](), "
                + "table: ?[][string]?(x: int, y: ?float), raw: object, thing: any)"
        )
        #expect(interface.errors["Unknown"]?.description == "(name: string, known: []string)")
        #expect(interface.errors["Gone"]?.fields == [])
    }

    @Test func `reads the same with other line breaks and blanks`() throws {
        for separator in ["\r\n", "\r", "\u{2028}", "\n\u{A0}\u{3000}\t"] {
            let other = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: separator)
            let interface = try InterfaceDescription(parsing: other)
            #expect(try interface.types == InterfaceDescription(parsing: text).types)
        }
    }

    @Test func `has comments without the blanks around them, whatever these are`() throws {
        let interface = try InterfaceDescription(
            parsing: "#\u{A0}\u{2003} of é and \u{3000}\u{1F600}\u{202F}\t\u{2028}#\ninterface a.b\ntype A (x: int)"
        )
        #expect(interface.comment == "of é and \u{3000}\u{1F600}\n")
    }

    @Test func `of the service itself is built in`() throws {
        let service = try InterfaceDescription.service()
        #expect(service.name == "org.varlink.service")
        #expect(service.methodNames == ["GetInfo", "GetInterfaceDescription"])
        #expect(service.errors.count == 7)
    }

    private static let wrongTexts: [(String, String)] = [
        ("", "1:1: expected \"interface\", but the text ends"),
        ("Interface a.b", "1:1: expected \"interface\""),
        ("interface a", "1:11: expected a reverse-domain name such as org.example.service"),
        ("interface a.", "1:11: expected a reverse-domain name such as org.example.service"),
        ("interface a.-b", "1:11: expected a reverse-domain name such as org.example.service"),
        ("interface 1a.b", "1:11: expected a reverse-domain name such as org.example.service"),
        ("interface a.b", "1:14: the interface has no type, method or error, but the text ends"),
        ("interface a.b method A() -> ()", "1:15: expected a line break before this"),
        ("interface a.b\nmethod A() -> () method B() -> ()", "2:18: expected a line break before this"),
        ("interface a.b\n  function A()", "2:3: expected \"type\", \"method\" or \"error\""),
        ("interface a.b\nmethod a() -> ()", "2:8: expected a name: an upper-case letter, then letters and digits"),
        (
            "interface a.b\nmethod A_B() -> ()",
            "2:8: expected a name: an upper-case letter, then letters and digits"
        ),
        ("interface a.b\nmethod A() ()", "2:12: expected \"->\""),
        (
            "interface a.b\nmethod A(one, two) -> ()",
            "2:9: the parameters have to be a structure, not an enumeration"
        ),
        ("interface a.b\nmethod A() -> (one)", "2:15: the reply has to be a structure, not an enumeration"),
        (
            "interface a.b\nmethod A(",
            "2:10: expected a field name: letters and digits, with single underscores "
                + "between them, but the text ends"
        ),
        ("interface a.b\nmethod A(x) -> ()", "2:9: the parameters have to be a structure, not an enumeration"),
        ("interface a.b\nmethod A(x: int, y) -> ()", "2:19: expected \":\" and the type of y"),
        (
            "interface a.b\nmethod A(x: int,) -> ()",
            "2:17: expected a field name: letters and digits, with single "
                + "underscores between them"
        ),
        ("interface a.b\nmethod A(x: int y: int) -> ()", "2:17: expected \",\" or \")\""),
        ("interface a.b\nmethod A(x: int, x: int) -> ()", "2:18: the field x occurs twice"),
        (
            "interface a.b\nmethod A(x_: int) -> ()",
            "2:10: expected a field name: letters and digits, with single "
                + "underscores between them"
        ),
        (
            "interface a.b\nmethod A(x__y: int) -> ()",
            "2:10: expected a field name: letters and digits, with single "
                + "underscores between them"
        ),
        ("interface a.b\nmethod A(x: ??int) -> ()", "2:14: a type cannot be nullable twice"),
        ("interface a.b\nmethod A(x: integer) -> ()", "2:13: expected a type"),
        ("interface a.b\nmethod A(x: [int]int) -> ()", "2:13: expected \"[]\" or \"[string]\""),
        (
            "interface a.b\n# é\nmethod A(é: int) -> ()",
            "3:10: expected a field name: letters and digits, with single "
                + "underscores between them"
        ),
        ("interface a.b\nmethod A(x: Nothing) -> ()", "2:13: the type Nothing is not defined"),
        // Columns count characters, of one byte or of several.
        (
            "interface a.b\n\u{A0}\u{3000}\u{2003}method a() -> ()",
            "2:11: expected a name: an upper-case letter, then letters and digits"
        ),
        ("interface a.b\u{2029}method A(x:\u{FEFF}\u{1F600}) -> ()", "2:13: expected a type"),
        ("interface a.b\ntype A (a, b: int)", "2:13: an enumeration's values have no types"),
        ("interface a.b\ntype A (x: int)\nerror A ()", "3:7: A is defined twice"),
        ("interface a.b\ntype A (x: int)\nmethod B() -> (a: A)\nmethod B() -> ()", "4:8: B is defined twice"),
        ("interface a.b\nerror A", "2:8: expected \"(\", but the text ends"),
        ("interface a.b\ntype A int", "2:8: expected \"(\""),
    ]

    @Test(arguments: wrongTexts)
    func `that is wrong says where`(text: String, problem: String) throws {
        let error = try #require(throws: DescriptionError.self) { try InterfaceDescription(parsing: text) }
        #expect(error.description == problem)
    }

    @Test func `nested without end is refused`() throws {
        let text = "interface a.b\nmethod A(x: " + String(repeating: "[]", count: 100_000) + "int) -> ()"
        #expect(throws: DescriptionError.self) { try InterfaceDescription(parsing: text) }
    }

    @Test func `damaged never traps`() {
        var random = SplitMix(7)
        let scalars = Array(text.unicodeScalars)
        for _ in 0..<5_000 {
            var damaged = scalars
            for _ in 0..<random.integer(1...4) {
                let position = random.integer(0...(damaged.count - 1))
                if Bool.random(using: &random) {
                    damaged.remove(at: position)
                } else {
                    damaged[position] = scalars.randomElement(using: &random) ?? "x"
                }
            }
            _ = try? InterfaceDescription(parsing: String(String.UnicodeScalarView(damaged)))
        }
    }
}

@Suite struct `Checking parameters` {
    private func problem(_ type: String, _ value: JSONValue?) throws -> String? {
        let text = """
            interface a.b
            type Item (name: string, next: ?Item)
            type State (idle, busy)
            method M(x: \(type)) -> ()
            """
        let interface = try InterfaceDescription(parsing: text)
        let method = try #require(interface.methods["M"])
        var parameters = JSONObject()
        if let value { parameters["x"] = value }
        do throws(TypeMismatch) {
            try interface.check(parameters, against: method.input)
            return nil
        } catch {
            return error.description
        }
    }

    private static let rightValues: [(String, JSONValue)] = [
        ("bool", JSONValue.bool(true)), ("int", 1), ("float", 1), ("float", 1.5), ("string", ""), ("object", [:]),
        ("any", 1), ("any", []), ("any", ["a": nil]), ("?int", nil), ("?int", 1), ("[]int", []),
        ("[]?int", [1, nil]),
        ("[string]int", ["a": 1, "b c": 2]), ("[string]()", ["a": [:]]), ("(a: int, b: ?int)", ["a": 1]),
        ("(a: int, b: ?int)", ["a": 1, "b": nil]), ("State", "busy"),
        ("Item", ["name": "a", "next": ["name": "b"]]),
        ("(one, two)", "two"), ("?[](one, two)", ["two", "one"]), ("[]int", .rendered(RenderedJSON([1, 2]))),
    ]

    @Test(arguments: rightValues)
    func `finds nothing wrong with the right types`(type: String, value: JSONValue) throws {
        #expect(try problem(type, value) == nil)
    }

    private static let wrongValues: [(String, JSONValue, String)] = [
        ("bool", 1, "x: expected bool"), ("int", 1.0, "x: expected int"), ("int", "1", "x: expected int"),
        ("int", nil, "x: expected int"), ("float", "1", "x: expected float"),
        ("float", .number(.nan), "x: expected float"),
        ("string", 1, "x: expected string"), ("object", [], "x: expected object"), ("any", nil, "x: expected any"),
        ("?int", "a", "x: expected int"), ("[]int", [1, "a"], "x[1]: expected int"),
        ("[]int", [:], "x: expected []int"),
        ("[string]int", ["a": nil], "x.a: expected int"), ("[string]()", ["a": true], "x.a: expected ()"),
        ("(a: int)", [:], "x.a: missing; expected int"), ("(a: int)", ["b": 1], "x.b: unknown field"),
        ("State", "lazy", "x: expected (idle, busy)"), ("State", 1, "x: expected (idle, busy)"),
        ("[]Item", [["name": "a", "next": ["name": 2]]], "x[0].next.name: expected string"),
        ("[]int", .rendered(RenderedJSON([1, "a"])), "x[1]: expected int"),
    ]

    @Test(arguments: wrongValues)
    func `says where a value is of another type`(type: String, value: JSONValue, expected: String) throws {
        #expect(try problem(type, value) == expected)
    }

    @Test func `misses what is absent, unless it may be null`() throws {
        #expect(try problem("int", nil as JSONValue?) == "x: missing; expected int")
        #expect(try problem("?int", nil as JSONValue?) == nil)
    }
}
