import InfluenceControl
import InfluenceTestKit
import Testing

@Suite struct `A JSON document` {
    @Test func `reads back as it was written`() throws {
        var random = SplitMix(1)
        for _ in 0..<2_000 {
            let value = random.value()
            #expect(try JSONParser.parse(RenderedJSON(value).bytes) == value)
        }
    }

    @Test func `keeps every double to the bit, in the shortest text`() throws {
        var random = SplitMix(2)
        let edges = [
            0, -0.0, 0.1, 1e16, 1e-5, .pi, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
        ]
        for value in edges + (0..<20_000).map({ _ in random.double() }) {
            let text = JSONValue.number(value).description
            if try JSONParser.parse(text).numberValue?.bitPattern != value.bitPattern || text != value.description {
                Issue.record("\(value) became \(text)")
            }
        }
    }

    @Test(
        arguments: [
            ("9223372036854775807", JSONValue.integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(0x1p63)), ("-9223372036854775809", .number(-0x1p63)),
            ("18446744073709551615", .number(0x1p64)), ("18446744073709551616", .number(0x1p64)),
            ("123456789012345678901234567890", .number(1.2345678901234568e29)), ("0", 0), ("-0", 0), ("-1", -1),
            ("9007199254740993", 9_007_199_254_740_993), ("1.0", .number(1)), ("-0.0", .number(-0.0)),
            ("1E2", .number(100)),
            ("1e+2", .number(100)), ("25e-1", .number(2.5)), ("0e0", .number(0)), ("1e-400", .number(0)),
            ("0.1000000000000000055511151231257827021181583404541015625", .number(0.1)),
        ]
    )
    func `keeps integers of 64 bits exact and reads other numbers as doubles`(text: String, value: JSONValue) throws {
        #expect(try JSONParser.parse(text) == value)
    }

    @Test(
        arguments: [
            (#""""#, ""), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0000\u00e9\u00E9""#, "\0éé"),
            (#""\ud83d\ude00 😀""#, "😀 😀"), (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
            ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"), (#""a\u0041b""#, "aAb"),
        ]
    )
    func `unescapes strings`(text: String, value: String) throws {
        #expect(try JSONParser.parse(text).stringValue == value)
    }

    @Test func `escapes what has to be and nothing else`() {
        #expect(JSONValue.string("\0\u{1F}\"\\/\n\té😀\u{7F}").description == #""\u0000\u001f\"\\/\n\té😀\#u{7F}""#)
    }

    @Test(
        arguments: [
            "", " ", "nul", "nulll", "tru", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "00", "1.", ".5", "1.e3",
            "1e",
            "1e+", "0x10", "1_000", "1 2", "[", "[1", "[1,", "[1,]", "[,1]", "]", "[1}", "{", "{}{", "{,}", #"{"a"}"#,
            #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#, #"{1:1}"#, #"{"a":1 "b":2}"#, #"{"a" 1}"#, #"""#, #""a"#, #""\"#,
            #""\x""#,
            #""\u12"#, #""\u12g4""#, #""\ud800""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#, #""\udc00""#,
            "'a'",
            "\"\n\"", "\"\t\"", "\"\0\"", "\u{FEFF}1", "1\0", "/**/1", "1e999", "-1e999", "\u{A0}1", #"{"a":1,"a":2}"#,
            #"{"a":1,"\u0061":2}"#, #"[{"b":{"a":1,"a":2}}]"#, "{\"\u{E9}\":1,\"e\u{301}\":2}",
        ]
    )
    func `is refused for anything that JSON does not allow, and for a name that occurs twice`(text: String) {
        #expect(throws: JSONError.self) { try JSONParser.parse(text) }
    }

    @Test(
        arguments: [
            [0x22, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22], [0x22, 0x5C, 0x6E, 0xFF, 0x22], [0xFF],
        ] as [[UInt8]]
    )
    func `is refused where it is not UTF-8`(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONParser.parse(bytes) }
    }

    @Test func `finds names that occur twice among many`() throws {
        let members = (0..<5_000).map { "\"n\($0)\":\($0)" }
        let text = "{" + members.joined(separator: ",") + "}"
        #expect(try JSONParser.parse(text).objectValue?.count == 5_000)
        for name in ["n0", "n15", "n16", "n4999"] {
            #expect(throws: JSONError.self) { try JSONParser.parse(text.dropLast() + ",\"\(name)\":1}") }
        }
    }

    @Test func `may be nested to a depth and no deeper`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try JSONParser.parse(nested(64)) }
        #expect(throws: JSONError(offset: 64, reason: .tooDeep(limit: 64))) { try JSONParser.parse(nested(65)) }
        let objects = String(repeating: #"{"a":"#, count: 100_000)
        #expect(throws: JSONError(offset: 320, reason: .tooDeep(limit: 64))) { try JSONParser.parse(objects) }
    }

