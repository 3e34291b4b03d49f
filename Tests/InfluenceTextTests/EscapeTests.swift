import InfluenceText
import Testing

@Suite struct EscapeTests {
    @Test(arguments: [
        0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x9B, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069,
    ])
    func `What acts instead of showing is a control`(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(code)))
        #expect(scalar.isControl)
        let line = singleLine("a\(Character(scalar))b")
        #expect(line.unicodeScalars.allSatisfy { !$0.isControl } && line != "ab", "\(line)")
    }

    @Test(arguments: [0x20, 0x41, 0x7E, 0xA0, 0xE9, 0x2027, 0x202F, 0x2065, 0x206A, 0x1F600])
    func `What shows is none`(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(code)))
        #expect(!scalar.isControl)
        #expect(singleLine("\(Character(scalar))") == "\(Character(scalar))")
    }

    @Test(arguments: [("abc", 3, "abc"), ("abcd", 3, "…"), ("abcde", 4, "a…"), ("éé", 3, "…"), ("", 0, "")])
    func `A cut text ends with an ellipsis within its bytes`(text: String, limit: Int, cut: String) {
        #expect(truncated(text, toBytes: limit) == cut)
        #expect(truncated(text, toBytes: limit).utf8.count <= limit)
    }
}
