import InfluenceText
import Testing

@Suite struct GlobPatternTests {
    @Test(arguments: [
        ("*", "", true), ("*", "KAZ", true), ("K*", "KAZ", true), ("K*", "UZB", false), ("K?Z", "KAZ", true),
        ("K?Z", "KZ", false), ("*share", "trade_share", true), ("*share", "trade_shares", false),
        ("a*b*c", "aXbbYc", true), ("a*b*c", "aXYc", false), ("", "", true), ("", "a", false), ("KAZ", "KAZ", true),
        ("**", "anything", true), ("?", "", false),
    ])
    func `A star stands for anything, a question mark for one character`(
        pattern: String,
        text: String,
        matches: Bool
    ) {
        #expect(GlobPattern(pattern).matches(text) == matches)
    }

    @Test func `A pattern made to be slow is not`() {
        let pattern = String(repeating: "a*", count: 200) + "b"
        #expect(!GlobPattern(pattern).matches(String(repeating: "a", count: 5000)))
    }
}