    @Test func `says where it is wrong`() {
        #expect(throws: JSONError(offset: 6, reason: .unexpected(byte: UInt8(ascii: "x")))) {
            try JSONParser.parse(#"{"a": x}"#)
        }
        #expect(throws: JSONError(offset: 7, reason: .duplicateName("a"))) { try JSONParser.parse(#"{"a":1,"a":1}"#) }
        #expect(throws: JSONError(offset: 3, reason: .numberNotFinite)) { try JSONParser.parse("[1,1e400]") }
        let endless = String(repeating: "9", count: 2_000)
        #expect(throws: JSONError(offset: 0, reason: .numberTooLong(limit: 1_100))) { try JSONParser.parse(endless) }
    }

    @Test func `cut short is never a document`() throws {
        var random = SplitMix(3)
        for _ in 0..<20 {
            let bytes = RenderedJSON(.object(["a": random.value(), "b": random.value()])).bytes
            let accepted = bytes.indices.prefix(2_000).filter { (try? JSONParser.parse(Array(bytes[..<$0]))) != nil }
            #expect(accepted == [])
        }
    }

    @Test func `of random or damaged bytes is refused or read, and what is read can be written`() throws {
        var random = SplitMix(4)
        for round in 0..<10_000 {
            var bytes = round % 2 == 0 ? random.bytes(random.integer(0...40)) : RenderedJSON(random.value()).bytes
            if round % 2 == 1, !bytes.isEmpty {
                bytes[random.integer(0...(bytes.count - 1))] = UInt8.random(in: 0...255, using: &random)
            }
            guard let value = try? JSONParser.parse(bytes) else { continue }
            if try JSONParser.parse(RenderedJSON(value).bytes) != value { Issue.record("\(value)") }
        }
    }

    @Test func `has null where a number is missing or not finite`() {
        #expect(JSONValue.number(orNull: nil) == .null)
        #expect(JSONValue.number(orNull: .nan) == .null)
        #expect(
            JSONValue.array([.number(.infinity), .number(-.infinity), .number(.nan)]).description == "[null,null,null]"
        )
        #expect(RenderedJSON { $0.number(nil) }.text == "null")
    }

    @Test func `is the same whether written piece by piece or from a value`() {
        let page = RenderedJSON { writer in
            writer.beginArray()
            for number in 1...2 {
                writer.beginObject()
                writer.name("number")
                writer.integer(Int64(number))
                writer.name("text")
                writer.string("\"")
                writer.name("list")
                writer.value([true, nil, 1.5])
                writer.endObject()
            }
            writer.beginArray()
            writer.endArray()
            writer.null()
            writer.bool(false)
            writer.endArray()
        }
        let value: JSONValue = [
            ["number": 1, "text": "\"", "list": [true, nil, 1.5]],
            ["number": 2, "text": "\"", "list": [true, nil, 1.5]], [],
            nil, false,
        ]
        #expect(page == RenderedJSON(value))
        #expect(JSONValue.object(["page": .rendered(page), "next": 2]).description == #"{"page":\#(value),"next":2}"#)
    }
}

@Suite struct `A JSON object` {
    @Test func `keeps the order of its members and is equal whatever the order`() {
        var object: JSONObject = ["b": 1, "a": 2, "c": 3]
        #expect(object.description == #"{"b":1,"a":2,"c":3}"#)
        #expect(object == ["c": 3, "b": 1, "a": 2])
        #expect(object != ["c": 3, "b": 1, "a": 1])
        object["a"] = 5
        object["b"] = nil
        object["d"] = nil
        object["e"] = nil as JSONValue?
        object["f"] = .null
        #expect(object.description == #"{"a":5,"c":3,"f":null}"#)
    }
}
